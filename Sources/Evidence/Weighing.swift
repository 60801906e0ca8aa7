import NodeModel

/// The rules' words put together: never averaged, the strongest decides and the others are shown.
struct Weighing: Sendable {
    var relation: Relation = .unknown
    var confidence: Confidence = .none
    var contradiction: Contradiction?

    /// - Parameter checks: in the order of strength.
    init(_ checks: [Check]) {
        let spoken = checks.filter { $0.says.relation != nil }
        let decisive = spoken.first { $0.strength == .sufficient } ?? spoken.first
        guard let decisive, let said = decisive.says.relation else { return }
        relation = said
        let against = spoken.filter { $0.says != decisive.says }
        guard let opposite = against.first else {
            confidence = decisive.strength == .sufficient ? .certain : .likely
            return
        }
        confidence = .contested
        let with = spoken.filter { $0.says == decisive.says }
        contradiction = Contradiction(
            statement: "\(decisive.statement) (says \(decisive.says.rawValue)); but \(opposite.statement) "
                + "(says \(opposite.says.rawValue))",
            decidedBy: with.map(\.rule), against: against.map(\.rule),
            sources: with.prefix(1).flatMap(\.sources) + against.flatMap(\.sources),
            settleWith: SettleCommand.forCapture("probe", endpoint: ""))
    }
}
