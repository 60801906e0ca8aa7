import Foundation
import TestSupport
import Testing

/// The corpus of `Tests/secrets`, from a bundle that was never redacted to whatever the program writes.
@Suite("No secret in anything that is written")
struct SecretTests {
    @Test("of a bundle full of secrets none is in the database's bytes or in any report, and the flags beside them are")
    func wholeWay() throws {
        let folder = try Shell.temporaryFolder()
        let bundle = folder.appendingPathComponent("bundle")
        try handMade(bundle)
        let database = folder.appendingPathComponent("fleet.db").path
        // Twice, and another bundle over it, so that pages are freed and written again.
        for _ in 1...2 { try run(["ingest", "--quiet", "--database", database, bundle.path]) }

        var written: [(name: String, bytes: Data)] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("fleet.db") {
            written.append((name, try Data(contentsOf: folder.appendingPathComponent(name))))
        }
        #expect(written.contains { $0.name == "fleet.db" && $0.bytes.count > 10_000 })
        for format in try formats(of: "report") {
            let report = try run(["report", "--database", database, "--format", format, "--node", "planted"])
            #expect(!report.isEmpty, "\(format)")
            written.append(("report as \(format)", report))
            written.append(("analysis as \(format)", try run(["analyze", "--quiet", "--format", format, bundle.path])))
        }
        for format in try formats(of: "compare") {
            let change = try run(["compare", "--quiet", "--format", format, bundle.path, bundle.path])
            written.append(("comparison as \(format)", change))
        }
        written.append(("explanation", try run(["explain", "--database", database, "planted"])))

        for secret in SecretCorpus.all.flatMap(\.secrets) {
            for (name, bytes) in written {
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) is in the \(name)")
            }
        }
        let known = String(decoding: written.map(\.bytes).reduce(Data(), +), as: UTF8.self)
        for word in ["--docker", "/var/lib/kept-01", "<redacted:flag>"] {
            #expect(known.contains(word), "\(word) did not reach the database")
        }
    }

    /// The formats that the program says it has, when it is asked for one that it has not.
    private func formats(of command: String) throws -> [String] {
        let answer = try Shell.run(
            Shell.twinstore,
            [command, "--format", "nonesuch"] + (command == "report" ? ["--database", "x"] : ["x", "y"]))
        let line = try #require(answer.errors.split(separator: "\n").first { $0.contains("there is ") })
        let names = line.components(separatedBy: "there is ")[1].components(separatedBy: ", ")
        #expect(names.contains("text") && names.count > 2)
        return names
    }

    /// A bundle as someone might pack it by hand: nothing was taken out.
    private func handMade(_ bundle: URL) throws {
        var manifest = "name\tstatus\texit\tstarted\tmilliseconds\tbytes\ttruncated\tredactions\tcommand\n"
        for corpus in SecretCorpus.all {
            let file = bundle.appendingPathComponent(corpus.place)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try corpus.text.write(to: file, atomically: true, encoding: .utf8)
            let isError = corpus.place.hasSuffix(".err")
            let name =
                corpus.isFile
                ? "file:" + corpus.place.dropFirst("files".count)
                : corpus.place.dropFirst("captures/".count).description.replacingOccurrences(of: ".err", with: "")
            manifest += "\(name)\t\(isError ? "failed" : "ok")\t\(isError ? 1 : 0)\t2026-11-01T00:00:00Z\t1\t1\tno\t0\t"
            manifest += "x --token zq-001\n"
        }
        try manifest.write(to: bundle.appendingPathComponent("manifest.tsv"), atomically: true, encoding: .utf8)
        let node = "format\t1\nnode\tplanted\nclock\t2026-11-01T00:00:00Z\nlabel.note\ttoken=zq-002\n"
        try node.write(to: bundle.appendingPathComponent("node.tsv"), atomically: true, encoding: .utf8)
    }

    @discardableResult
    private func run(_ arguments: [String]) throws -> Data {
        let result = try Shell.run(Shell.twinstore, arguments)
        #expect([0, 3].contains(result.status), "\(arguments): \(result.errors)")
        #expect(!result.errors.contains("zq"), "\(result.errors)")
        return result.outputBytes
    }
}
