import Foundation

/// Where the tests find real input that is not part of the project.
public enum Recordings {
    /// The package's root folder.
    public static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// `../shared/recordings`, or nil (with a notice) where it is missing.
    public static let folder = sibling("recordings")
    /// `../shared/real-cases`, or nil (with a notice) where it is missing.
    public static let realCases = sibling("real-cases")

    /// The recorded nodes' names, sorted; empty where the folder is missing.
    public static let scenarios: [String] = {
        guard let folder else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: folder.path + "/\($0)/commands.tsv") }.sorted()
    }()

    /// What one recorded command printed to standard output; nil where it was not recorded.
    public static func output(of command: String, in scenario: String) -> String? {
        recorded(command, in: scenario).map { text("\($0).out") }
    }

    /// The same with its errors behind it, as a person would copy it from a terminal.
    public static func outputAndErrors(of command: String, in scenario: String) -> String? {
        recorded(command, in: scenario).map { text("\($0).out") + text("\($0).err") }
    }

    /// The path of a recorded command's output, without its extension.
    private static func recorded(_ command: String, in scenario: String) -> String? {
        guard let folder = folder?.appendingPathComponent(scenario) else { return nil }
        let table = text(folder.appendingPathComponent("commands.tsv").path)
        for row in table.split(separator: "\n").dropFirst() {
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
            if columns.count >= 3, columns[2] == command {
                return folder.appendingPathComponent(String(columns[0])).path
            }
        }
        return nil
    }

    private static func text(_ path: String) -> String {
        String(decoding: (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data(), as: UTF8.self)
    }

    private static func sibling(_ name: String) -> URL? {
        let url = packageRoot.deletingLastPathComponent().appendingPathComponent("shared/\(name)")
        guard FileManager.default.fileExists(atPath: url.path) else {
            print("notice: ../shared/\(name) is missing; the tests that replay it are skipped")
            return nil
        }
        return url
    }
}
