/// Where a report is written: gathers text and hands it on in pieces, so that a large fleet needs no large string.
public struct Output {
    private static let pieceBytes = 65_536

    private var bytes: [UInt8] = []
    private let send: ([UInt8]) -> Void

    /// `send` is called with each piece, in order, whenever one is full and at `finish()`.
    public init(_ send: @escaping ([UInt8]) -> Void) {
        self.send = send
        bytes.reserveCapacity(Self.pieceBytes + 4096)
    }

    public mutating func write(_ text: String) {
        // The buffer is several times faster than the view.
        if text.utf8.withContiguousStorageIfAvailable({ bytes.append(contentsOf: $0) }) == nil {
            bytes.append(contentsOf: text.utf8)
        }
        if bytes.count >= Self.pieceBytes { finish() }
    }

    /// Bytes that need no escaping, between double quotes.
    mutating func write(quoted text: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text)
        bytes.append(UInt8(ascii: "\""))
        if bytes.count >= Self.pieceBytes { finish() }
    }

    /// Whole pieces, such as a page that was written to memory, or a record.
    mutating func write(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
        if bytes.count >= Self.pieceBytes { finish() }
    }

    /// A line break and that many blanks.
    mutating func writeLine(indentedBy blanks: Int) {
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<blanks { bytes.append(UInt8(ascii: " ")) }
    }

    /// Hands on what is left; to be called once after the last text.
    public mutating func finish() {
        guard !bytes.isEmpty else { return }
        send(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
