import NodeModel

/// The socket and the namespace that a capture `ctr-images.SOCKET.NAMESPACE` is about. A socket's name has no dot, a
/// namespace may (`k8s.io`).
struct ContainerdView {
    var socket: String
    var namespace: String

    init(_ id: CaptureID) {
        let instance = id.instance
        socket = String(instance.prefix { $0 != "." })
        namespace = String(instance.drop { $0 != "." }.dropFirst())
    }
}

extension CaptureText {
    /// The lines that are neither blank nor ctr's own messages; where only messages are, the first error is an issue.
    func tableLines(_ parsed: inout ParsedFacts) -> [Line] {
        let all = lines(&parsed)
        let table = all.filter { !$0.isBlank && Diagnostic($0.text) == nil }
        if table.isEmpty, let error = all.first(where: { Diagnostic($0.text) == .error }) {
            parsed.issue(self, line: error.number, "no answer but: \(Text.excerpt(error.text, limit: 160))")
        }
        return table
    }
}
