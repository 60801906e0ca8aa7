import NodeModel

/// One piece of evidence on whether docker's and crictl's lists show one store.
///
/// A value in a file of its own, named once in `all`. Its examples are its tests and its documentation.
public struct Rule: Sendable {
    public let id: String
    /// The question that it asks, as a heading.
    public let title: String
    /// Why its answer can be trusted and where it cannot, with the source of the fact.
    public let reason: String
    /// The captures that it reads.
    public let needs: [String]
    /// One of the five that an engineer does by hand.
    public let byHand: Bool
    public let examples: [Example]
    let check: @Sendable (Picture) -> Finding

    /// What a rule found.
    enum Finding: Sendable {
        case says(Saying, Strength, String, [Source])
        case unknown([Missing])
        static func nothing(_ statement: String, _ sources: [Source] = []) -> Finding {
            .says(.nothing, .supporting, statement, sources)
        }
    }

    /// A small node and what the rule says of it.
    public struct Example: Sendable {
        public let name: String
        public let says: Saying
        public let snapshot: Snapshot
        /// The snapshot of the node before, where the example is about time.
        public let previous: Snapshot?

        init(_ name: String, says: Saying, _ build: (inout ExampleNode) -> Void) {
            self.name = name
            self.says = says
            var node = ExampleNode()
            build(&node)
            snapshot = node.snapshot
            previous = node.previous
        }
    }

    /// Runs the rule on a snapshot by itself.
    public func checked(_ snapshot: Snapshot, after previous: Snapshot? = nil) -> Check {
        check(on: Picture(snapshot, after: previous))
    }

    func check(on picture: Picture) -> Check {
        switch check(picture) {
        case .says(let says, let strength, let statement, let sources):
            return Check(
                rule: id, title: title, byHand: byHand, says: says, strength: strength, statement: statement,
                sources: Array(sources.prefix(8)))
        case .unknown(let missing):
            let names = missing.map { "\($0.capture) (\($0.why))" }.joined(separator: ", ")
            return Check(
                rule: id, title: title, byHand: byHand, says: .unknown, strength: .supporting,
                statement: "not observed: \(names)", missing: missing)
        }
    }
}

/// `1 image has`, `3 images have`.
func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

extension Saying {
    var relation: Relation? {
        switch self {
        case .same: .same
        case .different: .different
        case .partly: .partly
        case .nothing, .unknown: nil
        }
    }
}
