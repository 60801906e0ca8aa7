import Foundation

/// `Tests/secrets`: texts with planted secrets. The collector's tests, the ingester's and the whole program's use the same.
public struct SecretCorpus: Sendable, CustomStringConvertible {
    public let name: String
    /// Where a bundle has it: `captures/ps`, `files/etc/docker/daemon.json`.
    public let place: String
    public let text: String
    /// What must not be found afterwards.
    public let secrets: [String]
    /// What must be there afterwards, as often as before.
    public let kept: [String]

    public var description: String { name }
    public var isFile: Bool { place.hasPrefix("files/") }

    public static let folder = Recordings.packageRoot.appendingPathComponent("Tests/secrets")

    /// Every text, by `places.tsv`.
    public static let all: [SecretCorpus] = lines("places.tsv").compactMap { row in
        let columns = row.components(separatedBy: "\t")
        guard columns.count == 2 else { return nil }
        return SecretCorpus(
            name: columns[0], place: columns[1], text: read(columns[0]), secrets: lines(columns[0] + ".secrets"),
            kept: lines(columns[0] + ".kept"))
    }

    /// What is wrong with a redacted text: secrets that are left, and what was lost.
    public func faults(of redacted: String) -> [String] {
        let left = secrets.filter(redacted.contains).map { "\($0) is left" }
        let lost = kept.filter { count($0, in: redacted) != count($0, in: text) }.map {
            "\($0) is there \(count($0, in: redacted)) times, not \(count($0, in: text))"
        }
        return left + lost
    }

    private func count(_ word: String, in text: String) -> Int { text.components(separatedBy: word).count - 1 }

    private static func read(_ name: String) -> String {
        (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
    }

    private static func lines(_ name: String) -> [String] {
        read(name).split(separator: "\n").map(String.init)
    }
}
