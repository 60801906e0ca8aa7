import NodeModel

/// A judgement laid open: every rule with its proof, and how each figure was added up.
enum Explanation {
    static func text(_ judgement: Judgement) -> String {
        var out = "\(judgement.node), collected \(judgement.collectedAt), rule set \(judgement.ruleSet)\n"
        out += "\(judgement.verdict.rawValue) (\(judgement.confidence.rawValue)): \(judgement.headline)\n"
        out += "Do both command lines show one store? \(judgement.relation.rawValue)\n"
        for check in judgement.checks { out += rule(check) }
        for contradiction in judgement.contradictions {
            out +=
                "\nContradiction: \(contradiction.statement)\n  decided by \(contradiction.decidedBy.joined(separator: ", "))"
            out +=
                "; against: \(contradiction.against.joined(separator: ", "))\n  settle it with: \(contradiction.settleWith)\n"
        }
        out += "\nBytes\n"
        out += figure("stored a second time", judgement.duplicatedBytes)
        for side in Side.allCases {
            out += figure("freed by removing on side \(side.rawValue)", judgement.freedByRemoving[side])
        }
        for image in judgement.images { out += figure(image.names.first ?? "untagged image", image.duplicated) }
        for residue in judgement.residues { out += figure("\(residue.kind.rawValue) \(residue.path)", residue.figure) }
        for missing in judgement.missing {
            out += "\nMissing: \(missing.capture), \(missing.why)\n  \(missing.settleWith)\n"
        }
        return Text.lines(out)
    }

    private static func rule(_ check: Check) -> String {
        var out = "\n\(check.rule): says \(check.says.rawValue)"
        if check.says != .unknown, check.says != .nothing { out += ", \(check.strength.rawValue)" }
        out += "\n  \(check.statement)\n"
        for source in check.sources { out += "  \(source.capture):\(source.line)  \(source.quote)\n" }
        for missing in check.missing { out += "  needs \(missing.capture) (\(missing.why)): \(missing.settleWith)\n" }
        return out
    }

    private static func figure(_ name: String, _ figure: ByteFigure?) -> String {
        guard let figure else { return "  \(name): not known\n" }
        return "  \(name): \(figure.bytes) B (\(ByteText.decimal(figure.bytes)), \(figure.tier.rawValue))\n"
            + figure.parts.map { part in
                let rounded = part.bytes.isExact ? "" : ", rounded by its tool, ± \(part.bytes.uncertainty) B"
                return "    \(part.bytes.middle) B  \(part.name)\(rounded)\n"
            }.joined()
            + "    = \(figure.formula)"
            + (figure.inputs.isEmpty ? "\n" : "\n    from \(figure.inputs.joined(separator: ", "))\n")
    }
}

extension Text {
    /// `visible` for a text of several lines.
    static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { visible(String($0)) }.joined(
            separator: "\n")
    }
}
