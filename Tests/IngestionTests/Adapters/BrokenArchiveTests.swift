import NodeModel
import Testing

@testable import Ingestion

@Suite("Archives of other collectors that broke off")
struct BrokenArchiveTests {
    private static let docker = """
        REPOSITORY   TAG   IMAGE ID       CREATED       SIZE
        x/app        1     0123456789ab   2 days ago    107MB

        """
    private static let members = [
        (
            "systeminfo/ps",
            "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 1 0.0 0.0 1 1 ? Ss 20:07 0:01 /sbin/init\n"
        ),
        ("systeminfo/dfh", "Filesystem Size Used Avail Use% Mounted on\n/dev/vda 252G 27G 69G 28% /\n"),
        ("systeminfo/hostname", "n7\n"),
        ("docker/dockerimages", docker),
        ("docker/dockerinfo", " Storage Driver: overlay2\n Docker Root Dir: /var/lib/docker\n"),
    ]

    /// The archive up to that many bytes of the last member, header included.
    private func broken(_ members: [(String, String)], keeping: Int) throws -> Snapshot {
        let packed = members.dropLast().flatMap { TestTar.member("t/" + $0.0, $0.1) }
        let last = members.last.map { TestTar.member("t/" + $0.0, $0.1) } ?? []
        let raw = try BundleReader.read(packed + last.prefix(keeping), name: "case.tar")
        return try Ingest.snapshot(of: raw, path: "case.tar")
    }

    @Test("what came before the break is read, and the break is told with the member before it")
    func readInPart() throws {
        let found = try broken(Self.members, keeping: 300)
        #expect(found.node == "n7")
        #expect(found.capture("docker-images")?.outcome == .ok)
        #expect(found.facts.images.count == 1)
        #expect(
            found.issues.contains { issue in
                issue.capture == "bundle" && issue.message.contains("stopped at byte")
                    && issue.message.contains("after t/docker/dockerimages")
            }, "\(found.issues)")
    }

    @Test("what may be behind the break is cut, never absent")
    func rest() throws {
        let found = try broken(Self.members, keeping: 300)
        for id: CaptureID in ["docker-info", "crictl-images", "crictl-version", "systemctl-cat", "docker-containers"] {
            let capture = try #require(found.capture(id))
            #expect(capture.outcome == .truncated, "\(id)")
            #expect(capture.isBrokenOff, "\(id)")
        }
        #expect(found.captures.allSatisfy { $0.outcome != .absent && $0.outcome != .empty })
        #expect(found.capture("ps")?.outcome == .ok)
    }

    @Test("the member in which it broke off is cut")
    func inside() throws {
        let found = try broken(Array(Self.members.prefix(4)), keeping: 560)
        #expect(found.capture("docker-images")?.outcome == .truncated)
        #expect(found.capture("docker-images")?.isBrokenOff == true)
    }

    @Test("units that were put together from members may lack some")
    func units() throws {
        let sos = [
            ("sos_commands/date/date_--utc", "Mon Nov 23 20:07:31 UTC 2026\n"),
            ("etc/systemd/system/k3s.service", "[Service]\nExecStart=/usr/local/bin/k3s server\n"),
            ("sos_commands/process/ps_auxwww", "USER\n"),
        ]
        #expect(try broken(sos, keeping: 10).capture("systemctl-cat")?.outcome == .truncated)
        let whole = sos.flatMap { TestTar.member("t/" + $0.0, $0.1) } + [UInt8](repeating: 0, count: 1024)
        let raw = try BundleReader.read(whole, name: "case.tar")
        #expect(try Ingest.snapshot(of: raw, path: "case.tar").capture("systemctl-cat")?.outcome == .ok)
    }

    @Test("an archive that no adapter recognises by then is refused, as before")
    func refused() {
        let error = #expect(throws: BundleError.self) { try broken(Array(Self.members.prefix(2)), keeping: 20) }
        #expect(error?.reason == .damaged)
    }
}
