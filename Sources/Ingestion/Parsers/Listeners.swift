import NodeModel

extension CaptureParser {
    /// Who listens on which socket: `ss -xlpn`, `netstat -xlp`, or /proc/net/unix, which does not name the process.
    ///
    /// A process ID of 0 stands for a listener whose process the output does not tell.
    static let listeners = CaptureParser(
        reads: .capture("listeners"),
        summary: "which process listens on each runtime's socket"
    ) { text, facts in
        for line in text.wholeLines where !line.isBlank {
            let words = Words(line.text)
            if isHeader(words) { continue }
            guard let row = ssRow(words) ?? kernelRow(words) ?? netstatRow(words) else {
                facts.misread(text, line, "not a listening socket")
                continue
            }
            guard row.isListening, row.path.hasPrefix("/"), !isOfShim(row.path) else { continue }
            let source = text.source(line)
            for user in row.users.isEmpty ? [User()] : row.users {
                facts.facts.listeners.append(
                    SocketListener(path: row.path, pid: user.pid, process: user.process, source: source))
            }
        }
    }
}

/// One socket a pod, by which containerd speaks to the pod's shim: nobody lists images there.
/// Source: containerd, pkg/shim/util_unix.go, `SocketAddress`.
private func isOfShim(_ path: String) -> Bool { path.hasPrefix("/run/containerd/s/") }

private struct User: Hashable {
    var pid = 0
    var process = ""
}

private struct Row {
    var path: String
    var isListening: Bool
    var users: [User] = []
}

private func isHeader(_ words: Words) -> Bool {
    ["Netid", "State", "Num", "Proto", "Active"].contains(words[0])
}

/// `u_str LISTEN 0 4096 /run/docker.sock 478583 * 0 users:(("dockerd",pid=72,fd=4))`
private func ssRow(_ words: Words) -> Row? {
    let first = words[0].hasPrefix("u_") ? 1 : 0
    guard words.count >= first + 4, ["LISTEN", "UNCONN", "ESTAB", "CLOSED"].contains(words[first]),
        words[first + 1].isDigits, words[first + 2].isDigits
    else { return nil }
    let start = first + 3
    // The path ends before its inode and the peer, which is `* 0`.
    let end = (start..<words.count - 1).first { words[$0].isDigits && words[$0 + 1] == "*" } ?? start + 1
    let owners = words.text.firstRange(of: "users:((").map { users(words.text[$0.upperBound...]) } ?? []
    let isStream = first == 0 || words[0] != "u_dgr"
    return Row(
        path: String(words.span(start, to: end)), isListening: words[first] == "LISTEN" && isStream, users: owners)
}

/// `"dockerd",pid=72,fd=4),("systemd",pid=1,fd=69))`: each process once.
private func users(_ text: Substring) -> [User] {
    var found: [User] = []
    for part in text.split(separator: "),(", maxSplits: 256) {
        guard let mark = part.lastRange(of: "\",pid=") else { continue }
        let name = part[..<mark.lowerBound].drop { $0 == "\"" || $0 == "(" }
        let digits = part[mark.upperBound...].prefix { $0.isNumber && $0.isASCII }
        guard let pid = Int(digits) else { continue }
        let user = User(pid: pid, process: String(name))
        if !found.contains(user) { found.append(user) }
    }
    return found
}

/// `0000000038b765ef: 00000002 00000000 00010000 0001 01 478366 /run/docker.sock`; the flag 00010000 is
/// `__SO_ACCEPTCON`: it listens. Source: Linux, net/unix/af_unix.c.
private func kernelRow(_ words: Words) -> Row? {
    guard words.count >= 7, words[0].hasSuffix(":"), words[1].utf8.count == 8, words[3].utf8.count == 8,
        let flags = Int(words[3], radix: 16)
    else { return nil }
    return Row(path: words.rest(from: 7).rightTrimmed, isListening: flags & 0x10000 != 0)
}

/// `unix  2  [ ACC ]  STREAM  LISTENING  23456  1234/dockerd  /run/docker.sock`
private func netstatRow(_ words: Words) -> Row? {
    guard words[0] == "unix", let state = (2..<max(2, words.count)).first(where: { words[$0] == "LISTENING" }),
        let path = (state..<words.count).first(where: { words[$0].hasPrefix("/") || words[$0].hasPrefix("@") })
    else { return nil }
    let owner = words[path - 1].split(separator: "/", maxSplits: 1)
    let user = owner.count == 2 ? Int(owner[0]).map { [User(pid: $0, process: String(owner[1]))] } : nil
    return Row(path: words.rest(from: path).rightTrimmed, isListening: true, users: user ?? [])
}

extension Substring {
    /// The last place of a text in this one.
    fileprivate func lastRange(of text: String) -> Range<Index>? { ranges(of: text).last }
}
