import NodeModel

/// A report between its wording and its format: the layouts make blocks, the formats write them.
enum Block: Sendable {
    /// 1 is the headline, 2 a section, 3 a part of one.
    case heading(Int, Phrase)
    case paragraph(Phrase)
    case facts([Fact])
    case findings([Finding])
    case list(Items)
    case steps([Step])
    case table(Table)
    case diagram(Diagram)
    /// Only for formats that draw: the report says in words what it shows.
    case chart(Chart)
    /// Only for formats with a first screen: the facts say the same in full.
    case answer(Answer)
    case queries([FleetQuery])
    /// What a reader may skip: folded where the format can, left out of `text` where `inText` is false.
    case details(summary: Phrase, blocks: [Block], inText: Bool)
}

/// A line with a label.
struct Fact: Sendable {
    var label: String
    var text: Phrase

    init(_ label: String, _ text: Phrase) {
        self.label = label
        self.text = text
    }
}

/// What one piece of evidence says, with its proof.
struct Finding: Sendable {
    var title: String
    /// Few words, printed below one another: what it says, how much that weighs.
    var marks: [Phrase]
    var statement: Phrase
    var proofs: [Proof]
}

struct Proof: Sendable {
    /// `capture:line`
    var place: String
    var quote: String
}

/// Points of a list; a format shows `shown` of them and counts the rest.
struct Items: Sendable {
    var items: [Phrase]
    var shown = 10
    var noun = Noun("entry", "entries")
}

struct Noun: Sendable {
    var one: String
    var many: String

    init(_ one: String, _ many: String) {
        self.one = one
        self.many = many
    }

    func counted(_ count: Int) -> String { "\(Bytes.grouped(count)) \(count == 1 ? one : many)" }
}

/// A command to run, in order, and what to know about it.
struct Step: Sendable {
    var command: String
    var note: Phrase
    var frees: ByteFigure?
}
