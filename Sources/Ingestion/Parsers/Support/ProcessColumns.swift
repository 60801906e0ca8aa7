/// The columns of one `ps` format, the command last.
struct ProcessColumns: Sendable, Equatable {
    enum Kind: Sendable {
        case pid, parent, user, percent, number, terminal, state, started, time, elapsed, flag, any
    }

    /// What stands before the command.
    var kinds: [Kind]

    /// What a row's columns say; the command starts at word `command`.
    struct Row {
        var pid: Int?
        var parent: Int?
        var user = ""
        var elapsed: Int?
        /// The row is a thread of the process above it.
        var isThread = false
        var command: Int
    }

    init(_ kinds: [Kind]) { self.kinds = kinds }

    /// Reads a header; nil for a line that is none.
    init?(header words: Words) {
        guard (2...40).contains(words.count), words.bytes(words.count - 1).isAny(of: "COMMAND", "CMD", "ARGS") else {
            return nil
        }
        kinds = (0..<(words.count - 1)).map { Self.named[String(words[$0])] ?? .any }
        guard (0..<words.count).allSatisfy({ !words[$0].contains { $0.isLowercase || $0.isNumber } }) else {
            return nil
        }
    }

    private static let named: [String: Kind] = [
        "PID": .pid, "PPID": .parent, "USER": .user, "UID": .user, "RUSER": .user, "EUSER": .user, "OWNER": .user,
        "%CPU": .percent, "%MEM": .percent, "TTY": .terminal, "TT": .terminal, "STAT": .state, "START": .started,
        "STIME": .started, "STARTED": .started, "TIME": .time, "ELAPSED": .elapsed,
    ]

    /// The formats that a row without header is compared with, the most telling first.
    static let usual: [ProcessColumns] = [full, aux, long, own, short, shortest, busybox, busyboxSize]
    /// `ps -ef`
    static let full = ProcessColumns([.user, .pid, .parent, .number, .started, .terminal, .time])
    /// `ps aux`
    static let aux = ProcessColumns([
        .user, .pid, .percent, .percent, .number, .number, .terminal, .state, .started, .time,
    ])
    /// `ps -elf`
    private static let long = ProcessColumns([
        .number, .flag, .user, .pid, .parent, .number, .any, .any, .any, .any, .any, .started, .terminal, .time,
    ])
    /// `ps -eo pid,ppid,user,etimes,args`
    private static let own = ProcessColumns([.pid, .parent, .user, .elapsed])
    /// `ps ax`
    private static let short = ProcessColumns([.pid, .terminal, .state, .time])
    /// `ps -e`
    private static let shortest = ProcessColumns([.pid, .terminal, .time])
    private static let busybox = ProcessColumns([.pid, .user, .time])
    private static let busyboxSize = ProcessColumns([.pid, .user, .number, .state])

    /// Reads a row from word `first` on. A header is believed for all but the process IDs; without one every column
    /// must look its part.
    func row(_ words: Words, from first: Int = 0, isStrict: Bool) -> Row? {
        var row = Row(command: first)
        for kind in kinds {
            guard row.command < words.count else { return nil }
            let word = words.bytes(row.command)
            guard isStrict ? Self.fits(word, kind) : Self.canBe(word, kind) else { return nil }
            switch kind {
            case .pid:
                row.pid = word.number
                row.isThread = word.isText("-")
                if row.pid == nil, !row.isThread { return nil }
            case .parent: row.parent = word.number
            case .user: row.user = word.text
            case .elapsed: row.elapsed = Self.seconds(word)
            default: break
            }
            row.command += kind == .started ? Self.length(ofStart: word) : 1
        }
        return row.command <= words.count ? row : nil
    }

    /// `Mon Nov 23 20:07:34 2026` is five words, `Nov 23` two, anything else one.
    private static func length(ofStart word: ArraySlice<UInt8>) -> Int {
        guard word.count == 3 else { return 1 }
        if days.contains(where: word.isText) { return 5 }
        return months.contains(where: word.isText) ? 2 : 1
    }

    private static let days: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A header's columns may hold what no rule foresees, but not a path where a number belongs.
    private static func canBe(_ word: ArraySlice<UInt8>, _ kind: Kind) -> Bool {
        guard let first = word.first else { return false }
        switch kind {
        case .pid, .parent, .percent, .number, .time, .elapsed:
            return (48...57).contains(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "?")
        default: return first != UInt8(ascii: "/")
        }
    }

    private static func fits(_ bytes: ArraySlice<UInt8>, _ kind: Kind) -> Bool {
        guard let first = bytes.first else { return false }
        let isDigit = (48...57).contains(first)
        switch kind {
        case .pid, .parent: return bytes.isDigits && bytes.count <= 10
        case .user: return bytes.count <= 32 && !isDigit && bytes.allSatisfy(isNameByte)
        case .percent: return isDigit && bytes.allSatisfy { (48...57).contains($0) || $0 == 46 || $0 == 44 }
        case .number:
            return isDigit && bytes.dropFirst().allSatisfy { (48...57).contains($0) || isOne($0, of: "kmgKMG.") }
        case .terminal:
            return bytes.isAny(of: "?", "??", "-", "console") || bytes.starts("pts/") || bytes.starts("tty")
        case .state:
            return isOne(first, of: "DIRSTtWXZ") && bytes.dropFirst().allSatisfy { isOne($0, of: "<NLsl+WX") }
        case .started: return bytes.count <= 8 && (isDigit || (65...90).contains(first))
        case .time: return isDigit && bytes.contains { isOne($0, of: ":hd") } && bytes.allSatisfy(isTimeByte)
        case .elapsed: return seconds(bytes) != nil
        case .flag: return bytes.count == 1 && (65...90).contains(first)
        case .any: return bytes.count <= 24
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || isOne(byte, of: "_-+.$")
    }

    private static func isTimeByte(_ byte: UInt8) -> Bool { (48...58).contains(byte) || isOne(byte, of: "hd-.") }

    private static func isOne(_ byte: UInt8, of set: StaticString) -> Bool {
        (0..<set.utf8CodeUnitCount).contains { set.utf8Start[$0] == byte }
    }

    /// Seconds of `etimes` (`15`) or `etime` (`[[dd-]hh:]mm:ss`).
    static func seconds(_ word: ArraySlice<UInt8>) -> Int? {
        if word.isDigits { return word.number }
        return clock(Substring(word.text))
    }

    private static func clock(_ word: Substring) -> Int? {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 2, let clock = parts.last else { return nil }
        let numbers = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (2...3).contains(numbers.count), numbers.allSatisfy({ $0.map { (0..<10_000).contains($0) } ?? false })
        else {
            return nil
        }
        let seconds = numbers.compactMap { $0 }.reduce(0) { $0 * 60 + $1 }
        guard parts.count == 2 else { return seconds }
        guard let days = Int(parts[0]), (0..<100_000).contains(days) else { return nil }
        return days * 86_400 + seconds
    }
}
