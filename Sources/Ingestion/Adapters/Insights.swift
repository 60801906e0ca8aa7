import NodeModel

extension BundleFormat {
    /// Archives of the Insights client: `insights_commands/COMMAND`, files by their path; newer ones below `data/`.
    ///
    /// Source: RedHatInsights/insights-core, insights/specs/insights_archive.py and insights/core/hydration.py.
    static let insights = BundleFormat(
        name: "Insights archive",
        recognises: { paths, _ in
            paths.contains { $0.hasPrefix("insights_commands/") || $0.hasPrefix("data/insights_commands/") }
        },
        wants: { path, _ in Insights.wants(path.hasPrefix("data/") ? String(path.dropFirst(5)) : path) },
        isReadInPart: true,
        read: { bundle, _ throws(BundleError) in Insights.contents(bundle) })
}

private enum Insights {
    private static let folder = "insights_commands/"
    private static let others: Set<String> = ["hostname", "hostname_-f", "date", "date_--utc", "uname_-a"]

    static func wants(_ path: String) -> Bool {
        guard path.hasPrefix(folder) else { return path == "version_info" || NodeFiles.isWanted("/" + path) }
        let name = String(path.dropFirst(folder.count))
        return others.contains(name) || ForeignCommand(ForeignCommand.words(ofFileName: name)) != nil
    }

    static func contents(_ bundle: RawBundle) -> BundleContents {
        var reading = ForeignReading(bundle, collector: "Insights client")
        let top = reading.members.keys.contains { $0.hasPrefix("data/" + folder) } ? "data/" : ""
        let commands = top + folder
        reading.name(
            reading.word(0, of: commands + "hostname"), reading.word(0, of: commands + "hostname_-f"),
            reading.word(1, of: commands + "uname_-a"))
        let found = bundle.members.compactMap { member -> (ForeignCommand, [String], RawMember)? in
            guard member.path.hasPrefix(commands) else { return nil }
            let words = ForeignCommand.words(ofFileName: String(member.path.dropFirst(commands.count)))
            return ForeignCommand(words).map { ($0, words, member) }
        }.sorted { ($0.0.id, $0.0.rank, $0.2.path) < ($1.0.id, $1.0.rank, $1.2.path) }
        reading.date(
            reading.time(of: commands + "date_--utc"), reading.time(of: commands + "date"),
            found.compactMap(\.2.modified).max())

        for (command, words, member) in found where command.id != "systemctl-cat" {
            reading.take(
                command.id, member, command: words.joined(separator: " "), excerpt: Excerpt.usual(for: command.id))
        }
        let units = found.filter { $0.0.id == "systemctl-cat" }.map(\.2)
        if !units.isEmpty { reading.take("systemctl-cat", joining: units, command: "systemctl cat") }
        reading.takeFiles(below: top)
        return reading.contents
    }
}
