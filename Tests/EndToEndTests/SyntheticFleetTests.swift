import Foundation
import TestSupport
import Testing

/// Made-up nodes whose right answer is known beforehand: a check of the judge that shares no code with it.
@Suite("made-up fleets", .enabled(if: Shell.find("sqlite3") != nil, "sqlite3 is not installed"))
struct SyntheticFleetTests {
    /// The first forty bundles of this seed have every set-up and every verdict in them.
    private static let seed = "16"

    @Test("every made-up node gets the verdict, the duplicated bytes and the bytes to free that it was made with")
    func verdicts() throws {
        let fleet = try Self.generate(["--bundles", "40", "--seed", Self.seed])
        let truths = try Self.truths(fleet)
        #expect(truths.count == 40)
        #expect(Set(truths.map(\.setUp)).count == 10)
        #expect(
            Set(truths.map(\.verdict)) == [
                "duplicated", "partly-duplicated", "leftover", "separate", "same-store", "single-store", "unknown",
            ])

        let judged = try Self.judged(fleet)
        var figures: [String: Int] = [:]
        for truth in truths {
            let verdict = try #require(judged["\(truth.node) \(truth.clock)"])
            #expect(verdict.verdict == truth.verdict, "\(truth.bundle), \(truth.setUp)")
            // Where Docker does not answer, that is the issue.
            let isSilent = truth.setUp == "not-root" || truth.setUp == "leftover-docker"
            #expect(isSilent == (verdict.issues > 0), "\(truth.bundle): everything in it is understood")
            // On Docker's containerd store only ctr has the sizes, with one decimal: 1.2 GiB may be 50 MiB more or less.
            let isRounded = truth.setUp == "docker-containerd-store"
            for (name, bytes) in truth.bytes {
                figures[name, default: 0] += 1
                let found = try #require(verdict.bytes[name], "\(name) of \(truth.bundle)")
                let tolerance = isRounded ? bytes / 40 : 0
                #expect(abs(found - bytes) <= tolerance, "\(name) of \(truth.bundle): \(found) instead of \(bytes)")
                let tier = verdict.tiers[name] ?? ""
                #expect(tier == "exact" || isRounded && tier == "estimated", "\(name) of \(truth.bundle)")
            }
        }
        #expect(figures.count == 3 && figures.values.allSatisfy { $0 > 10 }, "\(figures)")
    }

    @Test("the same seed gives the same bytes, and a smaller fleet is the beginning of a larger one")
    func deterministic() throws {
        let small = try Self.generate(["--bundles", "3", "--seed", "7"])
        let large = try Self.generate(["--bundles", "6", "--seed", "7"])
        let other = try Self.generate(["--bundles", "3", "--seed", "8"])
        let bundles = try Self.truths(small).map(\.bundle)
        #expect(bundles.count == 3)
        for bundle in bundles {
            let bytes = try Data(contentsOf: small.appendingPathComponent(bundle))
            #expect(bytes == (try Data(contentsOf: large.appendingPathComponent(bundle))))
        }
        #expect(bundles != (try Self.truths(other).map(\.bundle)))
    }

    @Test("the manifest names the captures that collector.sh names, with its commands")
    func manifest() throws {
        let fleet = try Self.generate(["--bundles", "40", "--seed", Self.seed])
        let listed = try Shell.run(
            "/bin/sh", [Recordings.packageRoot.appendingPathComponent("collector.sh").path, "--list"])
        let known = Set(
            listed.output.split(separator: "\n").compactMap { $0.split(separator: "\t").first.map(Self.kind) })
        #expect(known.contains("docker-images"))
        for truth in try Self.truths(fleet) {
            let archive = fleet.appendingPathComponent(truth.bundle).path
            let text = try Shell.run("/usr/bin/env", ["tar", "-xzOf", archive, "--wildcards", "*/manifest.tsv"]).output
            let names = text.split(separator: "\n").dropFirst().compactMap {
                $0.split(separator: "\t").first.map(Self.kind)
            }
            #expect(names.count > 50)
            let unknown = names.filter { !known.contains($0) && !$0.hasPrefix("file:") }
            #expect(unknown.isEmpty, "\(truth.bundle): \(unknown)")
        }
    }

    /// `ctr-images.containerd.moby` and `ctr-images.SOCKET.NAMESPACE` are one kind.
    private static func kind(_ name: Substring) -> String {
        if name.hasPrefix("file:") || name.hasPrefix("systemctl-") { return String(name) }
        return String(name.prefix { $0 != "." })
    }

    private struct Truth {
        var bundle, node, clock, setUp, verdict: String
        /// Those that can be known, by their column.
        var bytes: [String: Int]
    }

    private struct Judged {
        var verdict: String
        var bytes: [String: Int]
        var tiers: [String: String]
        var issues: Int
    }

    private static func generate(_ options: [String]) throws -> URL {
        let folder = try Shell.temporaryFolder().appendingPathComponent("fleet")
        let program = URL(fileURLWithPath: Shell.twinstore).deletingLastPathComponent()
            .appendingPathComponent("twinstore-benchmark").path
        let run = try Shell.run(program, ["generate"] + options + ["--level", "1", folder.path])
        try #require(run.status == 0, "\(run.errors)")
        return folder
    }

    /// What the built program says, by node and clock.
    private static func judged(_ fleet: URL) throws -> [String: Judged] {
        let database = fleet.appendingPathComponent("fleet.db").path
        let ingest = try Shell.run(Shell.twinstore, ["ingest", "--quiet", "--database", database, fleet.path])
        #expect(ingest.status == 0, "\(ingest.errors)")
        let sqlite = try #require(Shell.find("sqlite3"))
        let run = try Shell.run(
            sqlite,
            [
                "-readonly", "-json", database,
                """
                SELECT node, collected_at, verdict, duplicated_bytes, duplicated_tier,
                freed_docker_bytes, freed_docker_tier, freed_cri_bytes, freed_cri_tier,
                (SELECT count(*) FROM issue WHERE issue.snapshot_id = snapshot_verdict.snapshot_id) AS issues
                FROM snapshot_verdict
                """,
            ])
        let rows = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [[String: Any]])
        var judged: [String: Judged] = [:]
        for row in rows {
            let key = "\(try #require(row["node"] as? String)) \(try #require(row["collected_at"] as? String))"
            judged[key] = Judged(
                verdict: try #require(row["verdict"] as? String), bytes: [:], tiers: [:],
                issues: try #require(row["issues"] as? Int))
            for name in ["duplicated", "freed_docker", "freed_cri"] {
                judged[key]?.bytes[name] = row["\(name)_bytes"] as? Int
                judged[key]?.tiers[name] = row["\(name)_tier"] as? String
            }
        }
        return judged
    }

    private static func truths(_ fleet: URL) throws -> [Truth] {
        let text = try String(contentsOf: fleet.appendingPathComponent("truth.tsv"), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            var truth = Truth(
                bundle: fields[0], node: fields[1], clock: fields[2], setUp: fields[3], verdict: fields[4], bytes: [:])
            for (name, column) in [("duplicated", 5), ("freed_docker", 11), ("freed_cri", 12)] {
                truth.bytes[name] = Int(fields[column])
            }
            return truth
        }
    }
}
