import NodeModel
import Testing

@testable import Ingestion

@Suite("Pasted lists of other tools")
struct TranscriptRuntimeTests {
    static let nerdctl = """
        REPOSITORY    TAG    IMAGE ID        CREATED         PLATFORM       SIZE       BLOB SIZE
        x/app         1      d10b936790ba    2 weeks ago     linux/amd64    107.0 MB   53.7 MB
        nginx         1.27   2000a9dccdcf    5 weeks ago     linux/amd64    190.0 MB   70.1 MB

        """

    @Test(
        "nerdctl's list is that of a namespace, as ctr's is",
        arguments: [
            ("nerdctl images", "containerd", "default"), ("nerdctl -n k8s.io images", "containerd", "k8s.io"),
            ("nerdctl --namespace=k8s.io image ls", "containerd", "k8s.io"),
            ("nerdctl -a /run/k3s/containerd/containerd.sock -n k8s.io images", "k3s-containerd", "k8s.io"),
        ])
    func nerdctl(_ command: String, socket: String, namespace: String) throws {
        let snapshot = try pasted("root@n1:~# \(command)\n\(Self.nerdctl)root@n1:~# \n")
        #expect(snapshot.captures.map(\.id) == [CaptureID("ctr-images.\(socket).\(namespace)")])
        #expect(snapshot.captures.map(\.outcome) == [.ok])
        let records = snapshot.facts.imageRecords
        #expect(records.map(\.reference) == ["x/app:1", "nginx:1.27"])
        #expect(records.map(\.namespace) == [namespace, namespace])
        #expect(records.map(\.line) == [3, 4])
        #expect(records.first?.target.short == "d10b936790ba")
        #expect(snapshot.issues == [])
    }

    @Test("nerdctl without root has a containerd of its own")
    func rootless() throws {
        let snapshot = try pasted("user@n1:~$ nerdctl -n k8s.io images\n\(Self.nerdctl)")
        #expect(snapshot.facts.imageRecords == [])
        #expect(snapshot.issues.contains { $0.message.contains("nerdctl without root") })
    }

    static func nodes(_ runtimes: String...) -> String {
        let header = "NAME   STATUS   ROLES   AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE   KERNEL-VERSION   "
        let rows = runtimes.enumerated().map { index, runtime in
            "n\(index + 1)   Ready   control-plane   5d   v1.33.1+k3s1   10.0.0.\(index + 1)   <none>   "
                + "Debian GNU/Linux 13   6.12.1   \(runtime)"
        }
        return ([header + "CONTAINER-RUNTIME"] + rows).joined(separator: "\n") + "\n"
    }

    @Test(
        "kubectl's wide list of nodes tells the runtime that every node has",
        arguments: [
            (["docker://28.5.2"], "docker"), (["containerd://2.1.5-k3s1"], "containerd"), (["cri-o://1.33.0"], "cri-o"),
            (["docker://20.10.7", "docker://28.5.2"], "docker"),
        ])
    func nodes(_ runtimes: [String], name: String) throws {
        let rows = runtimes.map { Self.nodes($0).split(separator: "\n").last ?? "" }.joined(separator: "\n")
        let head = Self.nodes().split(separator: "\n").first ?? ""
        for command in ["kubectl get nodes -o wide", "k3s kubectl get node -owide"] {
            let snapshot = try pasted("root@n1:~# \(command)\n\(head)\n\(rows)\n")
            #expect(snapshot.facts.settings(.kubeletRuntime).map(\.value) == [name], "\(command)")
            #expect(snapshot.facts.settings(.kubeletRuntime).first?.source.line == 3)
            #expect(snapshot.facts.settings(.criRuntimeName) == [])
        }
    }

    @Test("nodes with different runtimes tell nothing of this one")
    func mixedNodes() throws {
        let snapshot = try pasted(
            "root@n1:~# kubectl get nodes -o wide\n\(Self.nodes("docker://28.5.2", "containerd://2.1.5"))")
        #expect(snapshot.facts.settings(.kubeletRuntime) == [])
        #expect(snapshot.issues.contains { $0.message.contains("several runtimes") && $0.line == 4 })
    }

    static let yaml = """
        images:
        - id: sha256:c505bb498b0f1443dcc59bc2fae8d75aaa93d87554c1b8bda0d0ab4fe55717b1
          pinned: false
          repoDigests:
          - docker.io/x/app@sha256:d10b936790bab5ce3641d43add1c1fd63433fa710053e2e3c2f5e7093205f454
          repoTags:
          - docker.io/x/app:1
          - docker.io/x/app:latest
          size: "29683712"
          spec: null
          uid: null
          username: ""
        - id: sha256:2000a9dccdcfde0d4aec5231821fa0af5b92072594ac054f66991bceef89d9a1
          pinned: true
          repoDigests: []
          repoTags:
          - registry.k8s.io/pause:3.10
          size: "320368"

        """

    @Test("crictl's YAML is its JSON in other letters")
    func crictlYAML() throws {
        let snapshot = try pasted("root@n1:~# crictl images -o yaml\n\(Self.yaml)")
        #expect(snapshot.capture("crictl-images")?.outcome == .ok)
        let images = snapshot.facts.images
        #expect(
            images.map(\.names) == [["docker.io/x/app:1", "docker.io/x/app:latest"], ["registry.k8s.io/pause:3.10"]])
        #expect(images.map { $0.size?.middle } == [29_683_712, 320_368])
        #expect(images.map(\.pinned) == [false, true])
        #expect(images.first?.repoDigests.count == 1)
        #expect(images.map(\.source.line) == [3, 14])
        #expect(snapshot.issues == [])
    }
}
