import NodeModel

/// `manifest.tsv` of the bundle format, version 1: one row a capture that was attempted.
struct Manifest: Sendable {
    /// In the order of the file; of two rows with one name, the first.
    var rows: [Row] = []
    var issues: [Issue] = []

    struct Row: Sendable, Hashable {
        var id: CaptureID
        /// Nil where the word is unknown to this version.
        var outcome: CaptureOutcome?
        var exit: Int?
        var milliseconds = 0
        /// Bytes that the collector says it kept; nil where it does not say.
        var bytes: Int?
        var isCut = false
        var redactions = 0
        var command = ""
    }

    private enum Column: Int, CaseIterable {
        case name, status, exit, started, milliseconds, bytes, truncated, redactions, command
    }

    private static let columns = Column.allCases.map { "\($0)" }

    /// Reads the file; nil where it has no header row that names captures and their status.
    init?(_ bytes: [UInt8]) {
        let lines = TSV.rows(bytes)
        guard let header = lines.first?.fields, header.contains("name"), header.contains("status") else { return nil }
        let unknown = header.filter { !Self.columns.contains($0) }
        if !unknown.isEmpty {
            issue(1, "manifest.tsv: columns that this version does not know: \(unknown.joined(separator: ", "))")
        }
        var seen: Set<CaptureID> = []
        let places = Self.columns.map { header.firstIndex(of: $0) ?? .max }
        for (line, fields) in lines.dropFirst() {
            func field(_ column: Column) -> String {
                let place = places[column.rawValue]
                return place < fields.count ? fields[place] : ""
            }
            let id = CaptureID(Text.visible(field(.name)))
            guard !id.name.isEmpty else {
                issue(line, "manifest.tsv: a row without a name")
                continue
            }
            guard seen.insert(id).inserted else {
                issue(line, "manifest.tsv: a second row for \(id), the first counts")
                continue
            }
            var row = Row(id: id, outcome: CaptureOutcome(rawValue: field(.status)))
            if row.outcome == nil { issue(line, "manifest.tsv: \(id) has the unknown status \(field(.status))") }
            row.exit = Int(field(.exit))
            row.milliseconds = Self.bounded(Int(field(.milliseconds)) ?? 0)
            row.bytes = Int(field(.bytes))
            row.isCut = ["yes", "true", "1"].contains(field(.truncated))
            row.redactions = Self.count(field(.redactions))
            row.command = field(.command)
            rows.append(row)
            guard rows.count < Limits.members else {
                issue(line, "manifest.tsv: more than \(Limits.members) rows, the rest is not read")
                break
            }
        }
    }

    /// `3` as well as `token=2 url=1`: a total, or one count for each rule.
    private static func count(_ text: String) -> Int {
        if let total = Int(text) { return bounded(total) }
        return text.split { " ,;".contains($0) }.reduce(0) { sum, part in
            bounded(sum + bounded(Int(part.drop { $0 != "=" && $0 != ":" }.dropFirst()) ?? 0))
        }
    }

    /// Numbers of a manifest are added up later, over captures and over nodes, which must not overflow.
    private static func bounded(_ number: Int) -> Int { min(max(0, number), 1_000_000_000) }

    private mutating func issue(_ line: Int, _ message: String) {
        issues.append(Issue(capture: .bundle, line: line, message: message))
    }
}

/// `node.tsv` of the bundle format, version 1: what the collector knows of the node and of itself.
struct NodeRecord: Sendable {
    var node = ""
    var clock: Timestamp?
    var run = CollectorRun(format: 1)
    /// The format that the file names, as written.
    var format = ""
    var issues: [Issue] = []

    init(_ bytes: [UInt8]) {
        for (line, fields) in TSV.rows(bytes) {
            let value = fields.count > 1 ? Text.excerpt(fields[1], limit: 256) : ""
            switch fields[0] {
            case "format": format = value
            case "collector": run.version = value
            case "node": node = value
            case "machine": run.machine = value
            case "clock":
                clock = Timestamp(value)
                if clock == nil { issue(line, "node.tsv: the clock \(value) is no UTC time") }
            case "uid": run.uid = Int(value)
            case "root": run.root = value.isEmpty ? "/" : value
            case "offline": run.offline = value == "yes"
            case "process-total": run.processTotal = Int(value)
            case "shell": break
            // How often each rule found something on the node; the manifest has the count of each capture.
            case let key where key.hasPrefix("redactions."): break
            case let key where key.hasPrefix("label."):
                if run.labels.count < Limits.labels {
                    run.labels[Text.excerpt(String(key.dropFirst(6)), limit: 256)] = value
                }
            case let key: issue(line, "node.tsv: \(key) is unknown to this version")
            }
        }
    }

    private mutating func issue(_ line: Int, _ message: String) {
        issues.append(Issue(capture: .bundle, line: line, message: message))
    }
}

/// Rows of tab-separated values in which newline, tab and backslash are written `\n`, `\t` and `\\`.
enum TSV {
    /// Every line that is not blank, with its number from 1 and at least one field.
    static func rows(_ bytes: [UInt8]) -> [(line: Int, fields: [String])] {
        Line.split(bytes).compactMap { line in
            if line.isBlank { return nil }
            let fields = line.tabFields
            return (line.number, line.text.utf8.contains(UInt8(ascii: "\\")) ? fields.map(unescaped) : fields)
        }
    }

    /// An escape that is none stays as it is.
    static func unescaped(_ field: String) -> String {
        guard field.utf8.contains(UInt8(ascii: "\\")) else { return field }
        var out: [UInt8] = []
        var isEscape = false
        for byte in field.utf8 {
            if isEscape {
                switch byte {
                case UInt8(ascii: "n"): out.append(10)
                case UInt8(ascii: "t"): out.append(9)
                case UInt8(ascii: "\\"): out.append(byte)
                default: out += [UInt8(ascii: "\\"), byte]
                }
                isEscape = false
            } else if byte == UInt8(ascii: "\\") {
                isEscape = true
            } else {
                out.append(byte)
            }
        }
        if isEscape { out.append(UInt8(ascii: "\\")) }
        return String(decoding: out, as: UTF8.self)
    }
}
