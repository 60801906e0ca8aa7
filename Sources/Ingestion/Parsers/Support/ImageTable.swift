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
    /// A long name that stands on a line of its own, before the row that it belongs to.
    private var pending: (line: Line, name: String)?

    init(_ lines: [Line], in text: CaptureText) {
        for line in lines where !Self.isBranch(line) { read(line, text) }
        if let pending { unread.add(pending.line) }
    }

    private mutating func read(_ line: Line, _ text: CaptureText) {
        let tokens = Self.tokens(line)
        if Self.isHeader(tokens) {
            hasHeader = true
            isForeign = !Self.isOfImages(tokens)
            hasID = tokens.contains("ID")
            if tokens.contains("BLOB") || tokens.contains("PLATFORM") { nerdctl = nerdctl ?? line }
            return
        }
        guard !isForeign else {
            unread.add(line)
            return
        }
        let row = hasID && tokens.contains(where: ImageRow.isID) ? identified(tokens) : nil
        if let row = row ?? ImageRow(named: line, tokens: tokens, isCertain: hasHeader && !hasID) {
            rows.append(row.image(text.source(line)))
            if podman == nil, row.isPodman { podman = line }
            return
        }
        if tokens.count == 1, ImageRow.hasTag(tokens[0]) {
            if let pending { unread.add(pending.line) }
            pending = (line, tokens[0])
            return
        }
        unread.add(line)
    }

    private mutating func identified(_ tokens: [String]) -> ImageRow? {
        guard var row = ImageRow(identified: tokens, isCertain: hasHeader) else { return nil }
        if let name = pending?.name, row.nameTokens.isEmpty {
            row.nameTokens = [name]
            pending = nil
        }
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

    private static func isHeader(_ tokens: [String]) -> Bool {
        let isUpper = tokens.allSatisfy { $0.utf8.allSatisfy { (65...90).contains($0) || ":/_".utf8.contains($0) } }
        return tokens.count > 1 && isUpper && tokens.contains(where: headerNames.contains)
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
