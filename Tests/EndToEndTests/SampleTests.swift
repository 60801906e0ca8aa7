import Foundation
import TestSupport
import Testing

/// The bundles of Samples/ and, beside each, the reports that they give: brochure and golden files in one.
@Suite("Samples")
struct SampleTests {
    static let folder = Recordings.packageRoot.appendingPathComponent("Samples")
    /// `.pasted.txt` is what somebody pasted; a plain `.txt` is the report in text.
    static let endings = [".tar.gz", ".tar.xz", ".pasted.txt"]
    private static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { file in endings.contains { file.hasSuffix($0) } }.sorted()
    static let bundles = files.map { String($0.prefix { $0 != "." }) }
    /// Those of our own collector: the fleet of the README's first command.
    static let fleet = files.filter { $0.hasSuffix(".tar.gz") }.map { folder.path + "/" + $0 }

    /// The path of a sample.
    static func path(_ name: String) -> String {
        folder.path + "/" + (files.first { $0.hasPrefix(name + ".") } ?? name)
    }
    static let formats = [("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json")]
    /// Formats for programs: of the fleet and of one node, which is enough of a brochure.
    static let dataFormats = [("csv", "csv"), ("csv-images", "images.csv"), ("junit", "xml")]

    @Test("a sample's reports are the ones beside it", arguments: bundles)
    func node(_ name: String) throws {
        for (format, ending) in Self.formats {
            let report = try report([Self.path(name)], format)
            try compare(report, with: "\(name).\(ending)")
            #expect(try report == self.report([Self.path(name)], format), "not the same twice")
            if format == "text" { #expect(report.count { $0 == "\n" } <= 40, "does not fit on one screen") }
        }
    }

    @Test("the fleet report of all samples is the one beside them")
    func fleet() throws {
        #expect(Self.fleet.count >= 5)
        for (format, ending) in Self.formats + Self.dataFormats {
            try compare(report(Self.fleet, format), with: "fleet.\(ending)")
        }
    }

    @Test("the reports of one node in the formats for programs are the ones beside it", arguments: dataFormats)
    func data(format: String, ending: String) throws {
        try compare(report([Self.path("two-live")], format), with: "two-live.\(ending)")
    }

    @Test("a report from a database is the report of an analysis", arguments: bundles)
    func throughDatabase(_ name: String) throws {
        let scratch = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: scratch) }
        let database = scratch.appendingPathComponent("nodes.db").path
        let bundle = Self.path(name)
        for _ in 1...2 {
            let ingest = try Shell.run(Shell.twinstore, ["ingest", "--database", database, bundle])
            #expect(ingest.status == 0, "\(ingest.errors)")
        }
        for (format, ending) in Self.formats {
            let run = try Shell.run(
                Shell.twinstore, ["report", "--database", database, "--format", format, "--width", "100"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output == (try text(of: "\(name).\(ending)")))
        }
    }

    private func report(_ bundles: [String], _ format: String) throws -> String {
        let run = try Shell.run(Shell.twinstore, ["analyze", "--format", format, "--width", "100"] + bundles)
        #expect(run.status == 0, "\(run.errors)")
        return run.output
    }

    private func text(of name: String) throws -> String {
        try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    }

    private func compare(_ report: String, with name: String) throws {
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try report.write(to: Self.folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
            Issue.record("recorded Samples/\(name): read it, then run without RECORD")
            return
        }
        #expect(try report == text(of: name), "Samples/\(name) differs; RECORD=1 swift test writes it anew")
    }
}

@Suite("README")
struct ReadmeTests {
    @Test("the screen that the README shows is the sample's")
    func report() throws {
        let file = Recordings.packageRoot.appendingPathComponent("README.md")
        let readme = try String(contentsOf: file, encoding: .utf8)
        let sample = try String(contentsOf: SampleTests.folder.appendingPathComponent("two-live.txt"), encoding: .utf8)
        let section = try #require(readme.range(of: "\n## One screen\n"))
        let start = try #require(readme.range(of: "```text\n", range: section.upperBound..<readme.endIndex))
        let end = try #require(readme.range(of: "```\n", range: start.upperBound..<readme.endIndex))
        let shown = start.upperBound..<end.lowerBound
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try readme.replacingCharacters(in: shown, with: sample)
                .write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded README.md: read it, then run without RECORD")
            return
        }
        #expect(readme[shown] == sample, "RECORD=1 swift test --filter SampleTests writes it")
    }

    @Test("every file of this repository that the README names is there")
    func paths() throws {
        let readme = try String(contentsOf: Recordings.packageRoot.appendingPathComponent("README.md"), encoding: .utf8)
        let named = readme.matches(of: /(?:Samples|Sources|Tests)\/[A-Za-z0-9_.\/-]+[A-Za-z0-9]/).map { String($0.0) }
        #expect(named.count > 5)
        for path in named {
            let url = Recordings.packageRoot.appendingPathComponent(path)
            #expect(FileManager.default.fileExists(atPath: url.path), "\(path)")
        }
    }
}
