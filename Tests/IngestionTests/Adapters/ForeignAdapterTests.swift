import NodeModel
import Testing

@testable import Ingestion

private func snapshot(_ members: [(String, String)], name: String = "case.tar.gz") throws -> Snapshot {
    try Ingest.snapshot(of: TestBundle.raw(members, name: name), path: name)
}

@Suite("Bundles of other collectors")
struct ForeignAdapterTests {
    private static let table =
        "REPOSITORY   TAG   IMAGE ID       CREATED       SIZE\nx/app        1     0123456789ab   2 days ago    107MB\n"

    // MARK: Rancher

    private static let rancher = [
        (
            "systeminfo/ps",
            "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 1 0.0 0.0 1 1 ? Ss 20:07 0:01 /sbin/init\n"
        ),
        ("systeminfo/dfh", "Filesystem Size Used Avail Use% Mounted on\n/dev/vda 252G 27G 69G 28% /\n"),
        ("systeminfo/hostname", "n7\n"), ("systeminfo/date", "Mon Nov 23 20:07:31 UTC 2026\n"),
    ]

    @Test("Rancher's unit keeps its flags although the token's line lost its backslash")
    func rancherUnit() throws {
        let unit = """
            [Unit]
            Description=Lightweight Kubernetes
            [Service]
            EnvironmentFile=-/etc/systemd/system/k3s.service.env
            ExecStart=/usr/local/bin/k3s \\
                server \\
            \t'--token' \\
            \t<token redacted>
            \t'--docker' \\

            """
        let found = try snapshot(Self.rancher + [("k3s/k3s.service", unit)])
        #expect(found.node == "n7")
        #expect(found.collectedAt.description == "2026-11-23T20:07:31Z")
        #expect(found.facts.units.map(\.name) == ["k3s.service"])
        #expect(found.facts.units.first?.execStart.contains("--docker") == true)
        #expect(found.facts.filesystems.map(\.path) == ["/"])
        #expect(found.issues == [])
    }

