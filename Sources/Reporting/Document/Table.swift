import NodeModel

/// A table that knows what may be cut, and what the rows that are not shown add up to.
struct Table: Sendable {
    struct Column: Sendable {
        enum Alignment: Sendable { case left, right }

        var title: String
        var alignment = Alignment.left
        /// Narrowest useful width where the text may be cut; nil where it must stay whole.
        var shrinksTo: Int?
        var cut = Cut.middle
        /// Columns are dropped from the highest number down where the width does not suffice; 0 never.
        var dropOrder = 0
    }

    /// Where a text that is too wide is cut.
    enum Cut: Sendable {
        /// Names are told apart by their ends, and begin with what they belong to.
        case middle
        /// Images begin with a registry, which tells least.
        case start
        /// Prose, which goes on below itself where the format can.
        case end
    }

    struct Row: Sendable {
        var cells: [Phrase]
        var bytes = ByteSum()
    }

    var columns: [Column]
    var rows: [Row]
    /// Rows that a format shows before it folds or sums.
    var shown = 10
    var noun = Noun("row", "rows")
    /// Rows that the layout has left out already.
    var leftOut = 0
    var leftOutBytes = ByteSum()

    /// What to say below the first `count` rows; nil where those are all.
    func rest(after count: Int) -> String? {
        let hidden = max(0, rows.count - count) + leftOut
        guard hidden > 0 else { return nil }
        var bytes = leftOutBytes
        for row in rows.dropFirst(count) { bytes.add(row.bytes) }
        let sum = bytes.tier == nil ? "" : ", \(Bytes.text(bytes))"
        return "… and \(Noun("more " + noun.one, "more " + noun.many).counted(hidden))\(sum)"
    }
}

extension Table.Column {
    static func text(_ title: String, shrinksTo: Int? = nil, dropOrder: Int = 0) -> Self {
        Self(title: title, shrinksTo: shrinksTo, dropOrder: dropOrder)
    }

    static func prose(_ title: String, shrinksTo: Int, dropOrder: Int = 0) -> Self {
        Self(title: title, shrinksTo: shrinksTo, cut: .end, dropOrder: dropOrder)
    }

    static func image(_ title: String = "image", shrinksTo: Int) -> Self {
        Self(title: title, shrinksTo: shrinksTo, cut: .start)
    }

    static func number(_ title: String, dropOrder: Int = 0) -> Self {
        Self(title: title, alignment: .right, dropOrder: dropOrder)
    }
}
