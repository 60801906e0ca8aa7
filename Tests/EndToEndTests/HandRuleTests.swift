import Foundation
import TestSupport
import Testing

/// The rules that people use by hand and that are wrong on common set-ups: twinstore is not fooled by any.
@Suite("Rules of thumb", .enabled(if: Recordings.folder != nil, "../shared/recordings is missing"))
struct HandRuleTests {
    @Test("one containerd process, yet everything is stored twice")
    func oneContainerd() throws {
        let node = try EditedNode("kubeadm-shared-containerd.trixie")
        let daemons = try node.read("captures/ps").split(separator: "\n").filter { $0.contains("/usr/bin/containerd") }
        #expect(daemons.filter { !$0.contains("shim") && !$0.contains("dockerd") }.count == 1)
        #expect(try node.analyzed().verdict == "duplicated")
    }

    @Test("two directories are large, yet nothing is stored twice")
    func largeDirectories() throws {
        let node = try EditedNode(captures: [
            "docker-images": """
            REPOSITORY        TAG   IMAGE ID       CREATED       SIZE
            registry.io/a     1     c505bb498b0f   5 weeks ago   1.81GB
            """,
            "crictl-images": """
            IMAGE             TAG   IMAGE ID        SIZE
            registry.io/b     1     2000a9dccdcfd   901MB
            """,
            "ps": """
            PID    PPID USER     ELAPSED COMMAND
             72       1 root          17 /usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
            164       1 root          15 /usr/local/bin/k3s server
            170     164 root          15 containerd -c x -a /run/k3s/containerd/containerd.sock --root /var/lib/rancher/k3s/agent/containerd
            """,
            "du": "9000000\t/var/lib/docker\n8000000\t/var/lib/rancher/k3s/agent/containerd\n",
        ])
        #expect(try node.analyzed().verdict == "separate")
    }

    @Test("equal sizes on two stores do not make them one")
    func equalSizes() throws {
        let node = try EditedNode("two-live.trixie")
        for capture in ["cri-images.k3s-containerd", "crictl-images"] {
            try node.replace("\"53696858\"", with: "\"106882144\"", in: "captures/" + capture)
            try node.replace("\"45807291\"", with: "\"91153504\"", in: "captures/" + capture)
        }
        let answer = try node.analyzed()
        #expect(answer.says("sizes") == "same")
        #expect(answer.verdict == "duplicated")
    }

    @Test("no --docker in the unit, yet Docker is behind crictl through config.yaml")
    func flagInConfiguration() throws {
        let node = try EditedNode("k3s-docker.trixie")
        try node.replace("'--docker' \\", with: "'--debug' \\", in: "captures/systemctl-cat")
        try node.add(file: "/etc/rancher/k3s/config.yaml", "debug: true\ndocker: true\n")
        let answer = try node.analyzed()
        #expect(answer.says("configuration") == "same")
        #expect(answer.verdict == "same-store")
        #expect(answer.confidence == "certain")
    }

    @Test("--docker in the unit, but the running process is older")
    func unitIsNewer() throws {
        let node = try EditedNode("two-live.trixie")
        try node.replace("    agent \\", with: "    agent \\\n        '--docker' \\", in: "captures/systemctl-cat")
        let answer = try node.analyzed()
        #expect(answer.says("configuration") == "same")
        #expect(answer.verdict == "duplicated")
        #expect(answer.confidence == "contested")
        try shows(answer, decidedBy: "runtime-name", against: "configuration")
    }

    @Test("crictl.yaml is stale and names a socket that nobody answers")
    func staleConfiguration() throws {
        let node = try EditedNode("two-live.trixie")
        for path in ["files/etc/crictl.yaml", "captures/crictl-runtime-endpoint", "captures/crictl-image-endpoint"] {
            try node.replace("/run/k3s/containerd/containerd.sock", with: "/var/run/dockershim.sock", in: path)
        }
        try node.end(["crictl-images", "crictl-version", "crictl-imagefsinfo"], as: "failed")
        let answer = try node.analyzed()
        #expect(answer.says("endpoint") == "same")
        #expect(answer.verdict == "duplicated")
        #expect(answer.confidence == "contested")
        try shows(answer, decidedBy: "runtime-name", against: "endpoint")
        #expect(
            (answer["plan"] as? [Any])?.isEmpty == true, "nothing is proposed while the evidence contradicts itself")
    }

    @Test("crictl's own endpoint is dead, and the kubelet's still decides")
    func deadEndpoint() throws {
        let node = try EditedNode("k3s-docker.trixie")
        try node.end(["crictl-images", "crictl-version", "crictl-imagefsinfo"], as: "timeout")
        #expect(try node.analyzed().verdict == "same-store")
    }

    @Test("a k3s whose arguments and whose containerd's title ps cannot show")
    func hiddenArguments() throws {
        let node = try EditedNode("two-live.trixie")
        let rows = try node.read("captures/ps").components(separatedBy: "\n").map { row -> String in
            if let start = row.range(of: "containerd -c /var/lib/rancher") {
                return row[..<start.lowerBound] + "containerd "
            }
            return row
        }
        try node.write("captures/ps", rows.joined(separator: "\n"))
        try node.end(["proc-exe"], as: "denied")
        let answer = try node.analyzed()
        #expect(answer.says("processes") == "different")
        #expect(answer.verdict == "duplicated")
        #expect(answer.confidence == "certain")
    }

    @Test("Permission denied on a directory is not its absence")
    func denied() throws {
        let node = try EditedNode("k3s-docker.trixie")
        let root = "/var/lib/rancher/k3s/agent/containerd"
        let rows = try node.read("captures/roots").components(separatedBy: "\n").map { row in
            row.hasPrefix(root + "\tabsent") ? "\(root)\tdenied\t\t\t\t" : row
        }
        try #require(rows.contains { $0.hasPrefix(root + "\tdenied") })
        try node.write("captures/roots", rows.joined(separator: "\n"))
        let answer = try node.analyzed()
        #expect(answer.verdict == "unknown")
        let commands = (answer["missing"] as? [[String: Any]] ?? []).compactMap { $0["settleWith"] as? String }
        #expect(commands.contains("sudo du -skx \(root)"))
    }

    private func shows(_ answer: [String: Any], decidedBy winner: String, against loser: String) throws {
        let contradiction = try #require((answer["contradictions"] as? [[String: Any]])?.first)
        #expect((contradiction["decidedBy"] as? [String])?.contains(winner) == true)
        #expect((contradiction["against"] as? [String])?.contains(loser) == true)
        #expect((contradiction["sources"] as? [Any])?.isEmpty == false)
        #expect((contradiction["settleWith"] as? String)?.isEmpty == false)
    }
}