    @Test("Rancher's configuration is that of the node, drop-ins by their names")
    func rancherConfiguration() throws {
        let found = try snapshot(
            Self.rancher + [
                ("rke2/config.yaml", "data-dir: /data/rke2\n"), ("rke2/50-rancher.yaml", "docker: true\n"),
                ("rke2/rke2-server.service", "[Service]\nExecStart=/usr/local/bin/rke2 server\n"),
                ("rke2/rke2-agent.service", "[Service]\nExecStart=/usr/local/bin/rke2 agent\n"),
                ("rke2/crictl/version", "Version:  0.1.0\nRuntimeName:  containerd\nRuntimeVersion:  v2.0.5-k3s1\n"),
            ])
        #expect(
            found.facts.settings.filter { $0.source.capture.kind == "file" }.map(\.source.capture.instance) == [
                "/etc/rancher/rke2/config.yaml", "/etc/rancher/rke2/config.yaml.d/50-rancher.yaml",
            ])
        #expect(found.facts.units.map(\.name) == ["rke2-agent.service", "rke2-server.service"])
        #expect(found.facts.settings(.criRuntimeName).map(\.value) == ["containerd"])
    }

    @Test("where Rancher's collector found containerd offline, crictl failed")
    func rancherOffline() throws {
        let log = "2026-11-23 20:07:31: [!] Containerd is offline, skipping crictl collection\n"
        let found = try snapshot(Self.rancher + [("collector-output.log", log)])
        let images = found.capture("crictl-images")
        #expect(images?.outcome == .failed)
        #expect(images?.message.contains("Containerd is offline") == true)
        #expect(try snapshot(Self.rancher).capture("crictl-images") == nil)
    }

    @Test("an empty listing is that of a command that was stopped, and an error is no listing")
    func rancherDocker() throws {
        let stopped = try snapshot(Self.rancher + [("docker/dockerimages", "")])
        #expect(stopped.capture("docker-images")?.outcome == .failed)
        let absent = try snapshot(Self.rancher + [("docker/dockerimages", "bash: docker: command not found\n")])
        #expect(absent.capture("docker-images")?.outcome == .absent)
        #expect(absent.facts.images == [])
        let whole = try snapshot(Self.rancher + [("docker/dockerimages", Self.table)])
        #expect(whole.facts.images.map(\.names) == [["x/app:1"]])
    }

    // MARK: EKS

    @Test("EKS keeps mounts and file systems in one file")
    func eks() throws {
        let mounts = """
            /dev/nvme0n1p1 on / type xfs (rw)
            overlay on /var/lib/docker/overlay2/x/merged type overlay (rw)
            proc on /proc type proc (rw)

            Filesystem      Size  Used Avail Use% Mounted on
            devtmpfs        7.7G     0  7.7G   0% /dev
            /dev/nvme0n1p1   80G   13G   68G  16% /
            overlay          80G   13G   68G  16% /var/lib/docker/overlay2/x/merged

            """
        let found = try snapshot([
            ("storage/mounts.txt", mounts), ("system/pkglist.txt", "containerd-1.7\n"), ("storage/inodes.txt", "x"),
            ("kernel/uname.txt", "Linux ip-192-0-2-7.ec2.internal 5.10 #1 SMP x86_64 GNU/Linux\n"),
            ("containerd/containerd-namespaces.txt", "NAME   LABELS\nk8s.io\n"),
            ("containerd/containerd-config.txt", "root = \"/data/containerd\"\n"),
            ("kubelet/kubelet_service.txt", "No files found for kubelet.service.\n"),
            ("storage/pod_local_storage.txt", "61M\t/var/lib/containerd\n"),
        ])
        #expect(found.node == "ip-192-0-2-7.ec2.internal")
        #expect(found.facts.mounts.map(\.path) == ["/", "/var/lib/docker/overlay2/x/merged"])
        #expect(found.facts.filesystems.map(\.path) == ["/"])
        #expect(found.facts.filesystems.map(\.source.line) == [7])
        #expect(found.facts.namespaces.map(\.name) == ["k8s.io"])
        #expect(found.facts.settings(.containerdRoot).map(\.value) == ["/data/containerd"])
        #expect(found.capture("systemctl-cat")?.outcome == .absent)
        #expect(found.facts.diskUses == [])
        #expect(found.issues == [])
    }

    // MARK: troubleshoot

    private static func run(_ name: String, _ command: String, _ text: String, exit: String = "0", error: String = "")
        -> [(String, String)]
    {
        [
            ("host-collectors/run-host/\(name).txt", text),
            (
                "host-collectors/run-host/\(name)-info.json",
                #"{"command":"\#(command)","exitCode":"\#(exit)","error":"\#(error)","outputDir":""}"#
            ),
        ]
    }

    @Test("troubleshoot's commands are known by their command line, and end as it says")
    func troubleshoot() throws {
        let found = try snapshot(
            Self.run("our-own-name", "/usr/bin/docker images --no-trunc", Self.table)
                + Self.run("crictl-images", "crictl images", "", exit: "1", error: "FATA[0000] connect: no such file")
                + Self.run("df", "/bin/df -h", "Filesystem Size\\n", error: "command timed out after 10s")
                + Self.run("docker-info", "/usr/bin/docker info", "Server:\n Storage Driver: overlay2\n")
                + Self.run(
                    "systemctl-cat-kubelet", "systemctl cat kubelet", "", exit: "1",
                    error: "No files found for kubelet.service.")
                + Self.run(
                    "systemctl-cat-docker", "systemctl cat docker",
                    "# /lib/systemd/system/docker.service\n[Service]\nExecStart=/usr/sbin/dockerd\n")
                + [
                    ("host-collectors/system/hostos_info.json", #"{"name": "n9"}"#),
                    ("host-collectors/diskUsage/var-lib-docker.json", #"{"total_bytes": 9, "used_bytes": 8}"#),
                ])
        #expect(found.node == "n9")
        #expect(found.facts.images.count == 1)
        #expect(found.capture("crictl-images")?.outcome == .failed)
        #expect(found.capture("crictl-images")?.exit == 1)
        #expect(found.capture("df")?.outcome == .timeout)
        #expect(found.facts.settings(.dockerDriver).map(\.value) == ["overlay2"])
        #expect(found.facts.units.map(\.name) == ["docker.service"])
        #expect(found.capture("systemctl-cat")?.outcome == .ok)
        #expect(found.facts.diskUses == [] && found.facts.directories == [])
    }

    @Test("docker system df -v is a listing of images without its own columns")
    func diskUse() throws {
        let text = """
            Images space usage:

            REPOSITORY   TAG     IMAGE ID       CREATED          SIZE      SHARED SIZE   UNIQUE SIZE   CONTAINERS
            x/app        1.0     0123456789ab   44 minutes ago   91.2MB    64.94MB       26.21MB       1
            <none>       <none>  0123456789ac   2 days ago       107MB     0B            107MB         0

            Containers space usage:

            CONTAINER ID   IMAGE       COMMAND   LOCAL VOLUMES   SIZE      CREATED         STATUS        NAMES
            2ebf6e0771e0   x/app:1.0   "sleep"   0               0B        2 seconds ago   Up 1 second   web

            """
        let found = try snapshot(Self.run("docker-system-df", "/usr/bin/docker system df -v", text))
        #expect(found.facts.images.map(\.names) == [["x/app:1.0"], []])
        #expect(found.facts.images.allSatisfy { $0.contentSize == nil && $0.size != nil })
        #expect(found.facts.images.map(\.source.line) == [4, 5])
        #expect(
            found.issues == [
                Issue(capture: .bundle, message: "no file of the bundle names the node, the bundle's own name is used")
            ])
    }

    // MARK: Insights

    @Test("Insights archives are read with and without their data folder", arguments: ["", "data/"])
    func insights(_ top: String) throws {
        let found = try snapshot([
            (top + "insights_commands/docker_images_--all_--no-trunc_--digests", Self.table),
            (top + "insights_commands/ps_auxcww", "USER PID COMMAND\n"), (top + "insights_commands/hostname", "n5\n"),
            (top + "insights_commands/date_--utc", "Mon Nov 23 20:07:31 UTC 2026\n"),
            (top + "etc/docker/daemon.json", #"{"data-root": "/data/docker"}"#), (top + "etc/shadow", "root:x\n"),
        ])
        #expect(found.node == "n5")
        #expect(found.collectedAt.description == "2026-11-23T20:07:31Z")
        #expect(found.captures.map(\.id.name) == ["docker-images", "file:/etc/docker/daemon.json"])
        #expect(found.facts.settings(.daemonDataRoot).map(\.value) == ["/data/docker"])
    }
}
