import NodeModel

/// Better or worse? How many bytes? What does it prove? In a word or a number each.
enum ComparisonAnswer {
    static func block(_ node: NodeComparison) -> [Block] {
        guard let old = node.old, let new = node.new, !node.isOneSnapshot else { return [] }
        var cards = [
            Answer.Card(
                question: "Better or worse?", answer: words(node.kind),
                note: .verdict(old.verdict) + " → " + .verdict(new.verdict)),
            bytes("Stored twice?", old.duplicated, new.duplicated), bytes("Left over?", old.leftOver, new.leftOver),
        ]
        if let check = node.deletion {
            let answer =
                switch check.says {
                case .same: "One store"
                case .different: "Two stores"
                case .partly: "One content store"
                case .nothing: "Nothing either way"
                case .unknown: "Not observed"
                }
            let note =
                switch check.says {
                case .different, .partly: "an image left one list and stayed in the other"
                case .same: "what left one list left the other"
                case .nothing, .unknown: "the deletion check below says why"
                }
            cards.append(Answer.Card(question: "What does the deletion show?", answer: answer, note: Phrase(note)))
        }
        return [.answer(Answer(verdict: new.verdict, cards: cards))]
    }

    static func block(_ comparison: Comparison) -> [Block] {
        guard !comparison.inBoth.isEmpty else { return [] }
        let worse = comparison.count(.new, .worse)
        let better = comparison.count(.better, .fixed)
        let noun = Noun("node", "nodes")
        return [
            .answer(
                Answer(
                    verdict: nil,
                    cards: [
                        .init(
                            question: "Worse?", answer: worse == 0 ? "None" : noun.counted(worse),
                            note: "new waste, or more of it"),
                        .init(
                            question: "Better?", answer: better == 0 ? "None" : noun.counted(better),
                            note: "fixed, or less waste"),
                        bytes("Stored twice?", comparison.duplicated.before, comparison.duplicated.after),
                        bytes("Left over?", comparison.leftOver.before, comparison.leftOver.after),
                    ]))
        ]
    }

    private static func bytes(_ question: String, _ before: ByteSum, _ after: ByteSum) -> Answer.Card {
        guard before.bytes > 0 || after.bytes > 0 else {
            return Answer.Card(question: question, answer: "None", note: "neither before nor after")
        }
        return Answer.Card(
            question: question, answer: Bytes.change(from: before.bytes, to: after.bytes),
            note: "\(Bytes.text(before)) before, \(Bytes.text(after)) after")
    }

    private static func words(_ kind: NodeComparison.Kind) -> String {
        switch kind {
        case .new: "New waste"
        case .worse: "Worse"
        case .better: "Better"
        case .fixed: "Fixed"
        case .other, .onlyOld, .onlyNew: "Another verdict"
        case .unchanged: "As before"
        }
    }
}
