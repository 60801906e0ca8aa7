import NodeModel

/// A pasted text, taken apart and sorted by machine: what the adapter makes captures of.
struct Paste: Sendable {
    /// The runs on the machine that is answered for, in their order.
    private(set) var runs: [PastedRun] = []
    /// The lines that no command and no shape explains.
    private(set) var unread: [Line] = []
    private(set) var lineCount: Int
    private let host: PasteHost

    init(_ lines: [Line], _ parsers: ParserRegistry) {
        lineCount = lines.count { !$0.isBlank }
        var all: [PastedRun] = []
        for run in PasteSplitter.runs(of: lines) {
            let (parts, rest) = ShapeSplitter.split(run)
            all += parts.map { Self.known($0, parsers) }
            unread += rest
        }
        host = PasteHost(all)
        for run in all {
            if run.place == host.place { runs.append(run) }
            // A command that is known and of no use leaves its output unread.
            if run.meaning == .nothing { unread += run.output.filter { !$0.isBlank } }
        }
        unread.sort { $0.number < $1.number }
    }

    /// Whether there is any command in it that is known here, with its output, or such an output: a page that only names
    /// commands is nobody's answer.
    var isAny: Bool {
        runs.contains {
            !$0.isSilent && $0.meaning != .unknown
                && !($0.meaning == .nothing && $0.command?.words.isEmpty != false)
        }
    }

    /// What the captures of other kinds are not read by, and what `docker inspect` shows.
    private static func known(_ run: PastedRun, _ parsers: ParserRegistry) -> PastedRun {
        guard var target = run.target else { return run }
        var run = run
        if target.id == "docker-inspect" {
            let text = run.output.map(\.text).joined(separator: "\n")
            target.id = text.find("\"RootFS\"") == nil ? "docker-containers" : "docker-image-inspect"
            if target.id == "docker-containers" { target.merging = .union }
            run.meaning = .reads(target)
        }
        if parsers.parsers(of: target.id).isEmpty { run.meaning = .nothing }
        return run
    }

    /// The machine's name: its prompt's, else what `hostname` said; nil where neither is there.
    var node: String? {
        if !host.place.isEmpty { return host.place }
        let said = runs.first { $0.meaning == .tellsHost }?.output.first { !$0.isBlank }
        return said?.words.first
    }

    /// Seconds since 1970 of the first `date` that can be read.
    var time: Int64? {
        runs.lazy.filter { $0.meaning == .tellsTime }
            .compactMap { run in run.output.lazy.compactMap { PastedDate.seconds($0.text) }.first }.first
    }

    /// Makes captures of the runs, and issues of what could not be used.
    func fill(_ contents: inout BundleContents, _ parsers: ParserRegistry) {
        for (place, outputs) in host.others {
            contents.issue(
                "\(outputs) output\(outputs == 1 ? "" : "s") of \(PasteHost.name(place)) are not read: the answer is for "
                    + "\(PasteHost.name(host.place)), and two machines have two disks")
        }
        if let first = unread.first {
            contents.issues.append(
                Issue(
                    capture: .bundle, line: first.number,
                    message:
                        "\(unread.count) of \(lineCount) lines belong to no command that is read here, the first is "
                        + Text.excerpt(first.text.trimmed, limit: 80)))
        }
        var builder = PasteCaptures(runs, parsers)
        builder.fill(&contents)
    }
}

/// The output of `date`.
enum PastedDate {
    /// `2026-11-23T20:07:31Z`, `2026-11-23T20:07:31+00:00` or `Mon Nov 23 20:07:31 UTC 2026`; a zone's name other than
    /// UTC tells no time that can be compared.
    static func seconds(_ text: String) -> Int64? {
        let words = text.split(separator: " ").map(String.init)
        if words.count == 1, let word = words.first {
            if let time = Timestamp(word) { return time.seconds }
            return zoned(word)
        }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.contains("UTC") || words.contains("GMT"),
            let month = words.compactMap({ months.firstIndex(of: $0) }).first,
            let year = words.first(where: { $0.count == 4 && $0.isDigits }),
            let day = words.first(where: { (1...2).contains($0.count) && $0.isDigits }),
            let clock = words.first(where: { $0.count == 8 && $0.split(separator: ":").count == 3 })
        else { return nil }
        var hour = Int(clock.prefix(2)) ?? 0
        if words.contains("PM"), hour < 12 { hour += 12 }
        if words.contains("AM"), hour == 12 { hour = 0 }
        return Timestamp("\(year)-\(two(month + 1))-\(two(Int(day) ?? 0))T\(two(hour))\(clock.dropFirst(2))Z")?.seconds
    }

    /// `2026-11-23T20:07:31+09:00`
    private static func zoned(_ word: String) -> Int64? {
        let bytes = Array(word.utf8)
        guard bytes.count == 25, bytes[19] == UInt8(ascii: "+") || bytes[19] == UInt8(ascii: "-"),
            let local = Timestamp(word.prefix(19) + "Z"), let hours = Int64(word.dropFirst(20).prefix(2)),
            let minutes = Int64(word.suffix(2))
        else { return nil }
        let offset = hours * 3600 + minutes * 60
        return local.seconds - (bytes[19] == UInt8(ascii: "+") ? offset : -offset)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
