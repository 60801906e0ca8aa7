import NodeModel

extension JSON {
    /// An array of whole digests; nil where it is something else or one of them is not a digest.
    var digests: [Digest]? {
        guard isArray else { return nil }
        let digests = elements.compactMap { $0.string.flatMap { Digest($0) } }.filter(\.isWhole)
        return digests.count == elements.count ? digests : nil
    }
}

extension JSON? {
    /// A count of bytes, as a number or as a string that holds one.
    var bytes: ByteRange? {
        guard let count = self?.integer, count >= 0 else { return nil }
        return ByteRange(exactly: count)
    }

    /// The strings of an array, without `<none>`.
    var names: [String] { self?.elements.compactMap(\.string).filter(ListedImage.isName).unique ?? [] }
}

extension JSONTexts.Document {
    /// The objects of an array, or the value itself; of a cut text without the last one, which may lack a part.
    var wholeElements: [JSON] {
        let all = root.isArray ? root.elements : [root]
        return isComplete ? all : all.dropLast()
    }
}

extension JSONTexts {
    /// Says so where lines are not JSON.
    func reportRest(_ text: CaptureText, _ parsed: inout ParsedFacts) {
        var unread = Unread()
        for line in rest { unread.add(line) }
        unread.report(text, &parsed)
    }
}

extension Line {
    /// `Key:  value`, blanks around both dropped; nil where there is no colon.
    var keyAndValue: (key: String, value: String)? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        return (text[..<colon].trimmed, text[text.index(after: colon)...].trimmed)
    }
}
