/// How many bundles came to which end.
struct IntakeTally: Sendable, Equatable {
    /// New snapshots.
    var stored = 0
    /// Those that the database had already.
    var known = 0
    /// Those that could not be read.
    var quarantined = 0
    /// Those of a node and a moment that the database has from another bundle.
    var conflicts = 0
    /// Paths that lead to no bundle at all.
    var missing = 0

    /// Bundles that were looked at.
    var bundles: Int { stored + known + quarantined + conflicts }

    /// Whether everything that was asked for is in the database now.
    var isComplete: Bool { quarantined + conflicts + missing == 0 }
}
