import Glibc
import NodeModel

/// Reads an unpacked bundle: regular files only, no link is followed, nothing outside the folder is opened.
enum FolderReader {
    /// Directories inside each other; each costs an open descriptor.
    private static let depth = 16

    static func read(
        _ path: String, wanting wants: BundleReader.Wants = { _ in true }
    ) throws(BundleError) -> RawBundle {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw systemError(path) }
        var gatherer = MemberGatherer()
        walk(folder, [], depth, wants, &gatherer)
        let damage = gatherer.passedLimit.map {
            BundleError(.tooLarge, path: path, detail: $0, advice: "keep only what the collector wrote")
        }
        return gatherer.bundle(name: lastComponent(path), damage: damage)
    }

    /// The regular files and folders directly in a folder, sorted; nil where it cannot be read.
    static func list(_ path: String) -> [(name: String, isFolder: Bool)]? {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return nil }
        defer { close(folder) }
        return entries(of: folder, atMost: .max).compactMap { name in
            guard let type = type(of: name, in: folder), type == S_IFDIR || type == S_IFREG else { return nil }
            return (String(decoding: name, as: UTF8.self), type == S_IFDIR)
        }
    }

    /// The paths of regular files below a folder, as many as a bundle may have, without reading them; none of a folder
    /// of folders with many packed bundles, which is a fleet.
    static func paths(_ path: String) -> Set<String> {
        var found: Set<String> = []
        var packed = 0
        func search(_ inner: String, _ depth: Int) {
            for (name, isFolder) in list(path + "/" + inner) ?? []
            where found.count < Limits.allMembers && packed <= mostPacked {
                if !isFolder {
                    if BundleFinder.isArchive(name) { packed += 1 }
                    found.insert(inner + name)
                } else if depth > 0 {
                    search(inner + name + "/", depth - 1)
                }
            }
        }
        search("", depth)
        return packed > mostPacked ? [] : found
    }

    /// More packed bundles than any collector leaves in what it packs.
    private static let mostPacked = 500

    private static func type(of name: [UInt8], in folder: Int32) -> mode_t? {
        var status = stat()
        guard fstatat(folder, cString(name), &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }

    /// Reads everything below an open directory, sorted by name, and closes it.
    private static func walk(
        _ folder: Int32, _ prefix: [UInt8], _ depth: Int, _ wants: BundleReader.Wants,
        _ gatherer: inout MemberGatherer
    ) {
        defer { close(folder) }
        for name in entries(of: folder) {
            let path = prefix + name
            let shown = String(decoding: path, as: UTF8.self)
            guard gatherer.meet() else { return }
            var status = stat()
            guard fstatat(folder, cString(name), &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                gatherer.ignore("files that cannot be read", shown)
                continue
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                let inner = openat(folder, cString(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                if depth == 0 || inner < 0 {
                    if inner >= 0 { close(inner) }
                    gatherer.ignore(depth == 0 ? "folders that are too deep" : "folders that cannot be read", shown)
                } else {
                    walk(inner, path + [UInt8(ascii: "/")], depth - 1, wants, &gatherer)
                }
            case S_IFREG:
                let file = openat(folder, cString(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
                guard file >= 0 else {
                    gatherer.ignore("files that cannot be read", shown)
                    continue
                }
                if let kept = gatherer.admit(path) {
                    let isWanted = wants(kept)
                    let (bytes, isCut) = contents(
                        file, room: isWanted ? gatherer.room : Limits.memberBytes, expected: Int(status.st_size))
                    let member = RawMember(
                        path: kept, bytes: bytes, isCut: isCut, modified: Int64(status.st_mtim.tv_sec))
                    if isWanted { gatherer.add(member) } else { gatherer.add(unread: member) }
                }
                close(file)
            case S_IFLNK: gatherer.ignore("links", shown)
            default: gatherer.ignore("devices and other special files", shown)
            }
            if gatherer.passedLimit != nil { return }
        }
    }

    /// The names in a directory, sorted, without `.` and `..`; one more than the limit at most.
    private static func entries(of folder: Int32, atMost limit: Int = Limits.allMembers) -> [[UInt8]] {
        // fdopendir takes the descriptor over, and the caller still needs its own.
        let copy = fcntl(folder, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0, let stream = fdopendir(copy) else { return [] }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream), names.count <= limit {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [46], name != [46, 46] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The first bytes of an open file, and whether there were more.
    private static func contents(_ file: Int32, room: Int, expected: Int) -> (bytes: [UInt8], isCut: Bool) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(room, max(0, expected)))
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(file, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return (bytes, count < 0) }
            let kept = min(count, room - bytes.count)
            bytes += block[..<kept]
            if kept < count { return (bytes, true) }
        }
    }

    private static func cString(_ name: [UInt8]) -> [CChar] { name.map(CChar.init(bitPattern:)) + [0] }

    /// The path's name without what leads to it; `.` and `..` by the folder that they are.
    static func lastComponent(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        guard last == "." || last == ".." || last.isEmpty, let real = realpath(path, nil) else {
            return Text.visible(last)
        }
        defer { free(real) }
        return Text.visible(String(cString: real).split(separator: "/").last.map(String.init) ?? last)
    }

    static func systemError(_ path: String) -> BundleError {
        let code = errno
        let advice =
            switch code {
            case ENOENT: "check the path"
            case EACCES, EPERM: "run it as a user who may read it"
            default: "check the disk"
            }
        return BundleError(.unreadable, path: path, detail: String(cString: strerror(code)), advice: advice)
    }
}
