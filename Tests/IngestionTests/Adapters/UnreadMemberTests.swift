import NodeModel
import Testing

@testable import Ingestion

@Suite("Members that no format reads")
struct UnreadMemberTests {
    private func wants(_ path: String) -> Bool { BundleFormat.wants(path, .standard) }

    @Test("they take no memory, and are part of the bundle's identity")
    func identity() throws {
        func read(_ log: String) throws -> RawBundle {
            let bytes =
                TestTar.member("top/sos_commands/docker/docker_images", "x")
                + TestTar.member("top/var/log/messages", log)
                + TestTar.end
            return try BundleReader.read(bytes, name: "b", wanting: wants)
        }
        let first = try read("a log")
        #expect(first.texts == ["sos_commands/docker/docker_images": "x"])
        #expect(first.others.map(\.path) == ["var/log/messages"])
        #expect(first.paths == ["sos_commands/docker/docker_images", "var/log/messages"])
        #expect(try read("a log").sha256 == first.sha256)
        #expect(try read("another").sha256 != first.sha256)
        let all = try BundleReader.read(
            TestTar.member("top/sos_commands/docker/docker_images", "x")
                + TestTar.member("top/var/log/messages", "a log") + TestTar.end, name: "b")
        #expect(all.sha256 == first.sha256)
    }

    @Test("a folder and its archive are one bundle")
    func folder() throws {
        let scratch = try Scratch()
        try scratch.write("top/sos_commands/docker/docker_images", "x")
        try scratch.write("top/var/log/messages", "a log")
        try scratch.run("tar", "-cf", "b.tar", "top")
        let packed = try BundleReader.read(scratch.path + "/b.tar", wanting: wants)
        let folder = try BundleReader.read(scratch.path + "/top", wanting: wants)
        #expect(packed.sha256 == folder.sha256)
        #expect(packed.others == folder.others)
    }

    @Test("there may be many more of them than of those that are read")
    func many() throws {
        let members = (0..<6_000).flatMap { TestTar.member("top/proc/\($0)/status", "x") }
        let bundle = try BundleReader.read(
            members + TestTar.member("top/sos_commands/docker/docker_images", "x") + TestTar.end, name: "b",
            wanting: wants)
        #expect(bundle.damage == nil)
        #expect(bundle.members.count == 1 && bundle.others.count == 6_000)
        #expect(bundle.issues == [])
    }

    @Test("a bundle that is all in a collector's own folder keeps that folder")
    func ownFolder() throws {
        let bundle = try TestTar.read(TestTar.member("host-collectors/run-host/df.txt", "x"))
        #expect(bundle.paths == ["host-collectors/run-host/df.txt"])
    }

    @Test(
        "each collector's members are wanted with and without a top directory, and nothing secret is",
        arguments: [
            ("systeminfo/ps", true), ("k3s/crictl/images", true), ("sos_commands/docker/docker_images", true),
            ("containerd/containerd-images.txt", true), ("host-collectors/run-host/docker-info.txt", true),
            ("insights_commands/docker_info", true), ("etc/crictl.yaml", true), ("captures/ps", true),
            ("docker-images.txt", true), ("etc/shadow", false), ("kubelet/kubeconfig.yaml", false),
            ("etc/kubernetes/admin.conf", false), ("sos_commands/systemd/systemctl_list-units", false),
            ("var/log/messages", false), ("host-collectors/run-host/journalctl-kubelet.txt", false),
            ("host-collectors/diskUsage/var-lib-docker.json", false), ("proc/1/status", false),
        ])
    func wanted(_ path: String, _ isWanted: Bool) {
        #expect(wants(path) == isWanted)
        #expect(wants("top/" + path) == isWanted)
    }

    @Test("junk beside a hand-made bundle is told, but not without end")
    func junk() throws {
        let junk = (0..<100).flatMap { TestTar.member("junk/\($0)", "x") }
        let snapshot = try Ingest.snapshot(
            ofArchive: TestTar.member("docker-images.txt", "REPOSITORY TAG IMAGE ID CREATED SIZE\n") + junk
                + TestTar.end,
            name: "b.tar")
        #expect(snapshot.issues.count { $0.message.contains("named after no capture") } == 21)
        #expect(snapshot.issues.contains { $0.message.hasPrefix("80 more files") })
    }
}
