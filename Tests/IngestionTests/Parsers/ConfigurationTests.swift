import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("configuration files")
struct ConfigurationTests {
    private func settings(_ parser: CaptureParser, _ text: String) -> [String] {
        NodeOutput.read(parser, text).facts.settings.map { "\($0.source.line) \($0.key.rawValue)=\($0.value)" }
    }

    @Test("crictl.yaml names its endpoints, quoted or not; an empty value is none")
    func crictl() {
        #expect(
            settings(.crictlConfig, "runtime-endpoint: \"unix:///run/a.sock\"\nimage-endpoint: unix:///b\ntimeout: 2\n")
                == ["1 crictl.runtime-endpoint=unix:///run/a.sock", "2 crictl.image-endpoint=unix:///b"])
        #expect(settings(.crictlConfig, "runtime-endpoint: \"\"\nimage-endpoint:\n").isEmpty)
        guard let text = NodeOutput.realCase("54-k3s11152-crictl-yaml") else { return }
        #expect(settings(.crictlConfig, NodeOutput.part(text, from: "runtime-endpoint")).count == 2)
    }

    @Test("k3s's configuration keeps every value of the keys that matter, with its line")
    func k3s() {
        let text = """
            token: secret
            docker: true
            "container-runtime-endpoint": unix:///run/containerd/containerd.sock
            data-dir: /data/k3s
            docker+: false
            image-service-endpoint: unix:///x
            kubelet-arg:
              - docker=true
            """
        #expect(
            settings(.k3sConfig, text) == [
                "2 k3s.docker=true", "3 k3s.container-runtime-endpoint=unix:///run/containerd/containerd.sock",
                "4 k3s.data-dir=/data/k3s", "5 k3s.docker=false", "6 k3s.image-service-endpoint=unix:///x",
            ])
    }

    @Test("a fault in a file is an issue, what came before it is kept")
    func faults() {
        let facts = NodeOutput.read(.k3sConfig, "docker: true\nx: [1\ny: }\n")
        #expect(facts.facts.settings.count == 1)
        #expect(facts.issues.count == 1)
        let toml = NodeOutput.read(.containerdConfig, "root = '/a'\nnonsense\n")
        #expect(toml.facts.settings.count == 1)
        #expect(toml.issues.map(\.line) == [2])
        #expect(NodeOutput.read(.dockerDaemonConfig, "{\"data-root\":\"/a\",").facts.settings.count == 1)
        #expect(NodeOutput.read(.dockerDaemonConfig, "{\"data-root\":\"/a\",").issues.count == 1)
    }

    @Test(
        "the kubelet's flags are read from environment files",
        arguments: [
            (
                "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=unix:///a --pod-infra-container-image=p\"",
                ["1 kubelet.container-runtime-endpoint=unix:///a"]
            ),
            (
                "KUBELET_KUBEADM_ARGS=--container-runtime=remote --container-runtime-endpoint=/run/a.sock",
                ["1 kubelet.container-runtime=remote", "1 kubelet.container-runtime-endpoint=/run/a.sock"]
            ),
            (
                "# c\nexport KUBELET_EXTRA_ARGS='--image-service-endpoint unix:///b --v=2'",
                ["2 kubelet.image-service-endpoint=unix:///b"]
            ),
            (
                "KUBELET_EXTRA_ARGS=\"--v=2 \\\n --container-runtime-endpoint=unix:///c\"",
                ["1 kubelet.container-runtime-endpoint=unix:///c"]
            ),
            ("KUBELET_EXTRA_ARGS=", []),
            (
                "INSTALL_K3S_EXEC=\"agent --docker\"\nK3S_URL=https://x\nDOCKER_OPTS=--data-root=/x\nDOCKER_HOST=tcp://y",
                []
            ),
        ])
    func kubeletFlags(_ text: String, _ expected: [String]) {
        #expect(settings(.environmentFiles, text) == expected)
        #expect(NodeOutput.read(.environmentFiles, text).issues.isEmpty)
    }

    @Test("a line that assigns nothing is an issue")
    func noAssignment() {
        #expect(NodeOutput.read(.environmentFiles, "\nif true; then\n").issues.map(\.line) == [2])
    }

    @Test("KubeletConfiguration names its endpoints")
    func kubelet() {
        let text = "kind: KubeletConfiguration\ncontainerRuntimeEndpoint: unix:///a\nimageServiceEndpoint: \"\"\n"
        #expect(settings(.kubeletConfig, text) == ["2 kubelet.container-runtime-endpoint=unix:///a"])
    }

    @Test("daemon.json gives root, driver and kind of store, with the members as proof")
    func daemon() {
        let text =
            "{\n  \"graph\": \"/old\",\n  \"data-root\": \"/new\",\n  \"storage-driver\":\"overlay2\",\n"
            + "  \"features\": {\"buildkit\": true, \"containerd-snapshotter\": false},\n  \"x\": \"secret\"\n}\n"
        let facts = NodeOutput.read(.dockerDaemonConfig, text)
        #expect(
            settings(.dockerDaemonConfig, text) == [
                "2 daemon.data-root=/old", "3 daemon.data-root=/new", "4 daemon.storage-driver=overlay2",
                "5 daemon.containerd-snapshotter=false",
            ])
        #expect(facts.facts.settings[3].source.quote == "\"containerd-snapshotter\": false")
        #expect(facts.issues.isEmpty)
    }

    @Test(
        "containerd's configuration is read in every version of its format",
        arguments: ["io.containerd.grpc.v1.cri\".containerd", "io.containerd.cri.v1.images\"", "cri\".containerd"])
    func containerd(_ table: String) {
        let text = """
            root = '/data'
            state = "/run/x"
            disabled_plugins = ["cri", "b"]
            [grpc]
              address = "/run/x.sock"
            [ttrpc]
              address = "/run/no"
            [plugins."\(table)]
              discard_unpacked_layers = true
            """
        #expect(
            settings(.containerdConfig, text) == [
                "1 containerd.root=/data", "2 containerd.state=/run/x", "3 containerd.disabled-plugins=cri",
                "3 containerd.disabled-plugins=b", "5 containerd.address=/run/x.sock",
                "9 containerd.discard-unpacked-layers=true",
            ])
    }

    @Test("a pasted config.toml names its moved root")
    func pastedContainerd() {
        guard let text = NodeOutput.realCase("55-containerd5550-moved-root") else { return }
        #expect(settings(.containerdConfig, text).contains { $0.hasSuffix("containerd.root=/data/containerd") })
    }

    @Test("storage.conf names the graph root, os-release the system")
    func others() {
        #expect(
            settings(.containersStorage, "[storage]\ndriver = \"overlay\"\ngraphroot = \"/data\"\n")
                == ["3 containers.graphroot=/data"])
        #expect(
            settings(.osRelease, "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n")
                == ["2 node.system=Debian GNU/Linux 13 (trixie)"])
        #expect(settings(.osRelease, "ID=alpine\n") == ["1 node.system=alpine"])
    }

    @Test("every recorded file is read without an issue", arguments: Recordings.scenarios)
    func recorded(_ scenario: String) throws {
        guard let folder = Recordings.folder else { return }
        let files: [(String, CaptureParser, String)] = [
            ("etc/crictl.yaml", .crictlConfig, "crictl.runtime-endpoint=unix:///"),
            ("etc/containerd/config.toml", .containerdConfig, ""),
            (
                "var/lib/rancher/k3s/agent/etc/containerd/config.toml", .containerdConfig,
                "containerd.root=/var/lib/rancher"
            ),
            (
                "var/lib/kubelet/kubeadm-flags.env", .environmentFiles,
                "kubelet.container-runtime-endpoint=unix:///var/run"
            ),
            ("etc/systemd/system/k3s-agent.service.env", .environmentFiles, ""),
            ("etc/docker/daemon.json", .dockerDaemonConfig, "daemon.containerd-snapshotter=true"),
            ("etc/os-release", .osRelease, "node.system=Debian GNU/Linux"),
        ]
        for (path, parser, expected) in files {
            let file = folder.appendingPathComponent("\(scenario)/files/\(path)")
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
            #expect(NodeOutput.read(parser, text).issues.isEmpty)
            #expect(expected.isEmpty || settings(parser, text).contains { $0.contains(expected) }, "\(path)")
        }
    }
}
