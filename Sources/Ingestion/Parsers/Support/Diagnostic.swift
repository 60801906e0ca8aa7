import NodeModel

/// A line that a tool wrote to standard error and that landed among its output, as with `2>&1`.
enum Diagnostic {
    case note, warning, error

    /// The kind of a line; nil for a line that belongs to the output.
    init?(_ line: some StringProtocol) {
        let utf8 = line.utf8
        guard let start = utf8.firstIndex(where: { $0 != 32 && $0 != 9 && $0 != UInt8(ascii: ">") }),
            Self.starts[Int(utf8[start])]
        else { return nil }
        let text = Substring(line[start...])
        if let level = Self.logrus(text) ?? Self.klog(text) ?? Self.structured(text) ?? Self.spoken(text) {
            self = level
        } else {
            return nil
        }
    }

    /// First bytes of all that is recognised below, so that most lines of a table cost one look.
    private static let starts: [Bool] = {
        let first = Set("EFPWIDTtCfpGecsb-z/i".utf8)
        return (0...255).map(first.contains)
    }()

    /// `WARN[0000] …`, `FATA[2020-03-25T19:45:49Z] …`
    private static func logrus(_ text: Substring) -> Diagnostic? {
        guard text.dropFirst(4).first == "[" else { return nil }
        switch text.prefix(4) {
        case "ERRO", "FATA", "PANI": return .error
        case "WARN": return .warning
        case "DEBU", "INFO", "TRAC": return .note
        default: return nil
        }
    }

    /// `E0209 07:33:47.702320  159566 remote_runtime.go:390] …`
    private static func klog(_ text: Substring) -> Diagnostic? {
        let head = Array(text.utf8.prefix(6))
        guard head.count == 6, head[1...4].allSatisfy({ (48...57).contains($0) }), head[5] == 32 else { return nil }
        switch head[0] {
        case UInt8(ascii: "E"), UInt8(ascii: "F"): return .error
        case UInt8(ascii: "W"): return .warning
        case UInt8(ascii: "I"): return .note
        default: return nil
        }
    }

    /// `time="…" level=error msg="…"`
    private static func structured(_ text: Substring) -> Diagnostic? {
        guard text.hasPrefix("time=\"") else { return nil }
        let level = text.split(separator: " ").first { $0.hasPrefix("level=") }?.dropFirst(6)
        switch level {
        case "error", "fatal", "panic": return .error
        case "warning", "warn": return .warning
        default: return .note
        }
    }

    private static func spoken(_ text: Substring) -> Diagnostic? {
        if text.hasPrefix("WARNING:") || text.hasPrefix("Warning:") { return .warning }
        if text.hasPrefix("Emulate Docker CLI") || text.find("Info →") != nil { return .note }
        if errorStarts.contains(where: text.hasPrefix) || text.find("command not found") != nil { return .error }
        return nil
    }

    private static let errorStarts = [
        "Error response from daemon", "Error: ", "ERROR: ", "error during connect", "Cannot connect to the Docker",
        "failed to connect to the docker API", "permission denied while trying", "Got permission denied",
        "errors pretty printing", "ctr: ", "sh: ", "bash: ", "-bash: ", "sudo: ", "zsh: ", "/bin/sh: ",
    ]

    /// The first error in standard error or among the output; nil where there is none.
    static func firstError(_ lines: [Line], _ errors: String) -> String? {
        if let line = lines.first(where: { Diagnostic($0.text) == .error }) { return line.text }
        return errors.split(separator: "\n").first { Diagnostic($0) == .error }.map(String.init)
    }
}

extension CaptureParser {
    /// Keeps crictl's warning that it tried its default endpoints in turn: then the list's origin is not known.
    /// Source: cri-tools, cmd/crictl/main.go. The warning may be wrapped by a terminal, mid-word too.
    static func keepDefaultEndpoints(_ text: CaptureText, _ lines: [Line], _ parsed: inout ParsedFacts) {
        guard text.bytes.contains("endpoints") || text.errors.contains("endpoints") else { return }
        let errors = Line.split(Array(text.errors.utf8)).map { Line(number: 0, text: $0.text) }
        var seen: Set<String> = []
        for list in [lines, errors] {
            for (at, line) in list.enumerated() {
                // crictl warns twice a call; a capture with more lists than this has nothing more to tell.
                guard seen.count < 4, let endpoints = defaultEndpoints(list[at...].prefix(6)),
                    seen.insert(endpoints).inserted
                else {
                    continue
                }
                parsed.facts.settings.append(
                    Setting(.crictlDefaultEndpoints, endpoints, source: text.source(line)))
            }
        }
    }

    private static let mark = "default endpoints: ["

    private static func defaultEndpoints(_ lines: ArraySlice<Line>) -> String? {
        guard let first = lines.first?.text, let start = first.find(mark) else { return nil }
        var list = String(first[start...].dropFirst(mark.count))
        for line in lines.dropFirst() where !list.contains("]") { list += line.text }
        let endpoints = list.prefix { $0 != "]" }.split(separator: " ").joined(separator: " ")
        return endpoints.isEmpty ? nil : endpoints
    }
}
