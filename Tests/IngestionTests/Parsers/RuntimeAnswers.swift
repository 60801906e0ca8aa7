import Foundation
import NodeModel
import TestSupport

@testable import Ingestion

/// What a recorded or made-up command answered, read through a parser.
struct RuntimeAnswer: Sendable, CustomStringConvertible {
    var scenario: String
    var arguments: String
    var exit: Int
    var output: String
    var errors: String

    var description: String { "\(scenario): \(arguments.prefix(120))" }

    /// Every recorded answer of a command line that the closure picks; empty where there are no recordings.
    static func recorded(where picks: (String) -> Bool) -> [RuntimeAnswer] {
        guard let folder = Recordings.folder else { return [] }
        return Recordings.scenarios.flatMap { scenario in
            let place = folder.appendingPathComponent(scenario)
            let table = (try? String(contentsOf: place.appendingPathComponent("commands.tsv"), encoding: .utf8)) ?? ""
            return table.split(separator: "\n").dropFirst().compactMap { row -> RuntimeAnswer? in
                let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard columns.count >= 3, picks(columns[2]) else { return nil }
                let read = { (end: String) in
                    String(
                        decoding: (try? Data(contentsOf: place.appendingPathComponent(columns[0] + end))) ?? Data(),
                        as: UTF8.self)
                }
                return RuntimeAnswer(
                    scenario: scenario, arguments: columns[2], exit: Int(columns[1]) ?? -1, output: read(".out"),
                    errors: read(".err"))
            }
        }
    }

    /// Those that crictl gave, of any version, for arguments that end so.
    static func crictl(_ end: String) -> [RuntimeAnswer] {
        recorded { $0.hasPrefix("crictl") && ($0.hasSuffix(" " + end)) }
    }

    func read(_ parser: CaptureParser, as id: CaptureID) -> ParsedFacts {
        parser.read(output, as: id, errors: errors)
    }

    /// The JSON values of the output, by Foundation's reader.
    var json: [NSDictionary] {
        let whole = try? JSONSerialization.jsonObject(with: Data(output.utf8))
        if let object = whole as? NSDictionary { return [object] }
        if let list = whole as? [NSDictionary] { return list }
        return output.split(separator: "\n").compactMap {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary
        }
    }

    var rows: [[String]] {
        output.split(separator: "\n").map { $0.split { $0 == " " || $0 == "\t" }.map(String.init) }
    }
}

extension CaptureParser {
    func read(_ text: String, as id: CaptureID = "test", errors: String = "", isCut: Bool = false) -> ParsedFacts {
        var parsed = ParsedFacts()
        parse(CaptureText(id: id, text: text, errors: errors, isCut: isCut), &parsed)
        return parsed
    }
}

extension ParsedFacts {
    func value(_ key: SettingKey) -> String? { facts.settings(key).first?.value }
    func values(_ key: SettingKey) -> [String] { facts.settings(key).map(\.value) }
}
