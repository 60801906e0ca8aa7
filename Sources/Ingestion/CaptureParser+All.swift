extension CaptureParser {
    /// Every parser, each in a file of its own in Parsers/.
    static let all: [CaptureParser] = []
}
