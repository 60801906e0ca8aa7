import Foundation
import TestSupport
import Testing

@Suite("The limits in the documentation")
struct HostileLimitsTests {
    private static let root = Recordings.packageRoot

    private static func lines(_ path: String) throws -> [String] {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8).components(separatedBy: "\n")
    }

    /// Rows of the table, made from the comments and values of `Limits.swift`.
    private static func rows() throws -> [String] {
        var rows: [String] = []
        var comment: [String] = []
        for line in try lines("Sources/Ingestion/Limits.swift") {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.hasPrefix("/// ") {
                comment.append(String(text.dropFirst(4)))
            } else {
                let parts = text.components(separatedBy: " = ")
                if let name = parts.first, name.hasPrefix("public static let "), parts.count == 2 {
                    let name = name.components(separatedBy: " ")[3]
                    rows.append("| `\(name)` | \(shown(parts[1])) | \(comment.joined(separator: " ")) |")
                }
                comment = []
            }
        }
        return rows
    }

    private static func shown(_ value: String) -> String {
        let units = [" << 10": " KiB", " << 20": " MiB", " << 30": " GiB"]
        let unit = units.first { value.hasSuffix($0.key) }
        let number = value.replacingOccurrences(of: unit?.key ?? "", with: "")
        return number.replacingOccurrences(of: "_", with: ",") + (unit?.value ?? "")
    }

    @Test("every limit is in Security.md as it is in the program, and no other")
    func current() throws {
        let rows = try Self.rows()
        #expect(rows.count > 10)
        let page = try Self.lines("Sources/twinstore/Documentation.docc/Security.md")
        let listed = page.filter { $0.hasPrefix("| `") }
        #expect(listed == rows, "the table should be:\n\(rows.joined(separator: "\n"))")
    }
}
