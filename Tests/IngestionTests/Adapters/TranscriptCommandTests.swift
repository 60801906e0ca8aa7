import Testing

@testable import Ingestion

@Suite("Pasted commands")
struct TranscriptCommandTests {
    struct Line: CustomTestStringConvertible {
        let text: String
        let capture: String
        var partial: Bool
        var testDescription: String { text }

        init(_ text: String, _ capture: String, partial: Bool = false) {
            (self.text, self.capture, self.partial) = (text, capture, partial)
        }
    }

    static let reading = [
        Line("docker images", "docker-images"),
        Line("sudo docker image ls -a --no-trunc", "docker-images"),
        Line("sudo -E -u root docker images", "docker-images"),
        Line("/usr/bin/docker images 2>&1", "docker-images"),
        Line("docker images 2>&1 | sort", "docker-images"),
        Line("docker images | grep app", "docker-images", partial: true),
        Line("docker images | head -5", "docker-images", partial: true),
        Line("docker images example/app", "docker-images", partial: true),
        Line("docker images --filter dangling=true", "docker-images", partial: true),
        Line("docker images --format '{{json .}}'", "docker-images"),
        Line("podman images", "docker-images"),
        Line("docker system df -v", "docker-images", partial: true),
        Line("docker info", "docker-info"),
        Line("docker --version", "docker-version"),
        Line("docker ps -a", "docker-containers"),
        Line("docker ps", "docker-containers", partial: true),
        Line("docker context ls", "docker-contexts"),
        Line("crictl images", "crictl-images"),
        Line("./crictl img -o json", "crictl-images"),
        Line("sudo k3s crictl images | grep -v pause", "crictl-images", partial: true),
        Line("/usr/local/bin/k3s crictl version", "crictl-version"),
        Line("crictl -r unix:///run/k3s/containerd/containerd.sock images", "cri-images.k3s-containerd"),
        Line("crictl --runtime-endpoint=unix:///var/run/cri-dockerd.sock version", "cri-version.cri-dockerd"),
        Line("CONTAINER_RUNTIME_ENDPOINT=/run/crio/crio.sock crictl images", "cri-images.crio"),
        Line("crictl config --get runtime-endpoint", "crictl-runtime-endpoint"),
        Line("crictl imagefsinfo -o json", "crictl-imagefsinfo"),
        Line("crictl ps -a", "cri-containers.crictl"), Line("crictl ps", "cri-containers.crictl", partial: true),
        Line("crictl info", "cri-info.crictl"),
        Line("k3s ctr images ls", "ctr-images.k3s-containerd.k8s.io"),
        Line("ctr -n k8s.io i ls", "ctr-images.containerd.k8s.io"),
        Line(
            "ctr --address /run/k3s/containerd/containerd.sock -n k8s.io images ls", "ctr-images.k3s-containerd.k8s.io"),
        Line(
            "/snap/bin/microk8s.ctr image ls | awk '{print $1}'", "ctr-images.microk8s-containerd.k8s.io", partial: true
        ),
        Line("microk8s ctr images ls", "ctr-images.microk8s-containerd.k8s.io"),
        Line("ctr ns ls", "ctr-namespaces.containerd"),
        Line("ps aux | grep -i containerd", "ps", partial: true),
        Line("ps -ef", "ps"),
        Line("systemctl cat k3s-agent | cat", "systemctl-cat"),
        Line("systemctl status k3s", "ps", partial: true),
        Line("cat /etc/systemd/system/k3s.service", "systemctl-cat"),
        Line("sudo cat /etc/crictl.yaml", "file:/etc/crictl.yaml"),
        Line("du -sh /var/lib/docker | sort -hr", "du"),
        Line("df -h", "df"),
        Line("ls -al /var/lib/docker", "roots"),
        Line("ls -l /run/k3s/containerd/containerd.sock", "sockets"),
        Line("sh -c 'docker images | grep x'", "docker-images", partial: true),
        Line("cd /var/lib && du -sh *", "du"),
        Line("time sudo timeout 20 crictl images", "crictl-images"),
        Line("minikube ssh -- docker images", "docker-images"),
        Line("ssh root@node2 'crictl images'", "crictl-images"),
        Line("docker exec -it node2 crictl images", "crictl-images"),
        Line("mount", "mounts"),
    ]

