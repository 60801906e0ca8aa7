import NodeModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("sockets and their owners")
struct SocketsTests {
    private func listeners(_ text: String) -> [String] {
        NodeOutput.read(.listeners, text).facts.listeners.map { "\($0.path) \($0.pid) \($0.process)" }
    }

    @Test("ss gives one listener a process")
    func ss() {
        let text = """
            Netid State  Recv-Q Send-Q      Local Address:Port   Peer Address:PortProcess
            u_str LISTEN 0      4096     /run/docker.sock 478583            * 0    users:(("dockerd",pid=72,fd=4),("systemd",pid=1,fd=69))
            u_dgr UNCONN 0      0        /run/systemd/journal/dev-log 478379 * 0   users:(("systemd",pid=1,fd=5))
            u_str LISTEN 0      4096     @abstract 5            * 0    users:(("dockerd",pid=72,fd=5))
            u_str LISTEN 0      4096     /run/a b.sock 6            * 0    users:(("a",pid=7,fd=5),("a",pid=7,fd=6))
            u_str LISTEN 0      4096     /run/containerd/containerd.sock 7            * 0
            """
        #expect(
            listeners(text) == [
                "/run/docker.sock 72 dockerd", "/run/docker.sock 1 systemd", "/run/a b.sock 7 a",
                "/run/containerd/containerd.sock 0 ",
            ])
        #expect(NodeOutput.read(.listeners, text).issues.isEmpty)
    }

    @Test("the sockets of shims are no runtime's")
    func shims() {
        let text = """
            u_str LISTEN 0 4096 /run/containerd/s/aa21e0e5 478 * 0 users:(("containerd-shim",pid=815,fd=9))
            u_str LISTEN 0 4096 /run/containerd/containerd.sock 479 * 0 users:(("containerd",pid=72,fd=8))
            """
        #expect(listeners(text) == ["/run/containerd/containerd.sock 72 containerd"])
        #expect(NodeOutput.read(.listeners, text).issues.isEmpty)
    }

    @Test("without the first column, and from netstat, it is the same")
    func others() {
        #expect(
            listeners("LISTEN 0 4096 /run/docker.sock 4 * 0 users:((\"dockerd\",pid=72,fd=4))\n")
                == ["/run/docker.sock 72 dockerd"])
        #expect(
            listeners("unix  2      [ ACC ]     STREAM     LISTENING     23456    1234/dockerd    /run/docker.sock\n")
                == ["/run/docker.sock 1234 dockerd"])
    }

    @Test("the kernel's table names only those that listen, without process")
    func kernel() {
        let text = """
            Num       RefCount Protocol Flags    Type St Inode Path
            0000000038b765ef: 00000002 00000000 00010000 0001 01 478366 /run/docker.sock
            0000000038b765ef: 00000003 00000000 00000000 0001 03 478366 /run/docker.sock
            0000000038b765ef: 00000003 00000000 00000000 0001 03 478366
            """
        #expect(listeners(text) == ["/run/docker.sock 0 "])
        #expect(NodeOutput.read(.listeners, text).issues.isEmpty)
    }

    @Test("what is no socket is an issue")
    func foreign() { #expect(NodeOutput.read(.listeners, "hello\nu_str LISTEN x y z\n").issues.count == 2) }

    @Test("every recorded listener is read, the runtime's among them", arguments: Recordings.scenarios)
    func recorded(_ scenario: String) throws {
        let text = try #require(Recordings.output(of: "ss -xlpn", in: scenario))
        let facts = NodeOutput.read(.listeners, text)
        #expect(facts.issues.isEmpty)
        let hasDocker = facts.facts.listeners.contains { $0.path == "/run/docker.sock" && $0.process == "dockerd" }
        #expect(hasDocker == !(scenario.hasPrefix("k3s-only") || scenario.hasPrefix("leftover-docker")))
        let kernel = try #require(Recordings.output(of: "cat /proc/net/unix", in: scenario))
        let bare = NodeOutput.read(.listeners, kernel)
        #expect(bare.issues.isEmpty)
        #expect(Set(bare.facts.listeners.map(\.path)) == Set(facts.facts.listeners.map(\.path)))
    }

    @Test("sockets keep where their links lead")
    func sockets() {
        let facts = NodeOutput.read(
            .sockets,
            "name\tpath\ttarget\ncontainerd\t/run/containerd/containerd.sock\t/run/k3s/c.sock\ncrio\t/run/crio.sock\t\n"
        )
        #expect(facts.facts.sockets.map(\.target) == ["/run/k3s/c.sock", "/run/crio.sock"])
    }

    @Test("programs keep where their links lead")
    func programs() {
        let settings = NodeOutput.read(
            .crictlPrograms, "path\ttarget\n/usr/local/bin/crictl\t/usr/local/bin/k3s\n/usr/bin/crictl\t\n"
        ).facts.settings
        #expect(
            settings.map(\.value) == [
                "/usr/local/bin/crictl -> /usr/local/bin/k3s", "/usr/bin/crictl -> /usr/bin/crictl",
            ])
        #expect(settings.allSatisfy { $0.key == .crictlProgram })
    }

    @Test("only the variables that matter are kept, and only with a value")
    func environment() {
        let facts = NodeOutput.read(
            .environment, "DOCKER_HOST=tcp://10.0.0.1:2375\nDOCKER_CONTEXT=\nPATH=/bin\nCRI_CONFIG_FILE='/a b'\nx\n")
        #expect(facts.facts.settings.map(\.key) == [.envDockerHost, .envCrictlConfig])
        #expect(facts.facts.settings.map(\.value) == ["tcp://10.0.0.1:2375", "/a b"])
        #expect(facts.issues.map(\.line) == [5])
    }
}
