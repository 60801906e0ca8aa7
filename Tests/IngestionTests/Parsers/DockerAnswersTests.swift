import NodeModel
import Testing

@testable import Ingestion

@Suite("docker's answers about itself and its images") struct DockerAnswersTests {
    private let id = String(repeating: "a1", count: 32)
    private let layer = String(repeating: "b2", count: 32)

    @Test("a whole docker inspect gives ID, names, size and layers, and never the environment")
    func wholeInspect() throws {
        let parsed = CaptureParser.dockerImageInspect.read(
            """
            [
                {
                    "Id": "sha256:\(id)",
                    "RepoTags": ["web:1", "<none>:<none>"], "RepoDigests": [],
                    "Config": {"Env": ["TOKEN=hunter2"]},
                    "Size": 106882144,
                    "RootFS": {"Type": "layers", "Layers": ["sha256:\(layer)"]}
                },
                {"Id": "sha256:\(layer)", "Size": 5, "RootFS": {"Type": "layers"}}
            ]
            """)
        let image = try #require(parsed.facts.imageLayers.first)
        #expect(parsed.facts.imageLayers.count == 1)
        #expect(image.names == ["web:1"] && image.size == ByteRange(exactly: 106_882_144))
        #expect(image.diffIDs.map(\.hex) == [layer])
        #expect(image.source.line == 3)
        #expect(!"\(parsed)".contains("hunter2"))
        #expect(parsed.issues.map(\.line) == [9])
    }

    @Test("an inspection that was cut gives the images before the cut, with all their layers")
    func cutInspect() {
        let text =
            #"[{"Id":"sha256:\#(id)","Size":7,"Layers":["sha256:\#(layer)"]},{"Id":"sha256:\#(layer)","Layers":["sha256:\#(id)""#
        let parsed = CaptureParser.dockerImageInspect.read(text, isCut: true)
        #expect(parsed.facts.imageLayers.map(\.image.hex) == [id])
        #expect(parsed.issues.count == 1)
    }

