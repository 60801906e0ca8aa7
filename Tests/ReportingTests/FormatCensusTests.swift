import Foundation
import Testing

@testable import Reporting

@Suite struct FormatCensusTests {
    @Test("every file of Formats is listed in ReportFormat.all")
    func census() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let files = try FileManager.default.contentsOfDirectory(
            atPath: root.appendingPathComponent("Sources/Reporting/Formats").path)
        let names = ReportFormat.all.map { $0.name.replacing("-", with: "") }
        for file in files.sorted() {
            let name = file.replacingOccurrences(of: ".swift", with: "").lowercased()
            #expect(names.contains(name), "Formats/\(file) is not listed in ReportFormat.all")
        }
        #expect(files.count == names.count, "ReportFormat.all lists a format that has no file of its own in Formats")
        #expect(Set(names).count == names.count)
        #expect(Set(ReportFormat.all.map(\.fileExtension)).count == names.count)
    }

    @Test("a format is found by its name only")
    func named() {
        #expect(ReportFormat.named("text")?.fileExtension == "txt")
        #expect(ReportFormat.named("Text") == nil)
    }
}
