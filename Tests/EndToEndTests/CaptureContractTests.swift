import Foundation
import TestSupport
import Testing

/// The collector's table and the parsers are one list, kept in two languages.
@Suite("Capture contract")
struct CaptureContractTests {
    @Test("every capture of collector.sh --list has a parser, and every parser a capture")
    func lists() throws {
        let list = try Shell.run("/bin/sh", [Recordings.packageRoot.path + "/collector.sh", "--list"])
        #expect(list.status == 0, "\(list.errors)")
        let collected = Set(
            list.output.split(separator: "\n").compactMap { row -> String? in
                let name = row.split(separator: "\t").first.map(String.init) ?? ""
                return name.isEmpty || name.hasPrefix("file:") ? nil : String(name.prefix { $0 != "." })
            })
        let known = try Shell.run(Shell.twinstore, ["captures"])
        let parsed = Set(
            known.output.split(separator: "\n").compactMap { row -> String? in
                let name = String(row.prefix { $0 != " " })
                return name.hasPrefix("file:") ? nil : name
            })
        #expect(collected.subtracting(parsed) == [], "no parser reads these; add one to CaptureParser.all")
        #expect(parsed.subtracting(collected) == [], "collector.sh does not capture these")
        #expect(collected.count > 30)
    }
}
