/// One rule's word on one node: what it needed, saw and said.
public struct Check: Sendable, Hashable {
    public var rule: String
    /// What the rule asks, as a heading.
    public var title: String
    /// True for the five that an engineer does by hand.
    public var byHand: Bool
    public var says: Saying
    public var strength: Strength
    /// What was seen, the specific thing first, no full stop.
    public var statement: String
    public var sources: [Source]
    /// What it needed and did not get.
    public var missing: [Missing]

    public init(
        rule: String, title: String, byHand: Bool, says: Saying, strength: Strength, statement: String,
        sources: [Source] = [], missing: [Missing] = []
    ) {
        self.rule = rule
        self.title = title
        self.byHand = byHand
        self.says = says
        self.strength = strength
        self.statement = statement
        self.sources = sources
        self.missing = missing
    }
}

/// Two pieces of evidence that cannot both be so.
public struct Contradiction: Sendable, Hashable {
    public var statement: String
    /// Rule ids of each side; the first side decided.
    public var decidedBy: [String]
    public var against: [String]
    public var sources: [Source]
    /// The command that would settle it.
    public var settleWith: String

    public init(
        statement: String, decidedBy: [String], against: [String], sources: [Source], settleWith: String
    ) {
        self.statement = statement
        self.decidedBy = decidedBy
        self.against = against
        self.sources = sources
        self.settleWith = settleWith
    }
}

/// Evidence that is not there.
public struct Missing: Sendable, Hashable {
    public var capture: String
    /// Why: `not captured`, or the capture's outcome.
    public var why: String
    /// The command that would bring it, to be run on the node.
    public var settleWith: String

    public init(capture: String, why: String, settleWith: String) {
        self.capture = capture
        self.why = why
        self.settleWith = settleWith
    }
}

/// One command of the clean-up, in order.
public struct PlanStep: Sendable, Hashable {
    /// One line of shell, ready to paste; every name in it is quoted.
    public var command: String
    /// What it does, for the reader.
    public var purpose: String
    /// nil where the step only looks, or where no figure can be had.
    public var frees: ByteFigure?
    /// What it could break.
    public var risk: String

    public init(command: String, purpose: String, frees: ByteFigure?, risk: String) {
        self.command = command
        self.purpose = purpose
        self.frees = frees
        self.risk = risk
    }
}
