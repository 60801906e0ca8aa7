import NodeModel

extension CaptureParser {
    /// Image archives that k3s or RKE2 imports at every start and leaves where they are.
    static let airgap = CaptureParser(
        reads: .capture("airgap"),
        summary: "image archives that k3s or RKE2 imports at every start"
    ) { text, facts in
        for row in TabTable.rows(text, columns: ["path", "bytes"], required: 2, into: &facts) {
            guard let bytes = Int64(row[1]), bytes >= 0 else {
                facts.misread(text, row.line, "not a number of bytes")
                continue
            }
            facts.facts.tarballs.append(Tarball(path: row[0], bytes: bytes, source: text.source(row.line)))
        }
    }
}
