import NodeModel

extension CaptureParser {
    /// storage.conf of CRI-O and podman: where their common store is.
    static let containersStorage = CaptureParser(
        reads: .files(["*/containers/storage.conf"]),
        summary: "where CRI-O and podman keep their images"
    ) { text, facts in
        text.keep(
            TOML.entries(text.bytes), { $0 == "storage.graphroot" ? .containersGraphRoot : nil }, into: &facts)
    }
}