    private func meanings(_ text: String) -> [(PastedCommand, CommandMeaning)] {
        PastedCommand.all(in: ShellLine(text)).map { ($0, CommandMeaning($0)) }
    }

    @Test("a command is known by whatever it is wrapped in", arguments: reading)
    func reads(_ line: Line) throws {
        let targets = meanings(line.text).compactMap { _, meaning in
            if case .reads(let target) = meaning { target } else { nil }
        }
        let target = try #require(targets.first)
        #expect(targets.count == 1)
        #expect(target.id.name == line.capture)
        #expect((target.partial != nil) == line.partial)
    }

    @Test(
        "what leaves no list leaves no capture",
        arguments: [
            "docker images | wc -l", "docker images | awk '{print $1}'", "docker images > images.txt",
            "crictl images -q | xargs -n1 echo", "docker images | grep -c app", "docker system df",
            "echo docker images",
            "grep docker images.txt",
        ])
    func reaches(_ text: String) {
        for (_, meaning) in meanings(text) {
            if case .reads(let target) = meaning { Issue.record("\(text) reads \(target.id)") }
        }
    }

    @Test("a command in another place is told from one here")
    func places() {
        #expect(meanings("docker exec -it k3d-a-server-0 crictl images").map(\.0.place) == ["k3d-a-server-0"])
        #expect(meanings("ssh -p 22 root@node2 docker images").map(\.0.place) == ["node2"])
        #expect(meanings("minikube ssh docker images").map(\.0.place) == ["minikube"])
        #expect(meanings("kubectl exec -it pod-1 -- crictl images").map(\.0.place) == ["pod-1"])
        #expect(meanings("sudo chroot /host crictl images").map(\.0.place) == [nil])
        #expect(meanings("nsenter -t 1 -m -u -i -n crictl images").map(\.0.place) == [nil])
        #expect(meanings("ssh node2").map(\.1) == [.enters(place: "node2")])
        #expect(meanings("docker exec -it x bash").map(\.1) == [.enters(place: "x")])
        #expect(meanings("docker run -d nginx").map(\.1) == [.nothing])
    }

    @Test("what changes images or runtimes is told")
    func changes() {
        #expect(meanings("docker rmi -f 9ca93f9d4556").map(\.1) == [.removes(view: "docker", images: ["9ca93f9d4556"])])
        #expect(meanings("k3s crictl rmi x:1").map(\.1) == [.removes(view: "crictl", images: ["x:1"])])
        #expect(
            meanings("crictl -r /run/crio/crio.sock rmi x").map(\.1) == [.removes(view: "crio", images: ["x"])])
        #expect(meanings("crictl rmi --prune").map(\.1) == [.changesImages])
        #expect(meanings("docker pull nginx").map(\.1) == [.changesImages])
        #expect(meanings("systemctl restart k3s").map(\.1) == [.switchesRuntime])
        #expect(meanings("systemctl restart nginx").map(\.1) == [.nothing])
    }

    @Test("quotes, pipes, redirections and comments are taken as a shell takes them")
    func shell() {
        let line = ShellLine(#"a 'b c' "d \"e" f\ g $(h i) | j 2>&1 >/dev/null # k"#)
        #expect(line.pipelines.count == 1)
        #expect(line.pipelines[0].map(\.words) == [["a", "b c", #"d "e"#, "f g", "$(h i)"], ["j"]])
        #expect(line.pipelines[0].map(\.hidesOutput) == [false, true])
        #expect(ShellLine("a && b; c || d").pipelines.map { $0[0].words } == [["a"], ["b"], ["c"], ["d"]])
        #expect(ShellLine("a 'b").isOpen && ShellLine("a \\").isOpen && ShellLine("a |").isOpen)
        #expect(!ShellLine("a b").isOpen)
        #expect(ShellLine("a 2>/dev/null").pipelines[0][0].hidesErrors)
    }
}
