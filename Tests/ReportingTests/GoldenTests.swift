import Foundation
import NodeModel
import Testing

@testable import Reporting

/// Files that people have read: a change of wording is a change of a file here.
@Suite struct GoldenTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    static let recording = ProcessInfo.processInfo.environment["RECORD"] == "1"

    static let reports: [(name: String, judgements: [Judgement])] = [
        ("duplicated", [Samples.duplicated]), ("same-store", [Samples.sameStore]), ("leftover", [Samples.leftover]),
        ("unknown", [Samples.unknown]), ("contested", [Samples.contested]), ("hostile", [Samples.hostile]),
        ("fleet", Samples.everyVerdict), ("empty", []), ("hostile-fleet", [Samples.hostile, Samples.formula]),
    ]

    @Test("a report is the golden file, byte for byte", arguments: reports.map(\.name), ReportFormat.all.map(\.name))
    func golden(name: String, format: String) throws {
        let judgements = try #require(Self.reports.first { $0.name == name }).judgements
        let format = try #require(ReportFormat.named(format))
        let written = format.string(Report(judgements: judgements))
        let file = Self.folder.appendingPathComponent("\(name).\(format.fileExtension)")
        if Self.recording {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(written.utf8).write(to: file)
            Issue.record("recorded \(file.lastPathComponent); read it, then run again without RECORD=1")
            return
        }
        let golden = try Data(contentsOf: file)
        #expect(written == String(decoding: golden, as: UTF8.self))
    }
}
