/// A moment in UTC as the tools write it; no calendar of the system's is asked.
struct Moment: Sendable {
    /// Seconds since 1970.
    var seconds: Int

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    private var day: (year: Int, month: Int, day: Int) {
        let z = seconds / 86_400 + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private func two(_ number: Int) -> Bytes { "\(number, width: 2, fill: UInt8(ascii: "0"))" }
    private var hour: Bytes { two(seconds / 3600 % 24) }
    private var minute: Bytes { two(seconds / 60 % 60) }
    private var second: Bytes { two(seconds % 60) }

    /// `2026-11-23T23:36:09Z`.
    var iso: Bytes { "\(date)T\(hour):\(minute):\(second)Z" }
    /// `20261123T233609Z`.
    var compact: Bytes {
        let (year, month, day) = self.day
        return "\(year)\(two(month))\(two(day))T\(hour)\(minute)\(second)Z"
    }
    /// `2026-11-23 19:22:55 +0000 UTC`.
    var docker: Bytes { "\(date) \(hour):\(minute):\(second) +0000 UTC" }
    /// `Nov 23 23:36`, of `ls -l`.
    var ls: Bytes {
        let (_, month, day) = self.day
        return "\(Self.months[month - 1]) \(day, width: 2) \(hour):\(minute)"
    }
    private var date: Bytes {
        let (year, month, day) = self.day
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// go-units' HumanDuration, for what lies days or more back: `3 weeks ago`.
    static func ago(_ seconds: Int) -> Bytes {
        let hours = seconds / 3600
        if hours < 48 { return "\(max(2, hours)) hours ago" }
        if hours < 24 * 14 { return "\(hours / 24) days ago" }
        if hours < 24 * 60 { return "\(hours / 24 / 7) weeks ago" }
        if hours < 24 * 365 * 2 { return "\(hours / 24 / 30) months ago" }
        return "\(hours / 24 / 365) years ago"
    }
}
