/// How far a long run is, in words: `98 of 400 bundles, 15/s, 20 s left`.
enum Pace {
    /// - Parameters:
    ///   - total: nil where it is not known, and then neither is what is left.
    ///   - seconds: since the start.
    static func text(_ done: Int, of total: Int?, _ things: String, seconds: Double) -> String {
        let rate = Double(done) / max(seconds, 0.001)
        var text = "\(done)\(total.map { " of \($0)" } ?? "") \(things), \(perSecond(rate))/s"
        if let total, done > 0 { text += ", \(duration(Double(total - done) / rate)) left" }
        return text
    }

    /// Below ten with one decimal, so that what is slow is not 0.
    private static func perSecond(_ rate: Double) -> String {
        rate < 10 ? "\(Int(rate)).\(Int(rate * 10) % 10)" : "\(Int(rate))"
    }

    static func duration(_ seconds: Double) -> String {
        let seconds = Int(seconds)
        if seconds < 120 { return "\(seconds) s" }
        let minutes = seconds / 60
        return minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}
