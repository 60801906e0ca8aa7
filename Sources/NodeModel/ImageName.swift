/// An image reference as printed, and the normal form that two stores' names are joined by.
public enum ImageName {
    /// `nginx` → `docker.io/library/nginx:latest`, `a/b:1` → `docker.io/a/b:1`; digests are kept.
    ///
    /// The first component is a host only if it contains `.` or `:`, is `localhost`, or has an upper-case letter
    /// (distribution/reference). `docker.io/x` and `docker.io/library/x` are one name: people edit what they paste.
    public static func normalized(_ printed: String) -> String {
        var name = printed
        return name.withUTF8 { normalized($0) } ?? printed
    }

    /// Nil where the name is in the normal form already.
    private static func normalized(_ name: UnsafeBufferPointer<UInt8>) -> String? {
        let end = name.firstIndex(of: UInt8(ascii: "@")) ?? tag(name) ?? name.count
        var repository = name[..<end]
        let isIndex = starts(repository, "index.docker.io/")
        if isIndex { repository = repository.dropFirst("index.".utf8.count) }
        let hasHost = hasHost(repository)
        let hub: StaticString = "docker.io/"
        let path = hasHost && starts(repository, hub) ? repository.dropFirst(hub.utf8CodeUnitCount) : repository
        let isHubs = !hasHost || path.count < repository.count
        let isLibrarys = isHubs && !path.contains(slash)
        guard isIndex || !hasHost || isLibrarys || end == name.count else { return nil }
        let prefix: StaticString = isLibrarys ? "docker.io/library/" : isHubs ? hub : ""
        let suffix: StaticString = end == name.count ? ":latest" : ""
        let count = prefix.utf8CodeUnitCount + path.count + (name.count - end) + suffix.utf8CodeUnitCount
        return String(unsafeUninitializedCapacity: count) { out in
            var at = 0
            func put(_ bytes: some Sequence<UInt8>) {
                for byte in bytes {
                    out[at] = byte
                    at += 1
                }
            }
            prefix.withUTF8Buffer { put($0) }
            put(path)
            put(name[end...])
            suffix.withUTF8Buffer { put($0) }
            return at
        }
    }

    /// The place of the last `:` that follows the last `/`.
    private static func tag(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let mark = name.lastIndex(where: { $0 == colon || $0 == slash }), name[mark] == colon else { return nil }
        return mark
    }

    private static func starts(_ name: Slice<UnsafeBufferPointer<UInt8>>, _ text: StaticString) -> Bool {
        text.withUTF8Buffer { name.starts(with: $0) }
    }

    /// Whether the name starts with a registry's host. Docker leaves `docker.io/` out; containerd's CRI never does.
    public static func hasHost(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { hasHost($0[...]) }
    }

    private static func hasHost(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let end = name.firstIndex(of: slash) else { return false }
        let first = name[..<end]
        return first.contains { $0 == UInt8(ascii: ".") || $0 == colon || (65...90).contains($0) }
            || first.elementsEqual("localhost".utf8)
    }

    private static let slash = UInt8(ascii: "/")
    private static let colon = UInt8(ascii: ":")

    /// The repository, and `:tag` or `@digest` (empty where there is neither). The tag is after the last `:` that
    /// follows the last `/`.
    public static func split(_ name: String) -> (repository: String, suffix: String) {
        let bytes = name.utf8
        if let at = bytes.firstIndex(of: UInt8(ascii: "@")) { return (String(name[..<at]), String(name[at...])) }
        let start = bytes.lastIndex(of: slash) ?? bytes.startIndex
        guard let colon = bytes[start...].lastIndex(of: colon) else { return (name, "") }
        return (String(name[..<colon]), String(name[colon...]))
    }
}
