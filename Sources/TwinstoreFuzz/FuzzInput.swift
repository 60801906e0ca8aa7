/// What a fuzzer gives, told apart by its first line.
///
/// `archive`: the rest is an archive. `transcript`: a terminal's text. `bundle`: members, each after a line `== PATH`.
/// Anything else is a capture of that name: its second line is the command, the rest its output.
struct FuzzInput {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(kind: String, _ rest: [UInt8]) { bytes = Array("\(kind)\n".utf8) + rest }

    static func capture(_ name: String, command: String, _ output: [UInt8]) -> FuzzInput {
        FuzzInput(kind: name, Array("\(command)\n".utf8) + output)
    }

    static func bundle(_ members: [(path: String, bytes: [UInt8])]) -> FuzzInput {
        FuzzInput(kind: "bundle", members.flatMap { Array("== \($0.path)\n".utf8) + $0.bytes })
    }

    /// What comes before the fuzzer's own bytes: mutations leave it alone.
    var kind: String { String(decoding: firstLine(from: 0).text, as: UTF8.self) }

    /// The archive that it stands for.
    var archive: [UInt8] {
        let (_, start) = firstLine(from: 0)
        switch kind {
        case "archive": return Array(bytes[start...])
        case "transcript": return Tar.archive([("transcript.txt", Array(bytes[start...]))])
        case "bundle": return Tar.archive(members(from: start))
        case let name: return capture(name, from: start)
        }
    }

    private func capture(_ name: String, from start: Int) -> [UInt8] {
        let (command, output) = firstLine(from: start)
        let path = name.hasPrefix("file:") ? "files" + name.dropFirst(5) : "captures/" + name
        let row = "name\tstatus\texit\tcommand\n\(name)\tok\t0\t\(String(decoding: command, as: UTF8.self))\n"
        let node = "format\t1\nnode\tn1\nclock\t2026-11-23T20:07:31Z\n"
        return Tar.archive([
            ("manifest.tsv", Array(row.utf8)), ("node.tsv", Array(node.utf8)), (path, Array(bytes[output...])),
        ])
    }

    private func members(from start: Int) -> [(path: String, bytes: [UInt8])] {
        var members: [(path: String, bytes: [UInt8])] = []
        var at = start
        while at < bytes.count {
            let (text, next) = firstLine(from: at)
            if text.starts(with: [61, 61, 32]) {
                members.append((String(decoding: text.dropFirst(3), as: UTF8.self), []))
            } else if let last = members.indices.last {
                members[last].bytes += bytes[at..<next]
            }
            at = next
        }
        return members
    }

    private func firstLine(from start: Int) -> (text: ArraySlice<UInt8>, next: Int) {
        let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
        return (bytes[start..<end], min(end + 1, bytes.count))
    }
}
