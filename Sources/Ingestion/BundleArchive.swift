import Glibc
import NodeModel

/// The bundles in an archive of bundles, one at a time: only the one that was asked for last is in memory.
///
/// Archives inside those bundles are not looked into: one level, so that no archive can hold archives without end.
/// A class because it owns the open file.
public final class BundleArchive {
    /// A bundle as it is packed.
    public struct Member: Sendable {
        /// The archive's path, `!` and the path in it.
        public var name: String
        public var bytes: [UInt8]
    }

    private let path: String
    private let descriptor: Int32
    private let stream: ArchiveStream
    private var members = 0
    private var last: String?
    private var isAtEnd = false

    /// Opens the archive at a path.
    public init(_ path: String) throws(BundleError) {
        guard path != "-" else {
            throw BundleError(
                .unreadable, path: path, detail: "it is an archive of bundles, which is read twice",
                advice: "save it to a file, and name the file")
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderReader.systemError(path) }
        do {
            stream = try ArchiveStream(.descriptor(descriptor), path: path)
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
    }

    deinit { close(descriptor) }

    /// The next bundle; nil at the end. After an error about a member the others can still be read; after one about
    /// the archive itself there are none.
    public func next() throws(BundleError) -> Member? {
        while !isAtEnd {
            switch stream.next() {
            case .end: isAtEnd = true
            case .failure(let failure): throw broken(failure)
            case .entry(let entry):
                members += 1
                guard members <= Limits.allMembers else {
                    throw broken(("it has more than \(Limits.allMembers) members", true))
                }
                let name = Text.visible(String(decoding: entry.name.prefix(Limits.pathLength), as: UTF8.self))
                guard entry.kind == .file, BundleFinder.isArchive(name) else { continue }
                return try read(name)
            }
        }
        return nil
    }

    private func read(_ name: String) throws(BundleError) -> Member {
        var member = RawMember(path: name, bytes: [])
        if let failure = stream.read(into: &member, room: Limits.memberBytes) { throw broken(failure) }
        last = name
        let whole = "\(path)!\(name)"
        guard !member.isCut else {
            throw BundleError(
                .tooLarge, path: whole, detail: "it is longer than \(Limits.memberBytes >> 20) MiB",
                advice: "unpack the archive around it, and give the file")
        }
        return Member(name: whole, bytes: member.bytes)
    }

    private func broken(_ failure: ArchiveStream.Failure) -> BundleError {
        isAtEnd = true
        return stream.damage(path, after: last, failure)
    }
}
