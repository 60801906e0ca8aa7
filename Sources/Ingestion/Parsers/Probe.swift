import NodeModel

extension CaptureParser {
    /// The deletion check with an image of the collector's own: imported into Docker, looked for in every view, removed,
    /// looked for again.
    ///
    /// A view that showed the image proves something by keeping or losing it. One that never showed it proves that its
    /// list is not Docker's, which is no deletion that was observed, but a fact of its own.
    static let probe = CaptureParser(
        reads: .capture("probe"),
        summary: "whether an image of the collector's own, removed from Docker, left the other lists as well"
    ) { text, facts in
        let columns = ["view", "seen_after_import", "seen_after_removal"]
        for row in TabTable.rows(text, columns: columns, required: 3, into: &facts) {
            guard let imported = answer(row[1]), let kept = answer(row[2]) else {
                facts.misread(text, row.line, "not yes or no")
                continue
            }
            guard row[0] != "docker" else {
                if !imported || kept { facts.misread(text, row.line, "the probe itself did not work") }
                continue
            }
            guard imported else {
                facts.facts.settings.append(
                    Setting(.probeNeverListed, row[0], source: text.source(row.line)))
                continue
            }
            facts.facts.deletions.append(
                DeletionObservation(
                    image: "the probe's", removedFrom: "docker", otherView: row[0], stillListedByOther: kept,
                    source: text.source(row.line)))
        }
    }
}

private func answer(_ text: String) -> Bool? { ["yes": true, "no": false][text] }
