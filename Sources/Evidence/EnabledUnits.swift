import NodeModel

extension Picture {
    /// The unit that is stopped now, that systemd would start again, and whose store lies at that path: a node under
    /// repair has no left-overs. Nil where no unit would use it.
    func enabledOwner(of path: String) -> String? {
        facts.unitStates.first { state in
            guard state.file.hasPrefix("enabled"), state.load == "loaded", state.active != "active",
                let root = rootOfStopped(state.name)
            else { return false }
            return places.isInside(root, path) || places.isInside(path, root)
        }?.name
    }

    /// Where a unit would keep images; nil where it is no runtime, or led to another one's.
    private func rootOfStopped(_ unit: String) -> String? {
        switch unit {
        case "docker.service": return docker.root ?? "/var/lib/docker"
        case "containerd.service": return root(ofContainerdAt: "/run/containerd/containerd.sock")?.path
        default: break
        }
        guard unit.hasPrefix("k3s") || unit.hasPrefix("rke2") else { return nil }
        let arguments = facts.units.first { $0.name == unit }?.execStart ?? []
        let isLedElsewhere =
            Flags.isSet("--docker", in: arguments)
            || Flags.flag(["--container-runtime-endpoint"], in: arguments) != nil
            || facts.settings(.k3sDocker).last?.value == "true"
            || facts.settings(.k3sRuntimeEndpoint).contains { !$0.value.isEmpty }
        return isLedElsewhere ? nil : root(ofContainerdAt: "/run/k3s/containerd/containerd.sock")?.path
    }
}
