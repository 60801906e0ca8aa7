import NodeModel
import Testing

@testable import Ingestion

@Suite("Unit files from a disk")
struct UnitFolderTests {
    private func text(_ members: [(String, String)]) -> String? {
        UnitFolder(members.map { RawMember(path: $0.0, bytes: Array($0.1.utf8)) }).text.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test("drop-ins come after their unit in the order of their names, whatever their folder")
    func order() {
        #expect(
            text([
                ("lib/systemd/system/docker.service", "[Service]\nExecStart=/usr/sbin/dockerd\n"),
                ("run/systemd/system/docker.service.d/20-b.conf", "[Service]\nEnvironment=B=1"),
                ("etc/systemd/system/docker.service.d/30-c.conf", "[Service]\nEnvironment=C=1\n"),
                ("usr/lib/systemd/system/docker.service.d/10-a.conf", "[Service]\nEnvironment=A=1\n"),
                ("etc/systemd/system/service.d/25-all.conf", "[Service]\nEnvironment=ALL=1\n"),
            ]) == """
                # /lib/systemd/system/docker.service
                [Service]
                ExecStart=/usr/sbin/dockerd

                # /usr/lib/systemd/system/docker.service.d/10-a.conf
                [Service]
                Environment=A=1

                # /run/systemd/system/docker.service.d/20-b.conf
                [Service]
                Environment=B=1

                # /etc/systemd/system/service.d/25-all.conf
                [Service]
                Environment=ALL=1

                # /etc/systemd/system/docker.service.d/30-c.conf
                [Service]
                Environment=C=1

                """)
    }

    @Test("of two files with one name the one in the higher folder counts, and a unit's own before its type's")
    func precedence() throws {
        let merged = try #require(
            text([
                ("lib/systemd/system/k3s.service", "lib"), ("etc/systemd/system/k3s.service", "etc"),
                ("lib/systemd/system/k3s.service.d/a.conf", "lib drop-in"),
                ("run/systemd/system/k3s.service.d/a.conf", "run drop-in"),
                ("etc/systemd/system/service.d/a.conf", "type drop-in"),
            ]))
        #expect(
            merged
                == "# /etc/systemd/system/k3s.service\netc\n\n# /run/systemd/system/k3s.service.d/a.conf\nrun drop-in\n"
        )
    }

    @Test("a prefix's drop-ins belong to all units that start so")
    func prefix() throws {
        let merged = try #require(
            text([
                ("etc/systemd/system/k3s-agent.service", "unit"),
                ("etc/systemd/system/k3s-.service.d/x.conf", "prefix"),
                ("etc/systemd/system/k3s-server.service.d/x.conf", "another's"),
            ]))
        #expect(merged.hasSuffix("# /etc/systemd/system/k3s-.service.d/x.conf\nprefix\n"))
        #expect(!merged.contains("another's"))
    }

    @Test(
        "only runtimes' units are read",
        arguments: [
            ("etc/systemd/system/k3s.service", true), ("lib/systemd/system/docker.socket", true),
            ("usr/local/lib/systemd/system/rke2-server.service", true),
            ("etc/systemd/system/snap.docker.dockerd.service", true),
            ("etc/systemd/system/kubelet.service.d/10-kubeadm.conf", true),
            ("etc/systemd/system/docker-cleanup.service", false), ("lib/systemd/system/sshd.service", false),
            ("etc/systemd/system/k3s.service.env", false), ("etc/systemd/system/docker.service.d/a/b.conf", false),
            ("etc/systemd/system/multi-user.target.wants/docker.service", false),
            ("etc/systemd/user/k3s.service", false),
        ])
    func wanted(_ path: String, _ isWanted: Bool) {
        #expect(UnitFolder.isWanted(path) == isWanted)
    }

    @Test("drop-ins without their unit are no unit")
    func alone() {
        #expect(text([("etc/systemd/system/docker.service.d/a.conf", "x")]) == nil)
    }
}
