import NodeModel

/// Every view of a snapshot resolved as far as the evidence goes: what rules look at.
struct Picture: Sendable {
    let snapshot: Snapshot
    let places: Places
    let processes: [RuntimeProcess]
    let kubelet: [KubeletEndpoint]
    let crictl: CrictlEndpoint
    let docker: DockerPicture
    let endpoints: [CRIPicture]
    /// The endpoint that the question is about.
    let cri: CRIPicture?
    /// What was removed since the snapshot before; nil where none is known.
    private(set) var deletions: DeletionsSeen?

    var facts: Facts { snapshot.facts }

    init(_ snapshot: Snapshot, after previous: Snapshot? = nil) {
        self.snapshot = snapshot
        places = Places(snapshot.facts.directories)
        processes = RuntimeProcess.all(snapshot.facts)
        kubelet = KubeletEndpoint.all(snapshot, processes: processes)
        crictl = CrictlEndpoint(snapshot)
        docker = DockerPicture(snapshot, processes: processes)
        endpoints = CRIPicture.all(snapshot, processes: processes, kubelet: kubelet)
        cri = CRIPicture.primary(endpoints)
        deletions = nil
        deletions = previous.map { DeletionsSeen(in: self, after: Picture($0)) }
    }

    /// The same with what was removed since an earlier snapshot.
    func after(_ previous: Picture) -> Picture {
        var picture = self
        picture.deletions = DeletionsSeen(in: self, after: previous)
        return picture
    }

    /// Whether `ps` was taken whole, so that what it does not show is not there.
    var processesAreKnown: Bool {
        snapshot.capture("ps")?.outcome == .ok && (!facts.processes.isEmpty || snapshot.collector.processTotal != nil)
    }

    /// Why a capture is not there, and the command that would bring it.
    func missing(_ capture: String) -> Missing {
        let kind = CaptureID(capture).kind
        // Where nobody pinned crictl to a socket, the call without one tells what became of it.
        let unpinned = kind.hasPrefix("cri-") ? CaptureID("crictl-" + kind.dropFirst(4)) : CaptureID(capture)
        let named =
            snapshot.capture(CaptureID(capture)) ?? snapshot.captures(kind: kind).first ?? snapshot.capture(unpinned)
        let why: String
        switch named?.outcome {
        case nil: why = "not captured"
        case .ok?, .empty?: why = "captured, but does not tell"
        case let outcome?:
            let message = named?.message.split(separator: "\n").first.map { ": \($0)" } ?? ""
            why = outcome.rawValue + message
        }
        return Missing(
            capture: named?.id.name ?? capture, why: Text.excerpt(why, limit: 160),
            settleWith: settle(capture))
    }

    private func settle(_ capture: String) -> String {
        // The directory in question is Docker's, wherever it is.
        let place = capture == "du" && docker.root?.hasPrefix("/") == true ? "du." + (docker.root ?? "") : capture
        let command = SettleCommand.forCapture(place, endpoint: cri?.path ?? "")
        return docker.isPodman && command.hasPrefix("docker ") ? "podman" + command.dropFirst(6) : command
    }
}

/// The command, to be run on the node, that brings what a capture would have held.
enum SettleCommand {
    static func forCapture(_ capture: String, endpoint: String) -> String {
        let id = CaptureID(capture)
        let url = Plan.quoted("unix://" + endpoint)
        let pin = endpoint.isEmpty ? "" : "-r \(url) -i \(url) "
        let socket = endpoint.isEmpty ? "SOCKET" : Plan.quoted(endpoint)
        switch id.kind {
        case "docker-images": return "docker images -a --no-trunc --digests"
        case "docker-info": return "docker info --format '{{json .}}'"
        case "docker-image-inspect":
            return "docker image inspect --format '{{.Id}} {{.RootFS.Layers}}' $(docker images -q --no-trunc)"
        case "docker-containers": return "docker ps -a --no-trunc"
        case "crictl-images", "cri-images": return "crictl \(pin)images -o json"
        case "crictl-version", "cri-version": return "crictl \(pin)version"
        case "crictl-imagefsinfo", "cri-imagefsinfo": return "crictl \(pin)imagefsinfo -o json"
        case "cri-containers": return "crictl \(pin)ps -a"
        case "cri-image-inspect": return "crictl \(pin)inspecti IMAGE"
        case "crictl-runtime-endpoint", "crictl-image-endpoint": return "cat /etc/crictl.yaml"
        case "ctr-content": return "ctr -a \(socket) -n k8s.io content ls"
        case "ctr-snapshots":
            return "ctr -a \(socket) -n k8s.io snapshots usage"
        case "ctr-images": return "ctr -a \(socket) -n k8s.io images ls"
        case "systemctl-cat", "systemctl-show":
            return "systemctl cat k3s k3s-agent rke2-server rke2-agent kubelet docker containerd cri-docker crio"
        case "ps": return "ps -ww -eo pid,ppid,user,etimes,args"
        case "listeners": return "ss -xlpn"
        case "sockets": return "ls -l /run/k3s/*/*.sock /run/containerd/*.sock /run/cri-dockerd.sock /run/crio/*.sock"
        case "du", "roots":
            let path = id.instance.hasPrefix("/") ? id.instance : "/var/lib/docker"
            return "du -skx \(Plan.quoted(path))"
        case "blobs": return "ls -ln /var/lib/containerd/io.containerd.content.v1.content/blobs/sha256"
        case "docker-layerdb": return "ls /var/lib/docker/image/overlay2/layerdb/sha256"
        case "probe": return "sh collector.sh --probe"
        default: return "sh collector.sh"
        }
    }
}
