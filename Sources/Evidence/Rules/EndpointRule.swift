import NodeModel

extension Rule {
    static let endpoint = Rule(
        id: "endpoint",
        title: "The endpoint of crictl",
        reason: """
            crictl takes its endpoint from flags, the environment, its configuration file, and else tries a list \
            (cri-tools, cmd/crictl/main.go). The socket's owner decides whose images it lists. A file alone is intent: \
            crictl.yaml is often older than the runtime, so without an answer or a listener it only supports.
            """,
        needs: ["crictl-runtime-endpoint", "sockets", "docker-info"],
        byHand: true,
        examples: [
            Example("crictl.yaml names cri-dockerd, which answers", says: .same) {
                $0.set(
                    .crictlRuntimeEndpoint, "unix:///run/k3s/cri-dockerd/cri-dockerd.sock",
                    in: .file("/etc/crictl.yaml"))
                $0.image(ExampleNode.image, "x/app:1", in: "crictl-images")
            },
            Example("crictl.yaml names k3s's containerd, which answers; Docker on overlay2", says: .different) {
                $0.set(
                    .crictlRuntimeEndpoint, "unix:///run/k3s/containerd/containerd.sock",
                    in: .file("/etc/crictl.yaml"))
                $0.image(ExampleNode.image, "x/app:1", in: "crictl-images")
                $0.set(.dockerDriver, "overlay2", in: "docker-info")
            },
            Example("a stale crictl.yaml names dockershim, which does not answer", says: .same) {
                $0.set(.crictlRuntimeEndpoint, "unix:///var/run/dockershim.sock", in: .file("/etc/crictl.yaml"))
                $0.capture("crictl-images", .failed)
            },
            Example("crictl fell back to its default list", says: .unknown) {
                $0.set(.crictlDefaultEndpoints, "unix:///run/containerd/containerd.sock", in: "crictl-images")
            },
        ]
    ) { picture in
        guard let path = picture.crictl.path else {
            if let fallback = picture.crictl.usedDefaults {
                return .unknown([
                    Missing(
                        capture: "crictl-runtime-endpoint",
                        why: "not set, and crictl tried its defaults: \(fallback.quote)",
                        settleWith:
                            "cat /etc/crictl.yaml; ls -l /run/k3s/*/*.sock /run/containerd/*.sock /run/cri-dockerd.sock"
                    )
                ])
            }
            return .unknown([picture.missing("crictl-runtime-endpoint")])
        }
        let resolved = CRIPicture.resolved(path, picture.facts)
        let view = picture.endpoints.first { $0.path == resolved }
        guard let server = view?.server ?? CRIServer(socketPath: resolved) else {
            return .nothing("nobody is known to listen on \(resolved)", picture.crictl.sources)
        }
        guard let relation = picture.relation(to: server, at: resolved) else {
            return .unknown(picture.missingForRelation(to: server))
        }
        let alive = view?.answered ?? false
        let owner = server == .docker ? "cri-dockerd, Docker's own store" : server.rawValue
        return .says(
            Saying(relation), alive && picture.docker.isLocal ? .sufficient : .supporting,
            "crictl's endpoint is \(resolved): \(owner)\(alive ? "" : ", which did not answer")",
            picture.crictl.sources + (view?.serverSources ?? []))
    }
}
