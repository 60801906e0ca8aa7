import NodeModel

/// A table of images as docker, crictl, podman or nerdctl print it, of any version, with or without its header.
///
/// Nothing is read at the header's offsets, because rows can be longer than its columns. The ID is the anchor: names
/// are before it, sizes at the end of the row, the creation time between. Sources: docker/cli, cli/command/formatter
/// and cli/command/image/tree.go; cri-tools, cmd/crictl/image.go; nerdctl, pkg/cmd/image/list.go.
struct ImageTable {
    private(set) var rows: [ListedImage] = []
    private(set) var hasHeader = false
    /// The first row that only podman prints: a blank in the size and a name that Docker would have shortened.
    private(set) var podman: Line?
    /// The header that only nerdctl prints.
    private(set) var nerdctl: Line?
    private(set) var unread = Unread()
    private var hasID = true
    /// Whether the rows are those of another table, such as `docker system df` prints below its images.
    private var isForeign = false
    /// A long name, or name and tag, on a line of its own, before the row that it belongs to.
    private var pending: (line: Line, tokens: [String])?

    init(_ lines: [Line], in text: CaptureText) {
        for line in lines where !Self.isBranch(line) { read(line, text) }
        if let pending { unread.add(pending.line) }
    }

    private mutating func read(_ line: Line, _ text: CaptureText) {
        let tokens = Self.tokens(line)
        if Self.isHeader(tokens) {
            // A header that a terminal broke goes on below.
            let goesOn = hasHeader && rows.isEmpty && !tokens.contains(where: Self.nameColumns.contains)
            isForeign = goesOn ? isForeign : !Self.isOfImages(tokens)
            hasID = tokens.contains("ID") || goesOn && hasID
            hasHeader = true
            if tokens.contains("BLOB") || tokens.contains("PLATFORM") { nerdctl = nerdctl ?? line }
            return
        }
        guard !isForeign else {
            unread.add(line)
            return
        }
        let row = hasID && tokens.contains(where: ImageRow.isID) ? identified(tokens, line) : nil
        if let row = row ?? ImageRow(named: line, tokens: tokens, isCertain: hasHeader && !hasID) {
            rows.append(row.image(text.source(line)))
            if podman == nil, row.isPodman { podman = line }
            return
        }
        if let pending { unread.add(pending.line) }
        pending = nil
        if ImageRow.canBeNames(tokens) { pending = (line, tokens) } else { unread.add(line) }
    }

    /// A row, with the name that a terminal, or docker 29, put on the line before it.
    private mutating func identified(_ tokens: [String], _ line: Line) -> ImageRow? {
        guard var row = ImageRow(identified: tokens, isCertain: hasHeader) else { return nil }
        guard let (piece, names) = pending else { return row }
        pending = nil
        let isIndented = line.text.first == " " || line.text.first == "\t"
        let isName = ImageRow.hasTag(names[0]) || names[0].contains("/") || isIndented
        let all = names + row.nameTokens
        if isName, all.count == (ImageRow.hasTag(names[0]) ? 1 : 2) {
            row.nameTokens = all
            return row
        }
        unread.add(piece)
        // A name that was broken in two has its registry on the line before: the rest of it is no name.
        if row.nameTokens.count > 1, names.count == 1, names[0].contains("/") { row.nameTokens = [] }
        return row
    }

    /// Words, with `1.089 GB` put together.
    private static func tokens(_ line: Line) -> [String] {
        var tokens: [String] = []
        for word in line.words {
            if HumanSize.isUnit(word), let last = tokens.last, HumanSize.isNumber(last) {
                tokens[tokens.count - 1] = last + " " + word
            } else {
                tokens.append(word)
            }
        }
        if tokens.first == ">" { tokens.removeFirst() }
        return tokens
    }

    private static let headerNames: Set<String> = [
        "SIZE", "ID", "TAG", "REPOSITORY", "IMAGE", "REPOSITORY:TAG", "NAME",
    ]

    private static let nameColumns: Set<String> = ["REPOSITORY", "IMAGE", "REPOSITORY:TAG", "NAME"]

    private static func isHeader(_ tokens: [String]) -> Bool {
        let isUpper = tokens.allSatisfy { $0.utf8.allSatisfy { (65...90).contains($0) || ":/_".utf8.contains($0) } }
        return isUpper && tokens.contains(where: tokens.count > 1 ? headerNames.contains : nameColumns.contains)
    }

    private static func isOfImages(_ tokens: [String]) -> Bool {
        let others: Set<String> = ["CONTAINER", "POD", "COMMAND", "STATE", "VOLUME", "CACHE", "TYPE", "LINKS", "LAST"]
        return !tokens.contains(where: others.contains)
    }

    /// A platform below its image in `docker images --tree`, or the tree's legend.
    private static func isBranch(_ line: Line) -> Bool {
        guard let first = line.text.unicodeScalars.first(where: { $0 != " " && $0 != "\t" }) else { return false }
        return (0x2500...0x257F).contains(first.value)
    }
}
