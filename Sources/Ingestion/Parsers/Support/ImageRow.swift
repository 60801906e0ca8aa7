import NodeModel

/// One row of a table of images, taken apart but not yet understood as names.
struct ImageRow {
    /// `nginx:latest`, or repository and tag, or repository, tag and digest.
    var nameTokens: [String]
    private var id: String?
    private var sizes: [String]
    private var inUse = false
    private var pinned = false

    /// A row with an ID. `isCertain` is whether a header said that this is a table of images; without one the row must
    /// look right in every part.
    init?(identified tokens: [String], isCertain: Bool) {
        guard let anchor = tokens.lastIndex(where: Self.isID) else { return nil }
        id = tokens[anchor]
        nameTokens = Array(tokens[..<anchor])
        var after = Array(tokens[(anchor + 1)...])
        while let last = after.last, ["U", "✔", "✓", "true", "false"].contains(last) {
            inUse = inUse || !["true", "false"].contains(last)
            pinned = pinned || last == "true"
            after.removeLast()
        }
        // `docker system df -v` counts the containers of an image.
        if let count = after.last.flatMap({ UInt16($0) }), after.dropLast().last.map(HumanSize.isSize) == true {
            inUse = inUse || count > 0
            after.removeLast()
        }
        sizes = []
        while let last = after.last, HumanSize.isSize(last) {
            sizes.insert(last, at: 0)
            after.removeLast()
        }
        if nameTokens.isEmpty { nameTokens = Self.takeNames(&after) }
        guard Self.areNames(nameTokens) else { return nil }
        let hasSize = !sizes.isEmpty
        let isBare = nameTokens.isEmpty && after.isEmpty
        let isNamed = !nameTokens.isEmpty
        guard isCertain ? hasSize || isBare || isNamed && Self.isTime(after) : Self.isTime(after) && (hasSize || isBare)
        else { return nil }
    }

    /// A row without an ID, as users' own templates print: names and a size, and perhaps a time.
    init?(named line: Line, tokens: [String], isCertain: Bool) {
        var columns = line.columns
        if columns.count == 1 { columns = tokens }
        sizes = columns.filter(HumanSize.isSize)
        let rest = columns.filter { !HumanSize.isSize($0) }
        nameTokens = rest.filter { !Self.isTime($0.split(separator: " ").map(String.init)) || $0.isEmpty }
        guard sizes.count == 1, (1...2).contains(nameTokens.count), let first = nameTokens.first,
            !HumanSize.isSize(columns[0]), Self.areNames(nameTokens), !tokens.contains(where: Self.isID) || isCertain
        else { return nil }
        guard isCertain || nameTokens.count == 2 && line.columns.count > 1 || Self.hasTag(first) else { return nil }
    }

    func image(_ source: Source) -> ListedImage {
        var names: [String] = []
        var repoDigests: [String] = []
        let first = nameTokens.first ?? ""
        if nameTokens.count == 1 {
            if first.contains("@sha256:") {
                repoDigests.append(first)
            } else if Self.hasTag(first) {
                names.append(first)
            }
        } else if nameTokens.count > 1 {
            if let digest = ListedImage.repoDigest(first, nameTokens[nameTokens.count - 1]) {
                repoDigests.append(digest)
            }
            if !nameTokens[1].hasPrefix("sha256:"), let name = ListedImage.name(first, nameTokens[1]) {
                names.append(name)
            }
        }
        return ListedImage(
            id: id.flatMap { Digest($0) }, names: names.filter(ListedImage.isName), repoDigests: repoDigests,
            size: sizes.first.flatMap { HumanSize.any($0) },
            contentSize: sizes.count == 2 ? HumanSize.any(sizes[1]) : nil, inUse: inUse, pinned: pinned, source: source)
    }

    /// Docker leaves `docker.io/` out, and prints no blank in a size since 1.13.
    var isPodman: Bool {
        let first = nameTokens.first ?? ""
        return sizes.contains { $0.contains(" ") && !$0.hasSuffix("iB") }
            && (first.hasPrefix("docker.io/") || first.hasPrefix("localhost/"))
    }

    /// 12 or 13 hex digits, or all 64 with or without `sha256:`.
    static func isID(_ token: String) -> Bool {
        guard Digest(token) != nil else { return false }
        return token.hasPrefix("sha256:") || [12, 13, 64].contains(token.utf8.count)
    }

    /// Whether the last component has a tag that could be one: `a/b:1`, not `note:`.
    static func hasTag(_ token: String) -> Bool {
        guard isReference(token), !isID(token) else { return false }
        let suffix = ImageName.split(token).suffix
        return suffix.count > 1 && !suffix.contains("/")
    }

    /// Whether a line may be a name, or a name and its tag, of which the rest of the row stands on the next line.
    static func canBeNames(_ tokens: [String]) -> Bool {
        switch tokens.count {
        case 1: isReference(tokens[0]) && !isID(tokens[0]) && !HumanSize.isSize(tokens[0])
        case 2: isReference(tokens[0]) && tokens[0].contains("/") && !hasTag(tokens[0]) && isTag(tokens[1])
        default: false
        }
    }

    /// Names from the front of what follows an ID: templates may put the ID first.
    private static func takeNames(_ after: inout [String]) -> [String] {
        guard let first = after.first, !isTime(after), isReference(first) else { return [] }
        let count = hasTag(first) ? 1 : min(2, after.count)
        defer { after.removeFirst(count) }
        return Array(after.prefix(count))
    }

    private static func areNames(_ tokens: [String]) -> Bool {
        guard tokens.count <= 3, tokens.allSatisfy(isReference) else { return false }
        if tokens.count > 1, !isTag(tokens[1]), !tokens[1].hasPrefix("sha256:") { return false }
        return tokens.count < 3 || isID(tokens[2]) || tokens[2].hasPrefix("<")
    }

    private static func isTag(_ token: String) -> Bool {
        !token.utf8.contains { ":/@".utf8.contains($0) } || token.hasPrefix("<")
    }

    private static func isReference(_ token: String) -> Bool {
        if ["<none>", "<untagged>", "<missing>", "<none>:<none>"].contains(token) { return true }
        let body = token.hasSuffix("…") ? token.dropLast() : Substring(token)
        guard let first = body.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic || isDigit(first)
        else { return false }
        return body.utf8.allSatisfy { isDigit(Unicode.Scalar($0)) || isLetter($0) || "._/:@-+".utf8.contains($0) }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }
    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) }

    /// `5 weeks ago`, `N/A`, `2026-11-23 19:22:55 +0000 UTC`, a platform after it (nerdctl), what an author left out.
    private static func isTime(_ tokens: [String]) -> Bool {
        if tokens.isEmpty || tokens.contains("ago") || tokens.contains("N/A") || tokens == ["..."] { return true }
        let date = Array(tokens[0].utf8.prefix(5))
        return date.count == 5 && date[0...3].allSatisfy { (48...57).contains($0) } && date[4] == UInt8(ascii: "-")
    }
}
