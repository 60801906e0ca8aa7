import NodeModel
import Testing

@testable import Ingestion

private func snapshot(_ members: [(String, String)]) throws -> Snapshot {
    try Ingest.snapshot(of: TestBundle.raw(members, name: "sosreport-n1.tar.xz"), path: "sosreport-n1.tar.xz")
}

@Suite("sos reports")
struct SosReportTests {
    private static let table =
        "REPOSITORY   TAG   IMAGE ID       CREATED       SIZE\nx/app        1     0123456789ab   2 days ago    107MB\n"

    private static func manifest(_ plugins: String) -> (String, String) {
        ("sos_reports/manifest.json", #"{"version": "4.8.1", "components": {"report": {"plugins": {\#(plugins)}}}}"#)
    }

    @Test("a second file of one name is read only where the first is missing")
    func collisions() throws {
        let both = try snapshot([
            ("sos_commands/docker/docker_images.1", "REPOSITORY TAG IMAGE ID CREATED SIZE\n"),
            ("sos_commands/docker/docker_images", Self.table),
        ])
        #expect(both.facts.images.count == 1)
        let second = try snapshot([("sos_commands/docker/docker_images.2", Self.table)])
        #expect(second.facts.images.count == 1)
    }

    @Test("the manifest says what timed out, failed, was cut and was not there")
    func manifest() throws {
        let found = try snapshot([
            Self.manifest(
                """
                "docker": {"timeout_hit": true, "commands": [
                  {"exec": "docker images", "filepath": "sos_commands/docker/docker_images", "return_code": 124,
                   "truncated": false, "start_time": 1795464451.25, "run_time": 300.5},
                  {"exec": "docker info", "filepath": "sos_commands/docker/docker_info", "return_code": 1, "truncated": false}]},
                "crio": {"commands": [{"exec": "crictl images", "filepath": null, "return_code": 127, "truncated": false}]},
                "process": {"commands": [{"exec": "ps auxwwwm", "filepath": "sos_strings/process/ps_auxwwwm.tailed",
                   "return_code": 0, "truncated": true}]}
                """),
            ("sos_commands/docker/docker_images", Self.table),
            ("sos_commands/docker/docker_info", "Client:\n Version: 26\nsomething went wrong, at length\n"),
            (
                "sos_strings/process/ps_auxwwwm.tailed",
                "root 1 0.0 0.0 1 1 ? Ss 20:07 0:01 /usr/sbin/dockerd -H fd://\n"
            ),
        ])
        #expect(found.capture("docker-images")?.outcome == .timeout)
        #expect(found.capture("docker-images")?.milliseconds == 300_500)
        #expect(found.capture("docker-info")?.outcome == .failed)
        #expect(found.capture("docker-image-inspect")?.outcome == .timeout)
        #expect(found.capture("crictl-images")?.outcome == .absent)
        #expect(found.capture("ps")?.outcome == .truncated)
        #expect(found.capture("crictl-version") == nil)
        #expect(found.collectedAt.description == "2026-11-23T20:07:31Z")
        #expect(found.collector.version == "sos report 4.8.1")
        #expect(found.facts.processes.count == 1)
    }

    @Test(
        "a manifest that is damaged costs only what it would have said",
        arguments: [
            "", "{", "[]", "null",
            #"{"components": {"report": {"plugins": {"docker": {"commands": [{"exec": "docker im"#,
            #"{"components": 7}"#, "\u{0}\u{1}",
            #"{"components": {"report": {"plugins": {"x": {"commands": [{"exec": "a", "start_time": 1e300, "return_code": 99999999999}]}}}}}"#,
        ])
    func damaged(_ text: String) throws {
        let found = try snapshot([
            ("sos_reports/manifest.json", text), ("sos_commands/docker/docker_images", Self.table),
        ])
        #expect(found.facts.images.count == 1)
        #expect(found.capture("docker-images")?.outcome == .ok)
    }

    @Test("units, drop-ins and environment files are merged, and the token in them is gone")
    func units() throws {
        let found = try snapshot([
            ("sos_commands/host/hostname", "n1\n"),
            ("lib/systemd/system/docker.service", "[Service]\nExecStart=/usr/sbin/dockerd -H fd://\n"),
            (
                "etc/systemd/system/docker.service.d/root.conf",
                "[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd --data-root /data/docker\n"
            ),
            (
                "etc/systemd/system/k3s.service",
                "[Service]\nExecStart=/usr/local/bin/k3s server --token K10secret --docker\n"
            ),
            (
                "etc/systemd/system/k3s.service.env",
                "K3S_TOKEN='K10verysecret::server:abc'\nK3S_URL=https://192.0.2.1:6443\n"
            ),
            ("etc/systemd/system/sshd.service", "[Service]\nExecStart=/usr/sbin/sshd\n"),
            ("etc/rancher/k3s/config.yaml", "docker: true\ntoken: K10another\n"),
        ])
        #expect(found.facts.units.map(\.name) == ["docker.service", "k3s.service"])
        #expect(found.facts.units.first?.execStart == ["/usr/sbin/dockerd", "--data-root", "/data/docker"])
        #expect(found.facts.units.last?.execStart.contains("--docker") == true)
        #expect(found.facts.settings(.k3sDocker).map(\.value) == ["true"])
        #expect(found.captures.map(\.redactions).reduce(0, +) == 3)
        #expect(!"\(found)".contains("secret") && !"\(found)".contains("K10another"))
    }

    @Test("one inspection a file becomes one capture, and those that failed are left out")
    func inspections() throws {
        func image(_ digit: Character) -> String {
            let id = String(repeating: digit, count: 64)
            return """
                [
                    {
                        "Id": "sha256:\(id)", "RepoTags": ["x/\(digit):1"], "Size": 5, "Config": {"Env": ["A_PASSWORD=secret"]},
                        "RootFS": {"Type": "layers", "Layers": ["sha256:\(id)"]}
                    }
                ]

                """
        }
        let found = try snapshot([
            ("sos_commands/docker/images/docker_inspect_x_a_1", image("a")),
            ("sos_commands/docker/images/docker_inspect_x_b_1", image("b")),
            ("sos_commands/docker/images/docker_inspect_gone", "[]\nError: No such object: gone\n"),
            ("sos_commands/docker/containers/docker_inspect_c", image("c")),
        ])
        #expect(found.facts.imageLayers.map(\.names) == [["x/a:1"], ["x/b:1"]])
        #expect(!"\(found)".contains("secret"))
    }

    @Test("of hundreds of services only runtimes' states are kept, with their line")
    func states() throws {
        let found = try snapshot([
            (
                "sos_commands/systemd/systemctl_show_service_--all",
                "Id=sshd.service\nActiveState=active\n\nId=docker.service\nLoadState=loaded\nActiveState=inactive\n\nId=x.service\n"
            )
        ])
        #expect(found.facts.unitStates.map(\.name) == ["docker.service"])
        #expect(found.facts.unitStates.first?.source.line == 4)
    }

    @Test("containerd's dump stands in for its file only where that is missing")
    func dump() throws {
        let dump = ("sos_commands/containerd/containerd_config_dump", "root = \"/dump\"\n")
        let file = ("etc/containerd/config.toml", "root = \"/file\"\n")
        #expect(try snapshot([dump]).facts.settings(.containerdRoot).map(\.value) == ["/dump"])
        #expect(try snapshot([dump, file]).facts.settings(.containerdRoot).map(\.value) == ["/file"])
    }

    @Test("garbage in any member never costs more than itself")
    func garbage() throws {
        var random = SystemRandomNumberGenerator()
        let paths = [
            "sos_reports/manifest.json", "sos_commands/docker/docker_images",
            "sos_commands/docker/images/docker_inspect_a",
            "sos_commands/systemd/systemctl_show_service_--all", "sos_commands/filesys/df_-al_-x_autofs",
            "etc/systemd/system/docker.service", "etc/containerd/config.toml", "systeminfo/ps", "systeminfo/dfh",
            "k3s/k3s.service", "k3s/crictl/version", "collector-output.log", "storage/mounts.txt", "kernel/uname.txt",
            "host-collectors/run-host/df.txt", "host-collectors/run-host/df-info.json", "insights_commands/docker_info",
        ]
        for _ in 0..<300 {
            let members = paths.filter { _ in Bool.random(using: &random) }.map { path in
                RawMember(
                    path: path,
                    bytes: (0..<Int.random(in: 0...200, using: &random)).map { _ in
                        Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 10
                    })
            }
            let bundle = RawBundle(name: "b", members: members, issues: [], damage: nil)
            _ = try? Ingest.snapshot(of: bundle, path: "b")
        }
    }
}
