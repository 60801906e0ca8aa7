import NodeModel

/// `kubectl get nodes -o wide`: what each node's kubelet reports of its runtime, `docker://20.10.7`.
/// Source: kubernetes, pkg/printers/internalversion/printers.go (printNode).
enum NodeTable {
    private static let column = "CONTAINER-RUNTIME"

    static func isHeader(_ line: Line) -> Bool {
        let words = line.words
        return words.first == "NAME" && words.last == column && words.contains("STATUS")
    }

    /// Keeps the runtime that every row names; of several nodes with different ones, none can be put down to this.
    static func read(_ lines: [Line], _ text: CaptureText, _ parsed: inout ParsedFacts) {
        var seen: [(name: String, line: Line)] = []
        var unread = Unread()
        for line in lines where !line.isBlank && !isHeader(line) {
            guard let last = line.words.last, let mark = last.firstRange(of: "://") else {
                unread.add(line)
                continue
            }
            seen.append((String(last[..<mark.lowerBound]), line))
        }
        unread.report(text, &parsed)
        guard let first = seen.first else { return }
        if let other = seen.first(where: { $0.name != first.name }) {
            parsed.issue(
                text, line: other.line.number,
                "the nodes have several runtimes, and nothing tells which of them is this machine: not used")
            return
        }
        parsed.keep(.kubeletRuntime, first.name, first.line, text)
    }
}
