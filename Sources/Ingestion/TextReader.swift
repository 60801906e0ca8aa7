import Glibc
import NodeModel

/// Tells a pasted text from an archive by its first bytes, and reads it.
///
/// Standard input cannot be read twice, so it is taken into memory whole, under the limit of a bundle.
enum TextReader {
    /// The path of the only member of a bundle that is a text. The file's own name says nothing of its content.
    static let member = "transcript.txt"
    private static let blockSize = 64 << 10
    private static let headSize = 4 << 10

    /// Reads whatever a path of the command line leads to: an archive, a folder, a text, or standard input.
    static func readBundle(
        _ path: String, wanting wants: BundleReader.Wants = { _ in true }
    ) throws(BundleError) -> RawBundle {
        if path == "-" {
            guard isatty(STDIN_FILENO) == 0 else { return try BundleReader.read(path, wanting: wants) }
            let (bytes, isCut) = contents(STDIN_FILENO, room: Limits.totalBytes)
            if isText(bytes[...]) { return bundle(bytes, isCut: isCut, modified: nil, name: path) }
            guard !isCut else {
                throw BundleError(
                    .tooLarge, path: path, detail: "it is longer than \(Limits.totalBytes >> 20) MiB",
                    advice: "give the file's name instead of piping it")
            }
            return try BundleReader.read(bytes, name: path, wanting: wants)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderReader.systemError(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return try BundleReader.read(path, wanting: wants)
        }
        var head = [UInt8](repeating: 0, count: headSize)
        let count = pread(descriptor, &head, head.count, 0)
        guard count > 0, isText(head[..<count]) else { return try BundleReader.read(path, wanting: wants) }
        let (bytes, isCut) = contents(descriptor, room: Limits.memberBytes)
        return bundle(
            bytes, isCut: isCut, modified: Int64(status.st_mtim.tv_sec), name: FolderReader.lastComponent(path))
    }

    /// Whether bytes begin like a text: nothing in it that no terminal would show. Every archive has zeros or worse in
    /// its first block.
    static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
        let head = bytes.prefix(headSize)
        guard !head.isEmpty else { return false }
        let allowed: Set<UInt8> = [7, 8, 9, 10, 12, 13, 15, 14, 27]
        return !head.contains { $0 < 32 && !allowed.contains($0) }
            && String(validating: wholeCharacters(head), as: UTF8.self) != nil
            || head.allSatisfy { $0 >= 32 || allowed.contains($0) } && head.count { $0 >= 128 } * 8 < head.count
    }

    /// Without a character that the end of the block cut.
    private static func wholeCharacters(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.count == headSize else { return bytes }
        var end = bytes.endIndex
        while end > bytes.startIndex, bytes.endIndex - end < 4, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
        return end > bytes.startIndex && bytes[end - 1] >= 0xC0 ? bytes[..<(end - 1)] : bytes
    }

    static func bundle(_ bytes: [UInt8], isCut: Bool, modified: Int64?, name: String) -> RawBundle {
        let kept = Array(bytes.prefix(Limits.memberBytes))
        let text = RawMember(path: member, bytes: kept, isCut: isCut || kept.count < bytes.count, modified: modified)
        return RawBundle(name: name, members: [text], issues: [], damage: nil)
    }

    private static func contents(_ file: Int32, room: Int) -> (bytes: [UInt8], isCut: Bool) {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: blockSize)
        while true {
            let count = read(file, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return (bytes, count < 0) }
            let kept = min(count, room - bytes.count)
            bytes += block[..<kept]
            if kept < count { return (bytes, true) }
        }
    }
}
