import NodeModel

extension CaptureParser {
    /// `ctr namespaces ls`, with or without `-q`.
    static let ctrNamespaces = CaptureParser(
        reads: .capture("ctr-namespaces"),
        summary: "namespaces of the containerd behind one socket"
    ) { text, parsed in
        let socket = ContainerdView(text.id).socket
        var unread = Unread()
        for line in text.tableLines(&parsed) {
            guard let name = line.words.first, name.utf8.allSatisfy(isNameByte) else {
                unread.add(line)
                continue
            }
            if name == "NAME", line.words.last == "LABELS" { continue }
            parsed.facts.namespaces.append(ContainerdNamespace(socket: socket, name: name, source: text.source(line)))
        }
        unread.report(text, &parsed)
    }

    /// Letters, digits and `._-`. Source: containerd, pkg/identifiers/validate.go.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte & 0xDF) || [45, 46, 95].contains(byte)
    }
}
