import NodeModel
import Testing

@testable import Reporting

@Suite struct FleetTests {
    @Test("a node counts once, by its newest snapshot, and what changed is told")
    func snapshots() {
        var old = Samples.sameStore
        old.node = "gpu-07"
        old.collectedAt = Timestamp(seconds: Samples.clock.seconds - 3600)
        let report = Report(judgements: [Samples.duplicated, old, Samples.unknown])
        #expect(report.judgements.map(\.verdict) == [.sameStore, .duplicated, .unknown])
        #expect(report.latest.map(\.verdict) == [.duplicated, .unknown])
        #expect(report.fleet.nodes == 2)
        #expect(report.fleet.snapshots == 3)
        #expect(report.fleet.changes.map(\.kind) == [.new])
        #expect(report.fleet.changes.first?.from == .sameStore)
    }

    @Test(
        "a change is named by what it costs",
        arguments: [
            (Samples.leftover, Samples.duplicated, VerdictChange.Kind.worse),
            (Samples.duplicated, Samples.leftover, .better),
            (Samples.duplicated, Samples.separate, .fixed), (Samples.separate, Samples.leftover, .new),
            (Samples.duplicated, Samples.unknown, .other), (Samples.unknown, Samples.separate, .other),
        ])
    func changes(from: Judgement, to: Judgement, kind: VerdictChange.Kind) {
        #expect(VerdictChange(from: from, to: to)?.kind == kind)
        #expect(VerdictChange(from: to, to: to) == nil)
    }

    @Test("an image is one over the fleet by its config digest, else by its name in normal form")
    func images() {
        func node(_ name: String, _ images: [SharedImage]) -> Judgement {
            var node = Samples.duplicated
            node.node = name
            node.images = images
            return node
        }
        func image(_ name: String, _ digest: Digest?) -> SharedImage {
            SharedImage(
                names: [name], configDigest: digest, join: digest == nil ? .name : .configDigest, stores: ["a", "b"],
                duplicated: Samples.exact(10))
        }
        let report = Report(judgements: [
            node("1", [image("x:1", Samples.digest("a")), image("nginx", nil)]),
            node("2", [image("mirror/x:1", Samples.digest("a")), image("docker.io/library/nginx:latest", nil)]),
        ])
        #expect(report.fleet.images.map(\.nodes) == [2, 2])
        #expect(report.fleet.images.map(\.wasted.bytes) == [20, 20])
        #expect(Set(report.fleet.images.map(\.name)) == ["mirror/x:1", "docker.io/library/nginx:latest"])
    }

    @Test("a fleet with images twice and no plan yet is not told that there is nothing to free")
    func noPlan() {
        var node = Samples.duplicated
        node.plan = []
        let text = ReportFormat.text.string(Report(judgements: [node, Samples.separate]), RenderOptions())
        let next = text.split(separator: "\n").first { $0.contains("Next") }
        #expect(next?.hasSuffix("look at gpu-07, which stores most twice: no plan frees anything yet (--node)") == true)
    }

    @Test("a disk over 85 % is listed once, with what the plan would leave")
    func disks() throws {
        let disks = Report(judgements: Samples.everyVerdict).fleet.disks
        #expect(disks.map(\.node) == ["web-3", "gpu-07"])
        let disk = try #require(disks.last)
        #expect((disk.percent, disk.percentAfter) == (93, 86))
        #expect(!disk.isOneOfSeveral)
        #expect(FullDisk.percent(used: 85, available: 15) == 85)
        #expect(FullDisk.percent(used: .max, available: .max) == 0)
        #expect(FullDisk.percent(used: 0, available: 0) == 0)
    }

    @Test("nodes that could not be judged are grouped by what is missing")
    func causes() {
        var other = Samples.unknown
        other.node = "web-9"
        other.missing = Array(other.missing.prefix(1)) + Array(other.missing.prefix(1))
        let causes = Report(judgements: [Samples.unknown, other, Samples.duplicated]).fleet.notJudged
        #expect(causes.map(\.capture) == ["docker-info", "docker-images"])
        #expect(causes.map(\.nodes) == [2, 1])
        #expect(causes.first?.example == "web-7")
    }

