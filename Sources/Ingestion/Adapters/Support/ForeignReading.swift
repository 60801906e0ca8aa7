import NodeModel

/// One reading of another collector's bundle: its members become captures, and the first of each capture counts.
///
/// What has no member is not mentioned at all: nobody asked, so nothing is known.
struct ForeignReading {
    let bundle: RawBundle
    let members: [String: RawMember]
    var contents: BundleContents
    private var taken: Set<CaptureID> = []

    /// - Parameter collector: who wrote the bundle, for the report.
    init(_ bundle: RawBundle, collector: String) {
        self.bundle = bundle
        members = Dictionary(bundle.members.map { ($0.path, $0) }) { first, _ in first }
        contents = BundleContents(
            node: bundle.nodeFromName, collectedAt: Timestamp(seconds: bundle.newest ?? 0))
        contents.collector.version = collector
    }

    /// How a command ended, as far as the collector says more than the output does.
    struct End {
        var outcome: CaptureOutcome?
        var exit: Int?
        var milliseconds = 0
        /// Standard error, where it is not in the output.
        var errors = ""
    }

    /// Takes a member as the output of a command.
    ///
    /// - Parameter excerpt: what of it is to be read; line numbers must stay.
    mutating func take(
        _ id: CaptureID, from path: String, command: String, end: End = End(),
        excerpt: ([UInt8]) -> [UInt8] = { $0 }
    ) {
        guard let member = members[path] else { return }
        take(id, member, command: command, end: end, excerpt: excerpt)
    }

    /// Takes several members as one output, blank lines between; those that say only errors are left out, unless all do.
    ///
    /// - Parameter isPart: whether there should be more of them.
    mutating func take(_ id: CaptureID, joining members: [RawMember], command: String, isPart: Bool = false) {
        let told = members.filter { SpokenOutcome.of($0.bytes) == nil }
        guard var joined = (told.isEmpty ? members : told).first else { return }
        for next in told.dropFirst() {
            joined.bytes += (joined.bytes.last == 10 ? [10] : [10, 10]) + next.bytes
            joined.isCut = joined.isCut || next.isCut
        }
        joined.isCut = joined.isCut || isPart
        take(id, joined, command: command)
    }

    mutating func take(
        _ id: CaptureID, _ member: RawMember, command: String, end: End = End(),
        excerpt: ([UInt8]) -> [UInt8] = { $0 }
    ) {
        guard taken.insert(id).inserted else { return }
        let (outcome, isSpoken) = end.outcome.map { ($0, false) } ?? Self.outcome(of: member, isFile: id.kind == "file")
        var output = member
        output.bytes = excerpt(member.bytes)
        let capture = Capture(
            id: id, outcome: outcome, exit: end.exit, milliseconds: end.milliseconds,
            bytes: isSpoken ? 0 : member.bytes.count, command: command)
        let errors = end.errors.isEmpty ? nil : RawMember(path: member.path, bytes: Array(end.errors.utf8))
        // Collectors write both streams into one file: an output that is all errors belongs on the other side.
        let isEmpty = isSpoken || member.bytes.isEmpty
        contents.add(capture, output: isEmpty ? nil : output, errors: isSpoken ? member : errors)
    }

    /// Takes a command of which the collector says how it ended and has no output.
    mutating func take(_ id: CaptureID, outcome: CaptureOutcome, exit: Int? = nil, message: String, command: String) {
        guard taken.insert(id).inserted else { return }
        var capture = Capture(id: id, outcome: outcome, exit: exit, command: command)
        capture.message = Text.excerpt(message, limit: Source.quoteLimit)
        contents.captures.append(capture)
    }

    /// Takes every member that is one of the node's small files, below a folder of the bundle.
    mutating func takeFiles(below folder: String = "") {
        for member in bundle.members where member.path.hasPrefix(folder) {
            let path = "/" + member.path.dropFirst(folder.count)
            if NodeFiles.isWanted(path) { take(.file(path), member, command: "cat \(path)") }
        }
    }

    /// Names the node after the first name that is one.
    mutating func name(_ candidates: String?...) {
        let names = candidates.compactMap { $0 }.filter { !$0.isEmpty && $0 != "localhost" }
        guard let name = names.first else {
            contents.issue("no file of the bundle names the node, the bundle's own name is used")
            return
        }
        contents.node = Text.excerpt(name, limit: 256)
    }

    /// Dates the snapshot by the first time that is one, else by the newest file that is read.
    mutating func date(_ candidates: Int64?...) {
        if let seconds = candidates.compactMap({ $0 }).first(where: { $0 > 0 }) {
            contents.collectedAt = Timestamp(seconds: seconds)
        } else if bundle.newest == nil {
            contents.issue("no file of the bundle carries a time, so it has none")
        }
    }

    /// A word of a member's first line; nil where there is none, or an error in its place.
    func word(_ index: Int, of path: String) -> String? {
        guard let member = members[path], SpokenOutcome.of(member.bytes) == nil else { return nil }
        let words = Line.split(Array(member.bytes.prefix(1024))).first?.words ?? []
        return index < words.count ? words[index] : nil
    }

    /// When `date` was run: what it printed where that is UTC, else when its output was written.
    func time(of path: String) -> Int64? {
        guard let member = members[path] else { return nil }
        let line = Line.split(Array(member.bytes.prefix(256))).first?.text ?? ""
        return DateText.seconds(line) ?? member.modified
    }

    /// How a command ended, by its words: an empty file is that of a command that was stopped, since all that are read
    /// print a header at least. The second is whether it said nothing but errors.
    private static func outcome(of member: RawMember, isFile: Bool) -> (CaptureOutcome, Bool) {
        if isFile { return (member.isCut ? .truncated : member.bytes.isEmpty ? .empty : .ok, false) }
        if let spoken = SpokenOutcome.of(member.bytes) { return (spoken, true) }
        let isBlank = member.bytes.allSatisfy { $0 == 10 || $0 == 13 || $0 == 32 }
        return (isBlank ? .failed : member.isCut ? .truncated : .ok, false)
    }
}

/// What `date` prints without a format, in the C locale.
enum DateText {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since 1970 of `Mon Nov 23 20:07:31 UTC 2026` or `Mon 23 Nov 2026 08:07:31 PM UTC`; nil for another zone,
    /// whose letters do not tell its offset.
    static func seconds(_ line: String) -> Int64? {
        let words = line.split { $0 == " " || $0 == "," }.map(String.init)
        guard words.contains("UTC") || words.contains("GMT"), let month = words.firstIndex(where: months.contains),
            let clock = words.first(where: { $0.utf8.count == 8 && $0.split(separator: ":").count == 3 }),
            let year = words.first(where: { $0.utf8.count == 4 && Int($0) != nil }),
            let day = words.first(where: { $0.utf8.count <= 2 && Int($0) != nil }), let dayNumber = Int(day)
        else { return nil }
        var parts = clock.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 3, let number = months.firstIndex(of: words[month]) else { return nil }
        if words.contains("PM"), parts[0] < 12 { parts[0] += 12 }
        if words.contains("AM"), parts[0] == 12 { parts[0] = 0 }
        let digits = [number + 1, dayNumber].map(two).joined() + "T" + parts.map(two).joined()
        return Timestamp("\(year)\(digits)Z")?.seconds
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
