/// An image reference as printed, and the normal form that two stores' names are joined by.
public enum ImageName {
    /// `nginx` → `docker.io/library/nginx:latest`, `a/b:1` → `docker.io/a/b:1`; digests are kept.
    ///
    /// The first component is a host only if it contains `.` or `:`, is `localhost`, or has an upper-case letter
    /// (distribution/reference). `docker.io/x` and `docker.io/library/x` are one name: people edit what they paste.
    public static func normalized(_ printed: String) -> String {
        var (repository, suffix) = split(printed)
        if suffix.isEmpty { suffix = ":latest" }
        if repository.utf8.starts(with: "index.docker.io/".utf8) { repository.removeFirst(6) }
        if !hasHost(repository) { repository = "docker.io/" + repository }
        let hub = "docker.io/"
        if repository.utf8.starts(with: hub.utf8) {
            let name = Substring(repository.utf8.dropFirst(hub.utf8.count))
            if !name.utf8.contains(slash) { repository = "docker.io/library/" + name }
        }
        return repository + suffix
    }

    /// Whether the name starts with a registry's host. Docker leaves `docker.io/` out; containerd's CRI never does.
    public static func hasHost(_ name: String) -> Bool {
        guard let end = name.utf8.firstIndex(of: slash) else { return false }
        let first = name[..<end].utf8
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