    @Test("a layer that is no digest spoils its list", arguments: ["\"sha256:b2b2\"", "null", "7"])
    func damagedLayers(layer: String) {
        let parsed = CaptureParser.dockerImageInspect.read(#"{"Id":"sha256:\#(id)","Layers":[\#(layer)]}"#)
        #expect(parsed.facts.imageLayers.isEmpty && parsed.issues.count == 1)
    }

    @Test("containers are read from the template, a whole inspection, docker ps as JSON and as a table")
    func containers() {
        let parsed = CaptureParser.dockerContainers.read(
            """
            {"Id":"\(id)","Image":"sha256:\(layer)","Name":"/web","Status":"running","ConfigImage":"web:1"}
            [{"Id":"\(id)","Image":"sha256:\(layer)","State":{"Status":"exited"},"Config":{"Image":"web:1"}}]
            {"ID":"\(id)","Image":"web:1","State":"running","Status":"Up 2 hours"}
            CONTAINER ID   IMAGE          COMMAND       CREATED       STATUS                     PORTS     NAMES
            a1a1a1a1a1a1   web:1          "sleep 9"     2 hours ago   Up 2 hours                           web
            b2b2b2b2b2b2   c3c3c3c3c3c3   "sleep 9"     2 hours ago   Exited (137) 3 hours ago   80/tcp    old
            """)
        #expect(parsed.facts.containers.map(\.state) == ["running", "exited", "running", "running", "exited"])
        #expect(parsed.facts.containers.map(\.imageName) == ["web:1", "web:1", "web:1", "web:1", ""])
        #expect(parsed.facts.containers.map { $0.image?.short.prefix(2) } == ["b2", "b2", nil, nil, "c3"])
        #expect(parsed.issues.isEmpty)
    }

    @Test("docker info of the containerd store names the containerd that holds it")
    func info() {
        let parsed = CaptureParser.dockerInfo.read(
            """
            {"Driver":"overlayfs","DriverStatus":[["driver-type","io.containerd.snapshotter.v1"]],"Name":"n1",\
            "DockerRootDir":"/data/docker","ServerVersion":"29.5.2","HttpProxy":"http://u:p@proxy",\
            "Containerd":{"Address":"/run/containerd/containerd.sock","Namespaces":{"Containers":"moby"}}}
            """)
        #expect(parsed.value(.dockerRoot) == "/data/docker" && parsed.value(.dockerDriver) == "overlayfs")
        #expect(parsed.value(.dockerDriverType) == "io.containerd.snapshotter.v1")
        #expect(parsed.value(.dockerContainerdAddress) == "/run/containerd/containerd.sock")
        #expect(parsed.value(.dockerContainerdNamespace) == "moby")
        #expect(parsed.value(.dockerServerVersion) == "29.5.2" && parsed.value(.dockerHostName) == "n1")
        #expect(parsed.facts.settings.count == 7 && parsed.issues.isEmpty)
    }

    @Test("a long line is quoted around the value")
    func quote() throws {
        let filler = String(repeating: "\"x\":1,", count: 200)
        let parsed = CaptureParser.dockerInfo.read("{\(filler)\"DockerRootDir\":\"/data/docker\",\(filler)\"y\":2}")
        let source = try #require(parsed.facts.settings.first).source
        #expect(source.line == 1 && source.quote.contains("\"DockerRootDir\":\"/data/docker\""))
        #expect(source.quote.count <= Source.quoteLimit)
    }

    @Test("empty strings of a daemon that did not answer are no settings, and the error is told")
    func infoWithoutServer() {
        let parsed = CaptureParser.dockerInfo.read(
            #"{"Driver":"","DriverStatus":null,"DockerRootDir":"","Name":"","ServerErrors":["Cannot connect"]}"#)
        #expect(parsed.facts.settings.isEmpty)
        #expect(parsed.issues.first?.message.contains("Cannot connect") == true)
    }

    @Test("docker info as text: the client's version is not the server's, and indentation does not matter")
    func infoText() {
        let text = """
            Client:
             Version:    26.1.5
             Context:    default
            Server:
             Server Version: 29.5.2
             Storage Driver: overlayfs
              driver-type: io.containerd.snapshotter.v1
             Name: n1
             Docker Root Dir: /var/lib/docker
            """
        for text in [text, text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")] {
            let parsed = CaptureParser.dockerInfo.read(text)
            #expect(parsed.value(.dockerServerVersion) == "29.5.2" && parsed.value(.dockerHostName) == "n1")
            #expect(parsed.value(.dockerDriverType) == "io.containerd.snapshotter.v1")
            #expect(parsed.facts.settings.count == 5 && parsed.issues.isEmpty)
        }
    }

    @Test("podman's info gives its own store, not Docker's")
    func podmanInfo() {
        let json = CaptureParser.dockerInfo.read(
            #"{"host":{"arch":"amd64"},"store":{"graphDriverName":"overlay","graphRoot":"/var/lib/containers/storage"}}"#
        )
        let text = CaptureParser.dockerInfo.read(
            "host:\n  arch: amd64\nstore:\n  graphRoot: /var/lib/containers/storage\n")
        for parsed in [json, text] {
            #expect(parsed.values(.dockerEmulatedBy) == ["podman"])
            #expect(parsed.values(.containersGraphRoot) == ["/var/lib/containers/storage"])
            #expect(parsed.facts.settings.count == 2)
        }
    }

    @Test("docker version as text: the engine's version is the server's, not containerd's")
    func versionText() {
        let parsed = CaptureParser.dockerVersion.read(
            """
            Client: Docker Engine - Community
             Version:           26.1.4
             API version:       1.45

            Server: Docker Engine - Community
             Engine:
              Version:          24.0.7
              API version:      1.43 (minimum version 1.12)
             containerd:
              Version:          1.7.22
             runc:
              Version:          1.1.14
            """)
        #expect(parsed.values(.dockerClientVersion) == ["26.1.4"])
        #expect(parsed.values(.dockerServerVersion) == ["24.0.7"])
    }

    @Test("old and short versions are read, and a missing server gives none")
    func oldVersions() {
        let old = CaptureParser.dockerVersion.read("Client version: 1.5.0\nServer version: 1.5.1\n")
        #expect(old.value(.dockerClientVersion) == "1.5.0" && old.value(.dockerServerVersion) == "1.5.1")
        let flat = CaptureParser.dockerVersion.read(
            "Client:\n Version:      17.03.2-ce\nServer:\n Version:      17.03.1-ce\n")
        #expect(flat.value(.dockerServerVersion) == "17.03.1-ce")
        let short = CaptureParser.dockerVersion.read("Docker version 29.1.3, build f52814d\n")
        #expect(short.values(.dockerClientVersion) == ["29.1.3"] && short.facts.settings.count == 1)
        let none = CaptureParser.dockerVersion.read(
            #"{"Client":{"Version":"26.1.5","ApiVersion":"1.45"},"Server":null}"#)
        #expect(none.facts.settings.map(\.key) == [.dockerClientVersion])
    }

    @Test(
        "podman in docker's place is known by its version",
        arguments: [
            "podman version 4.9.3", "Client:       Podman Engine\nVersion:      4.9.3\nAPI Version:  4.9.3",
            #"{"Client":{"APIVersion":"4.9.3","Version":"4.9.3","OsArch":"linux/amd64"}}"#,
        ])
    func podmanVersion(text: String) {
        let parsed = CaptureParser.dockerVersion.read(text)
        #expect(parsed.values(.dockerEmulatedBy) == ["podman"] && parsed.facts.settings.count == 1)
    }

    @Test("the context in use has the star, in a table or in JSON")
    func contexts() {
        let table = CaptureParser.dockerContexts.read(
            """
            NAME        DESCRIPTION                               DOCKER ENDPOINT               KUBERNETES ENDPOINT   ORCHESTRATOR
            default     Current DOCKER_HOST based configuration   unix:///var/run/docker.sock                         swarm
            far *       the build host                            ssh://build@far
            """)
        #expect(table.values(.dockerEndpoint) == ["ssh://build@far"] && table.issues.isEmpty)
        let json = CaptureParser.dockerContexts.read(
            #"{"Current":true,"DockerEndpoint":"tcp://far:2376","Name":"far"}"# + "\n"
                + #"{"Current":false,"DockerEndpoint":"unix:///var/run/docker.sock","Name":"default"}"#)
        #expect(json.values(.dockerEndpoint) == ["tcp://far:2376"])
        let overridden = CaptureParser.dockerContexts.read(
            """
            NAME        DESCRIPTION                               DOCKER ENDPOINT   ERROR
            default *   Current DOCKER_HOST based configuration   tcp://far:2375    \("")
            Warning: DOCKER_HOST environment variable overrides the active context.
            """)
        #expect(overridden.values(.dockerEndpoint) == ["tcp://far:2375"] && overridden.issues.isEmpty)
    }
}
