import NodeModel

/// A snapshot with what the rules make of it by itself, to be judged again cheaply once the one before it is known.
///
/// What came before speaks through one rule only, the deletion. Where that does not change the answer to the first
/// question, nothing else can be different.
public struct Judged: Sendable {
    /// What the snapshot says where the node has no earlier one.
    public let alone: Judgement
    private let picture: Picture

    public var snapshot: Snapshot { picture.snapshot }

    public init(_ snapshot: Snapshot) {
        let picture = Picture(snapshot)
        self.picture = picture
        alone = Judge.judge(picture, checks: Rule.all.map { $0.check(on: picture) }, showingSums: false)
    }

    /// The same as `Judge.judge(_:after:)` of the two snapshots.
    public func judgement(after previous: Judged) -> Judgement { judgement(after: previous.picture) }

    public func judgement(after previous: Snapshot) -> Judgement { judgement(after: Picture(previous)) }

    private func judgement(after previous: Picture) -> Judgement {
        let picture = picture.after(previous)
        let checks = zip(Rule.all, alone.checks).map { rule, check in
            rule.id == Rule.deletion.id ? rule.check(on: picture) : check
        }
        guard FirstAxis(picture, checks: checks) == FirstAxis(picture, checks: alone.checks) else {
            return Judge.judge(picture, checks: checks, showingSums: false)
        }
        var judgement = alone
        judgement.checks = checks
        return judgement
    }
}
