/// A socket that a command line talks to, in a form that can be compared.
public enum Endpoint {
    /// `unix:///var/run/x.sock`, `/var/run/x.sock` and `unix:/run/x.sock` all become `/run/x.sock`.
    public static func path(_ endpoint: String) -> String {
        var path = endpoint
        if path.utf8.starts(with: "unix:".utf8) {
            path = "/" + String(Substring(path.utf8.dropFirst(5).drop { $0 == UInt8(ascii: "/") }))
        }
        if path.utf8.starts(with: "/var/run/".utf8) { path = String(Substring(path.utf8.dropFirst(4))) }
        return path
    }

    /// Whether it leads to a socket of this machine.
    public static func isLocal(_ endpoint: String) -> Bool {
        endpoint.isEmpty || endpoint.hasPrefix("/") || endpoint.hasPrefix("unix:") || endpoint.hasPrefix("fd:")
    }
}

/// A CRI server's kind, as far as a socket's path tells.
public enum CRIServer: String, Sendable, CaseIterable {
    /// containerd's CRI plugin, of whoever runs it.
    case containerd
    /// cri-dockerd or the kubelet's dockershim: Docker's own store.
    case docker
    case crio

    /// The server that listens on a socket of that path by convention; nil where the path says nothing.
    /// Source: the products' defaults, gathered in the project's documentation under "Sockets".
    public init?(socketPath: String) {
        let path = Endpoint.path(socketPath)
        if path.hasSuffix("cri-dockerd.sock") || path.hasSuffix("cri-docker.sock")
            || path.hasSuffix("dockershim.sock")
        {
            self = .docker
        } else if path.hasSuffix("containerd.sock") {
            self = .containerd
        } else if path.hasSuffix("crio.sock") {
            self = .crio
        } else {
            return nil
        }
    }
}
