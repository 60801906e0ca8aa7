import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Reporting

@Suite("Rows of a question")
struct RowFormatTests {
    private func text(
        _ format: RowFormat, _ columns: [String], _ rows: [[Cell]], width: Int = .max
    ) -> String {
        var bytes: [UInt8] = []
        var output = Output { bytes += $0 }
        let printer = format.printer(columns: columns, options: RenderOptions(width: width))
        for row in rows { printer.row(row, &output) }
        printer.end(&output)
        output.finish()
        return String(decoding: bytes, as: UTF8.self)
    }

    private let hostile: [[Cell]] = [
        [.text("=1+1"), .text("a,\"b\""), .text("\u{1B}[31m\r\n\tx\u{202E}"), .text("| <b> @team #1 [a](b)")]
    ]

    @Test("every file of Rows but RowFormat.swift is listed in RowFormat.all")
    func census() throws {
        let folder = Recordings.packageRoot.appendingPathComponent("Sources/Reporting/Rows").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "RowFormat.swift" }
        for file in files {
            let isListed = RowFormat.all.contains { file.lowercased() == $0.name + "rows.swift" }
            #expect(isListed, "Rows/\(file) is not listed in RowFormat.all")
        }
        #expect(files.count == RowFormat.all.count)
    }

    @Test("a table is aligned, numbers to the right, NULL told from nothing")
    func table() {
        #expect(
            text(
                .table, ["node", "bytes"],
                [[.text("a"), .integer(12)], [.text("längere"), .null], [.text(""), .real(1.5)]])
                == "node     bytes\n-------  -----\na           12\nlängere  NULL\n           1.5\n")
        #expect(text(.table, ["a"], []) == "a\n-\n")
    }

    @Test("a table fits the width: texts give way, numbers never")
    func width() {
        let row: [Cell] = [
            .text(String(repeating: "n", count: 50)), .integer(123_456_789), .text(String(repeating: "m", count: 60)),
        ]
        let lines = text(.table, ["name", "bytes", "note"], [row], width: 60).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 60 })
        #expect(lines[2].contains("123456789"))
        #expect(lines[2].contains("…"))
    }

    @Test("rows after the first hundreds keep the columns")
    func late() {
        let rows = (0..<1200).map { [Cell.text("n\($0)"), .integer(Int64($0))] }
        let lines = text(.table, ["node", "n"], rows).split(separator: "\n")
        #expect(lines.count == 1202)
        #expect(lines.last == "n1199  1199")
    }

    @Test("in a table nothing reaches the terminal but what is seen")
    func hostileTable() {
        let text = text(.table, ["a\u{1B}", "b", "c", "d"], hostile)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !Text.isHostile($0) })
        #expect(text.contains("\\u{1b}[31m\\u{d}\\u{a} x\\u{202e}"))
        #expect(text.split(separator: "\n").count == 3)
    }

    @Test("CSV is RFC 4180, a row a line, and no field is a formula")
    func csv() {
        #expect(
            text(.csv, ["a", "b", "c", "d"], hostile)
                == "a,b,c,d\r\n'=1+1,\"a,\"\"b\"\"\",\\u{1b}[31m\\u{d}\\u{a} x\\u{202e},| <b> @team #1 [a](b)\r\n")
        #expect(
            text(.csv, ["a"], [[.null], [.text("")], [.integer(-1)], [.text("-1")], [.text("\t=1")], [.text("＝1")]])
                == "a\r\n\r\n\"\"\r\n-1\r\n'-1\r\n' =1\r\n'＝1\r\n")
        #expect(text(.csv, ["a", "b"], []) == "a,b\r\n")
    }

    @Test("JSON is read back as it was, one object a line, whatever the names and values")
    func json() throws {
        let rows: [[Cell]] = [
            [.text("a\u{0}\"\\\n\u{2028}é"), .integer(.max), .real(-0.5), .null, .blob([1, 171])],
            [.text(""), .integer(.min), .real(1e300), .null, .blob([])],
        ]
        let text = text(.json, ["t", "i", "t", "t:1", "\"\n"], rows)
        #expect(text.split(separator: "\n").count == 4)
        let read = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(read[0]["t"] as? String == "a\u{0}\"\\\n\u{2028}é")
        #expect(read[0]["i"] as? Int == .max)
        #expect(read[0]["t:1"] as? Double == -0.5)
        #expect(read[0]["t:1:1"] is NSNull)
        #expect(read[0]["\"\n"] as? String == "01ab")
        #expect(read[1]["i"] as? Int == .min)
        #expect(self.text(.json, ["a"], []) == "[]\n")
    }

    @Test("Markdown is a table in which nothing is markup, a mention or a link")
    func markdown() {
        let text = text(.markdown, ["a", "b", "c", "d"], hostile + [[.integer(1), .null, .text("x"), .text("y")]])
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { line in line.count(where: { $0 == "|" }) == 5 })
        #expect(text.contains("&lt;b&gt; `@team` `#1`"))
        #expect(!text.contains("\u{1B}"))
    }
}
