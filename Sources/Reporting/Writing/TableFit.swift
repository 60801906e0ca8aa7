/// Which columns of a table a width has room for, and how wide each is.
struct TableFit {
    private(set) var columns: [Int]
    /// By column of the table, dropped ones included.
    private(set) var widths: [Int]

    /// `natural` is what each column would take; `fixed` what stands between and around the columns.
    init(_ table: Table, natural: [Int], width: Int, gap: Int, frame: Int) {
        columns = Array(table.columns.indices)
        widths = natural
        let least = table.columns.indices.map { index in
            min(natural[index], table.columns[index].shrinksTo ?? natural[index])
        }
        func total(_ sizes: [Int], _ columns: [Int]) -> Int {
            columns.reduce(frame + gap * max(0, columns.count - 1)) { $0 + sizes[$1] }
        }
        // Columns that go together have one number: half of the sizes would mislead.
        while total(least, columns) > width,
            let drop = columns.map({ table.columns[$0].dropOrder }).max(), drop > 0
        {
            columns.removeAll { table.columns[$0].dropOrder == drop }
        }
        // A cut name can still be told, a cut number cannot: whole columns go, from the right.
        let floor = table.columns.indices.map { table.columns[$0].shrinksTo == nil ? natural[$0] : min(natural[$0], 6) }
        while columns.count > 1, total(floor, columns) > width { columns.removeLast() }
        for floors in [least, floor] {
            while total(widths, columns) > width,
                let widest = columns.filter({ widths[$0] > floors[$0] }).max(by: { widths[$0] < widths[$1] })
            {
                widths[widest] -= 1
            }
        }
    }
}
