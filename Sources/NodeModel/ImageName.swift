/// An image reference as printed, and the normal form that two stores' names are joined by.
public enum ImageName {
    /// `nginx` → `docker.io/library/nginx:latest`, `a/b:1` → `docker.io/a/b:1`; digests are kept.
    ///
    /// The first component is a host only if it contains `.` or `:`, is `localhost`, or has an upper-case letter
    /// (distribution/reference). `docker.io/x` and `docker.io/library/x` are one name: people edit what they paste.
    public static func normalized(_ printed: String) -> String {
        var (repository, suffix) = split(printed)
        if suffix.isEmpty { suffix = ":latest" }
        if repository.hasPrefix("index.docker.io/") { repository = String(repository.dropFirst(6)) }
        if !hasHost(repository) { repository = "docker.io/" + repository }
        let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, parts[0] == "docker.io" { repository = "docker.io/library/" + parts[1] }
        return repository + suffix
    }

    /// Whether the name starts with a registry's host. Docker leaves `docker.io/` out; containerd's CRI never does.
    public static func hasHost(_ name: String) -> Bool {
        guard let slash = name.firstIndex(of: "/") else { return false }
        let first = name[..<slash]
        return first.contains(".") || first.contains(":") || first == "localhost"
            || first.contains { $0.isUppercase }
    }

    /// The repository, and `:tag` or `@digest` (empty where there is neither). The tag is after the last `:` that
    /// follows the last `/`.
    public static func split(_ name: String) -> (repository: String, suffix: String) {
        if let at = name.firstIndex(of: "@") { return (String(name[..<at]), String(name[at...])) }
        let start = name.lastIndex(of: "/") ?? name.startIndex
        guard let colon = name[start...].lastIndex(of: ":") else { return (name, "") }
        return (String(name[..<colon]), String(name[colon...]))
    }
}
