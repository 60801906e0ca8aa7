import NodeModel

/// The facts of one snapshot, sorted into the captures that they were read from.
///
/// Facts come in the order of capture and line. Where a list does not, a new part begins, so that reading the parts in
/// order gives every list back as it was.
struct Readings: Sendable {
    struct Rows: Sendable {
        let table: Int
        var lines: [(line: Int64, nth: Int64)] = []
        /// The values of all rows, one after the other, quotes included.
        var values = RowWriter()
    }

    struct Reading: Sendable {
        let part: Int
        let capture: CaptureID
        /// In the order of `FactTable.all`.
        var rows: [Rows] = []
        /// Of the capture's name and all rows.
        fileprivate(set) var fingerprint: [UInt8] = []

        fileprivate func print(in scratch: inout RowWriter) -> [UInt8] {
            scratch.removeAll()
            scratch.append(capture.name)
            for rows in rows {
                scratch.number(Int64(rows.table))
                scratch.number(Int64(rows.lines.count))
                for (line, _) in rows.lines { scratch.number(line) }
                scratch.append(rows.values)
            }
            return Fingerprint.of(scratch.bytes)
        }
    }

    /// Where the last fact of a list was put.
    struct Cursor {
        let table: Int
        var part = 0
        var reading = -1
        var capture: CaptureID = ""
        var line = Int.min
        var nth: Int64 = 0
    }

    private struct Key: Hashable {
        let part: Int
        let capture: [UInt8]
    }

    private(set) var all: [Reading] = []
    private var places: [Key: Int] = [:]

    init(_ facts: Facts) {
        for (table, kind) in FactTable.all.enumerated() { kind.gather(facts, &self, table) }
        var scratch = RowWriter()
        for n in all.indices { all[n].fingerprint = all[n].print(in: &scratch) }
    }

    mutating func add(_ capture: CaptureID, line: Int, at cursor: inout Cursor, write: (inout RowWriter) -> Void) {
        let isSame = cursor.reading >= 0 && capture.name.utf8.elementsEqual(cursor.capture.name.utf8)
        if isSame, line >= cursor.line {
            cursor.nth = line == cursor.line ? cursor.nth + 1 : 0
        } else {
            let isBack = isSame || cursor.reading >= 0 && !precedes(cursor.capture, capture)
            if isBack { cursor.part += 1 }
            cursor.reading = place(part: cursor.part, capture)
            cursor.nth = 0
        }
        cursor.capture = capture
        cursor.line = line
        if all[cursor.reading].rows.last?.table != cursor.table {
            all[cursor.reading].rows.append(Rows(table: cursor.table))
        }
        let last = all[cursor.reading].rows.count - 1
        all[cursor.reading].rows[last].lines.append((Int64(line), cursor.nth))
        write(&all[cursor.reading].rows[last].values)
    }

    private mutating func place(part: Int, _ capture: CaptureID) -> Int {
        let key = Key(part: part, capture: Array(capture.name.utf8))
        if let place = places[key] { return place }
        places[key] = all.count
        all.append(Reading(part: part, capture: capture))
        return all.count - 1
    }

    // As SQLite sorts: by bytes.
    private func precedes(_ a: CaptureID, _ b: CaptureID) -> Bool {
        a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }
}
