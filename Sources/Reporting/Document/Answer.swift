import NodeModel

/// The questions that a reader comes with and, in a word or a number each, the answers: for formats with a first screen.
/// The facts below them say the same in full, so that other formats leave them out.
struct Answer: Sendable {
    struct Card: Sendable {
        var question: String
        var answer: String
        var note: Phrase
    }

    /// What the page is coloured by; nil for a comparison of many nodes.
    var verdict: Verdict?
    var cards: [Card]
}
