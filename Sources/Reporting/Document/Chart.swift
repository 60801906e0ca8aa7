import NodeModel

/// A picture of numbers that the report also gives in words; formats without pictures leave it out.
enum Chart: Sendable {
    case bars(BarChart)
    case cells(CellChart)
}

/// Bars below one another, each with its label and its value as text.
struct BarChart: Sendable {
    /// What a part of a bar stands for; a format gives each a colour and a pattern.
    enum Fill: Sendable, CaseIterable {
        /// Bytes that are there a second time.
        case twice
        /// Bytes that no list shows.
        case leftOver
        /// What else is there.
        case rest
        /// What a plan gives back.
        case freed
        /// What is not in use.
        case free
    }

    struct Part: Sendable {
        var fill: Fill
        var amount: Int64
    }

    struct Bar: Sendable {
        var label: Phrase
        var parts: [Part]
        var value: String

        var total: Int64 { parts.reduce(0) { BarChart.sum($0, $1.amount) } }
    }

    var title: String
    /// What the parts mean, for those that occur.
    var legend: [Fill: String]
    var bars: [Bar]
    /// What the bars leave out.
    var note = ""
    /// The amount that fills the whole width; nil for the longest bar's.
    var full: Int64?

    /// Fills that occur, in their order.
    var fills: [Fill] { Fill.allCases.filter { fill in bars.contains { $0.parts.contains { $0.fill == fill } } } }

    /// Stays at the largest number: the parts come from bundles that anyone can write.
    static func sum(_ a: Int64, _ b: Int64) -> Int64 {
        let (sum, overflow) = a.addingReportingOverflow(max(0, b))
        return overflow ? .max : sum
    }
}

/// Cells by verdict: one a node, or one for several where there are too many.
struct CellChart: Sendable {
    /// With more nodes than this, a cell stands for several.
    static let most = 1000
    /// About as many cells are drawn then.
    static let shares = 400

    struct Row: Sendable {
        var verdict: Verdict
        var nodes: Int
        /// One a cell, with the node's name; empty where a cell stands for several nodes.
        var names: [String]
        var cells: Int
    }

    var rows: [Row]
    var nodesInCell: Int
}
