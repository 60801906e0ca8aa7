import NodeModel

/// The endpoint of `crictl images` as crictl resolves it without flags: environment, configuration file, none.
/// Source: cri-tools, cmd/crictl/main.go and crictl_config.go.
struct CrictlEndpoint: Sendable {
    /// nil where crictl would try its default list.
    var path: String?
    var sources: [Source]
    /// Set where crictl said that it fell back to its defaults.
    var usedDefaults: Source?

    init(_ snapshot: Snapshot) {
        let facts = snapshot.facts
        usedDefaults = facts.settings(.crictlDefaultEndpoints).first?.source
        let fromCommand = { (key: SettingKey) in
            facts.settings(key).first { $0.source.capture.kind != "file" && !$0.value.isEmpty }
        }
        // `crictl images` asks the image endpoint, and the runtime's where that is not set.
        let candidates = [
            facts.settings(.envImageEndpoint).first, fromCommand(.crictlImageEndpoint),
            Self.file(facts, .crictlImageEndpoint),
            facts.settings(.envRuntimeEndpoint).first, fromCommand(.crictlRuntimeEndpoint),
            Self.file(facts, .crictlRuntimeEndpoint),
        ].compactMap { $0 }.filter { !$0.value.isEmpty }
        path = candidates.first.map { Endpoint.path($0.value) }
        sources =
            candidates.first.map { first in
                candidates.filter { Endpoint.path($0.value) == Endpoint.path(first.value) }.map(\.source)
            } ?? []
    }

    /// The value in the file that crictl would read: the one that `CRI_CONFIG_FILE` names, else /etc/crictl.yaml, else
    /// the one that k3s writes for its own crictl.
    private static func file(_ facts: Facts, _ key: SettingKey) -> Setting? {
        let files = facts.settings(key).filter { $0.source.capture.isKind("file") && !$0.value.isEmpty }
        let named = facts.settings(.envCrictlConfig).first?.value
        return files.first { $0.source.capture.instance == named }
            ?? files.first { $0.source.capture.instance == "/etc/crictl.yaml" } ?? files.first
    }
}

/// A CRI endpoint that the kubelet's configuration or command line names: intent, unless the process says it.
struct KubeletEndpoint: Sendable {
    var path: String
    /// How it is named, for the reader: `k3s --docker`, `kubelet --container-runtime-endpoint`.
    var how: String
    /// Read from a running process rather than from a file.
    var isLive: Bool
    var sources: [Source]

    /// Every endpoint that is named, the strongest first: processes, then units, then configuration files.
    static func all(_ snapshot: Snapshot, processes: [RuntimeProcess]) -> [KubeletEndpoint] {
        let facts = snapshot.facts
        var found: [KubeletEndpoint] = []
        for process in processes where process.role == .kubelet || process.role == .k3s {
            found += named(in: process.arguments, isK3s: process.role == .k3s, isLive: true, source: process.source)
        }
        for unit in facts.units where isActive(unit.name, facts) {
            let isK3s = unit.name.hasPrefix("k3s") || unit.name.hasPrefix("rke2")
            if unit.name.hasPrefix("k0s"), let value = Flags.flag(["--cri-socket"], in: unit.execStart) {
                // `docker:unix:///run/cri-dockerd.sock` or `remote:unix:///…`: the kind, then the endpoint.
                let endpoint = value.split(separator: ":", maxSplits: 1).last.map(String.init) ?? value
                found.append(
                    KubeletEndpoint(
                        path: Endpoint.path(endpoint), how: "k0s --cri-socket", isLive: false, sources: [unit.source]))
            }
            guard isK3s || unit.name.hasPrefix("kubelet") else { continue }
            found += named(in: unit.execStart, isK3s: isK3s, isLive: false, source: unit.source)
        }
        for setting in facts.settings(.kubeletRuntimeEndpoint) + facts.settings(.k3sRuntimeEndpoint)
        where !setting.value.isEmpty {
            found.append(
                KubeletEndpoint(
                    path: Endpoint.path(setting.value), how: "container-runtime-endpoint", isLive: false,
                    sources: [setting.source]))
        }
        if let docker = facts.settings(.k3sDocker).last, docker.value == "true" {
            found.append(
                KubeletEndpoint(
                    path: "/run/k3s/cri-dockerd/cri-dockerd.sock", how: "docker: true in the k3s configuration",
                    isLive: false, sources: [docker.source]))
        }
        // A k3s or RKE2 that names nothing starts its own containerd.
        if found.isEmpty {
            let unit = facts.units.first {
                ($0.name.hasPrefix("k3s") || $0.name.hasPrefix("rke2")) && isActive($0.name, facts)
            }
            let process = processes.first { $0.role == .k3s || $0.role == .rke2 }
            let sources = [unit?.source, process?.source].compactMap { $0 }
            if !sources.isEmpty { found.append(builtIn(sources)) }
        }
        // A cri-dockerd that runs serves a kubelet only where nothing leads it elsewhere.
        if found.isEmpty {
            for process in processes where process.role == .criDockerd {
                let path = process.flag("--container-runtime-endpoint").flatMap { $0 == "fd://" ? nil : $0 }
                found.append(
                    KubeletEndpoint(
                        path: Endpoint.path(path ?? "/run/cri-dockerd.sock"), how: "cri-dockerd", isLive: true,
                        sources: [process.source]))
            }
        }
        if found.allSatisfy({ $0.how == "cri-dockerd" }),
            let unit = facts.units.first(where: { $0.name == "cri-docker.service" && isActive($0.name, facts) })
        {
            let path = Flags.flag(["--container-runtime-endpoint"], in: unit.execStart)
            found.append(
                KubeletEndpoint(
                    path: Endpoint.path(path.flatMap { $0 == "fd://" ? nil : $0 } ?? "/run/cri-dockerd.sock"),
                    how: "cri-docker.service", isLive: false, sources: [unit.source]))
        }
        return found
    }

    private static func builtIn(_ sources: [Source]) -> KubeletEndpoint {
        KubeletEndpoint(
            path: "/run/k3s/containerd/containerd.sock", how: "k3s or RKE2 with its own containerd", isLive: false,
            sources: sources)
    }

    private static func named(in arguments: [String], isK3s: Bool, isLive: Bool, source: Source) -> [KubeletEndpoint] {
        // With k3s --docker the runtime endpoint is Docker's socket, not a CRI socket.
        if isK3s, Flags.isSet("--docker", in: arguments) {
            return [
                KubeletEndpoint(
                    path: "/run/k3s/cri-dockerd/cri-dockerd.sock", how: "k3s --docker", isLive: isLive,
                    sources: [source])
            ]
        }
        guard let value = Flags.flag(["--container-runtime-endpoint"], in: arguments) else { return [] }
        return [
            KubeletEndpoint(
                path: Endpoint.path(value), how: "--container-runtime-endpoint", isLive: isLive, sources: [source])
        ]
    }

    static func isActive(_ unit: String, _ facts: Facts) -> Bool {
        guard let state = facts.unitStates.first(where: { $0.name == unit }) else { return true }
        return state.active == "active" || state.active == "activating" || state.active == "reloading"
    }
}
