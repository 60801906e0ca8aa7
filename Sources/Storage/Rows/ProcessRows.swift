import NodeModel

extension FactTable {
    // A process's title is kept once for the whole fleet, so two things are taken out of it: the container ID of a
    // shim, and the columns before the title, which the quoted line repeats.
    static let process = FactTable(
        "process", shared: "process_form",
        columns: ["parent", "user_id", "arguments_id", "executable_id", "head_id"],
        own: ["pid", "elapsed", "container", "quote"], quote: .none,
        list: \.processes, source: \.source,
        write: { process, row in
            let title = ProcessTitle(process.arguments)
            let head = ProcessTitle.head(of: process.source.quote, arguments: process.arguments)
            row.integer(process.parent)
            row.word(process.user)
            row.word(title.pattern)
            row.word(process.executable)
            head.map { row.word(pattern: $0, without: inHead(process)) } ?? row.null()
            row.integer(process.pid)
            row.integer(process.elapsed)
            row.blob(title.container)
            row.text(head == nil ? process.source.quote : nil)
        },
        read: { row, source in
            let (parent, user, pattern) = (row.optionalInt(), try row.word(), try row.word())
            let (executable, head) = (try row.word(), try row.optionalWord())
            var process = ProcessLine(
                pid: row.int(), parent: parent, user: user, elapsed: row.optionalInt(), arguments: "",
                executable: executable, source: source)
            process.arguments = ProcessTitle(pattern: pattern, container: row.optionalBlob()).text
            let quote = row.optionalText()
            process.source.quote =
                quote
                ?? ProcessTitle.line(
                    head: QuotePattern.expand(head ?? "", with: inHead(process)), arguments: process.arguments)
            return process
        })

    /// The values that a line of `ps` has before the title: all but the blanks between them stand in the row already.
    private static func inHead(_ process: ProcessLine) -> [String] {
        [
            String(process.pid), process.parent.map { String($0) } ?? "", process.user,
            process.elapsed.map { String($0) } ?? "",
        ]
    }
}