    @Test("the command that settles most is whole, once, and the probe comes last")
    func commands() {
        let command = "crictl -r unix:///run/k3s/containerd/containerd.sock images -o json --with-all-that-there-is"
        func node(_ name: String, _ captures: [(String, String)]) -> Judgement {
            var node = Samples.unknown
            node.node = name
            node.missing = captures.map { Missing(capture: $0.0, why: "skipped", settleWith: $0.1) }
            return node
        }
        let probe = ("probe", "sh collector.sh --probe")
        let report = Report(judgements: [
            node("a", [probe, ("crictl-images", command), ("cri-images.k3s", command)]),
            node("b", [probe, ("crictl-images", command)]),
        ])
        let text = ReportFormat.text.string(report, RenderOptions(width: 60))
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count { $0.hasSuffix(command) } == 1)
        #expect(lines.contains("  1. \(command)"))
        #expect(lines.contains("  2. sh collector.sh --probe"))
        #expect(text.contains("Next      on a, run crictl -r"))
    }

    @Test("nodes set up alike are one set-up, and rare ones of a large fleet are marked")
    func configurations() {
        let nodes = (0..<200).map { number in
            var node = number < 199 ? Samples.duplicated : Samples.sameStore
            node.node = "n\(number)"
            return node
        }
        let configurations = Report(judgements: nodes).fleet.configurations
        #expect(configurations.map(\.nodes) == [199, 1])
        #expect(configurations.map(\.isOutlier) == [false, true])
        #expect(configurations.last?.description == "docker overlay2 [crictl, docker]")
    }

    @Test("with more than 20 nodes, each is a row of a table only")
    func manyNodes() {
        func text(_ count: Int) -> String {
            let nodes = (0..<count).map { number in
                var node = Samples.duplicated
                node.node = "n\(number)"
                return node
            }
            return ReportFormat.text.string(Report(judgements: nodes))
        }
        #expect(text(20).contains("Node by node"))
        #expect(!text(21).contains("Node by node"))
        #expect(text(21).contains("… and 11 more nodes, 750 MB"))
    }

    @Test("a label that nearly every node has for itself groups nothing")
    func labels() {
        let nodes = (0..<50).map { number in
            var node = Samples.duplicated
            node.node = "n\(number)"
            node.labels = ["host": "h\(number)", "pool": "p\(number % 2)"]
            return node
        }
        #expect(Report(judgements: nodes).fleet.labels.map(\.value) == ["p0", "p1"])
    }

    @Test("every number's footnote is printed once with the details, and nothing that no number refers to")
    func footnotes() throws {
        let report = Report(judgements: Samples.everyVerdict)
        let text = ReportFormat.text.string(report, RenderOptions(details: true))
        #expect(FleetQuery.all.map(\.number) == Array(1...FleetQuery.all.count))
        #expect(Set(FleetQuery.all.map(\.name)).count == FleetQuery.all.count)
        let notes = try #require(text.range(of: "SQL behind the numbers"))
        var cited = 0
        for query in FleetQuery.all {
            let isCited = text[..<notes.lowerBound].contains("[\(query.number)]")
            #expect(text.ranges(of: "\n  [\(query.number)] ").count == (isCited ? 1 : 0), "\(query.name)")
            #expect(query.sql.hasSuffix(";"))
            cited += isCited ? 1 : 0
        }
        #expect(cited >= 6)
        let short = ReportFormat.text.string(report)
        #expect(short.contains("[n] --details prints the SQL") && !short.contains("SELECT"))
    }

    @Test("nodes come one by one in the order in which the table ranks them")
    func order() throws {
        let report = Report(judgements: Samples.everyVerdict)
        let text = ReportFormat.text.string(report)
        let start = try #require(text.range(of: "Node by node"))
        let places = report.fleet.byFreed.map { text[start.upperBound...].range(of: "\n\($0.node): ")?.lowerBound }
        #expect(places.count > 4 && !places.contains(nil))
        #expect(places.compactMap { $0 }.sorted() == places.compactMap { $0 })
    }

    @Test("an old store's copy of a live image counts as stored twice")
    func oldCopies() {
        var old = Samples.leftover
        old.duplicatedBytes = Samples.exact(50_000_000)
        let text = ReportFormat.text.string(Report(judgements: [old, Samples.sameStore]))
        #expect(text.hasPrefix("1 of 2 nodes stores images twice, 50.0 MB: in stores left over"))
    }

    @Test("sums over several rule sets are said to be that")
    func ruleSets() {
        var other = Samples.separate
        other.ruleSet = "2027.1"
        let text = ReportFormat.text.string(Report(judgements: [Samples.duplicated, other]))
        #expect(text.contains("2026.1, 2027.1: judge the older snapshots again"))
        #expect(!ReportFormat.text.string(Report(judgements: Samples.everyVerdict)).contains("Rule sets"))
    }

    @Test("no input is a report too", arguments: ReportFormat.all.map(\.name))
    func empty(format: String) throws {
        let expected = [
            "json": "\"nodes\": 0", "csv": "node,machine,", "csv-images": "node,machine,", "junit": "tests=\"0\"",
        ]
        let text = try #require(ReportFormat.named(format)).string(Report(judgements: []))
        #expect(text.contains(expected[format] ?? "No node was judged"))
    }

    @Test("the same judgements in any order give the same bytes", arguments: ReportFormat.all.map(\.name))
    func repeatable(format: String) throws {
        let format = try #require(ReportFormat.named(format))
        let all = Samples.everyVerdict + [Samples.hostile, Samples.contested]
        let first = format.string(Report(judgements: all))
        #expect(format.string(Report(judgements: all.reversed())) == first)
        #expect(format.string(Report(judgements: all)) == first)
    }
}

extension Judgement: CustomTestStringConvertible {
    public var testDescription: String { "\(node): \(verdict.rawValue)" }
}
