import NodeModel
import Testing

@testable import Ingestion

@Suite("crictl's answers") struct CRIAnswersTests {
    private let id = String(repeating: "a1", count: 32)
    private let layer = String(repeating: "b2", count: 32)

    @Test("the table has one row a name, IDs of 13 digits and perhaps digests and pins")
    func table() throws {
        let parsed = CaptureParser.crictlImages.read(
            """
            IMAGE                         TAG                 DIGEST              IMAGE ID            SIZE                PINNED
            docker.io/library/web         1                   b2b2b2b2b2b2b       a1a1a1a1a1a1a       70.5MB              false
            docker.io/team/web            2                   <none>              a1a1a1a1a1a1a       70.5MB              false
            registry.k8s.io/pause         3.9                 b2b2b2b2b2b2b       c3c3c3c3c3c3c       1e+03kB             true
            <none>                        <none>              <none>              d4d4d4d4d4d4d       0B                  false
            """)
        #expect(parsed.issues.isEmpty)
        #expect(
            parsed.facts.images.map(\.names)
                == [["docker.io/library/web:1", "docker.io/team/web:2"], ["registry.k8s.io/pause:3.9"], []])
        #expect(parsed.facts.images.map(\.pinned) == [false, true, false])
        #expect(parsed.facts.images.first?.repoDigests == ["b2b2b2b2b2b2b"])
        #expect(parsed.facts.images.last?.size == ByteRange(exactly: 0))
    }

    @Test("whole IDs and digests, rows longer than the header, names without a host and IDs pasted with 12 digits")
    func longRows() {
        let parsed = CaptureParser.criImages.read(
            """
            IMAGE   TAG   DIGEST   IMAGE ID   SIZE
            registry.example.org:5000/a/very/long/name/indeed   v1.2.3-build20260131   sha256:\(layer)   sha256:\(id)   70.5MB
            example/my-app    1.0-prod    b2b2b2b2b2b2    1.81GB
            """, as: "cri-images.k3s-containerd")
        #expect(parsed.facts.images.map { $0.id?.hex } == [id, "b2b2b2b2b2b2"])
        #expect(
            parsed.facts.images.first?.repoDigests
                == ["registry.example.org:5000/a/very/long/name/indeed@sha256:\(layer)"])
        #expect(parsed.facts.images.last?.names == ["example/my-app:1.0-prod"])
        #expect(parsed.issues.isEmpty)
    }

    @Test("crictl 1.11 printed docker's header and a time")
    func oldTable() {
        let parsed = CaptureParser.crictlImages.read(
            """
            REPOSITORY              TAG       IMAGE ID        CREATED        SIZE
            docker.io/library/web   1         a1a1a1a1a1a1a   6 weeks ago    70.5MB
            """)
        #expect(parsed.facts.images.map(\.names) == [["docker.io/library/web:1"]] && parsed.issues.isEmpty)
    }

    @Test("the blocks of -v have whole IDs and exact sizes, which are left out when 0")
    func verbose() {
        let parsed = CaptureParser.crictlImages.read(
            """
            ID: sha256:\(id)
            RepoTags: docker.io/library/web:1
            RepoTags: docker.io/team/web:2
            RepoDigests: docker.io/library/web@sha256:\(layer)
            Size: 70512345
            Uid: 1000
            Pinned: true

            ID: \(layer)
            RepoTags: <none>:<none>
            """)
        #expect(parsed.facts.images.map { $0.id?.hex } == [id, layer])
        #expect(parsed.facts.images.map(\.names) == [["docker.io/library/web:1", "docker.io/team/web:2"], []])
        #expect(parsed.facts.images.map { $0.size?.low } == [70_512_345, nil])
        #expect(parsed.facts.images.map(\.pinned) == [true, false])
        #expect(parsed.facts.images.first?.repoDigests.count == 1 && parsed.issues.isEmpty)
    }

    @Test("-q prints IDs alone, with sha256: or bare")
    func quiet() {
        let parsed = CaptureParser.crictlImages.read("sha256:\(id)\n\(layer)\n")
        #expect(parsed.facts.images.map { $0.id?.hex } == [id, layer] && parsed.issues.isEmpty)
    }

    @Test("JSON that was cut gives the images up to the cut, in their part")
    func cutJSON() {
        let parsed = CaptureParser.criImages.read(
            """
            {
              "images": [
                {"id": "\(id)", "repoTags": ["web:1"], "size": "29683712", "pinned": true},
                {"id": "\(layer)", "repoTags": ["web:2"
            """, as: "cri-images.crio", isCut: true)
        #expect(parsed.facts.images.map(\.names) == [["web:1"], ["web:2"]])
        #expect(parsed.facts.images.map(\.size) == [ByteRange(exactly: 29_683_712), nil])
        #expect(parsed.issues.map(\.line) == [1])
    }

    @Test("warnings before, between and after the JSON do not harm it")
    func warnings() {
        let parsed = CaptureParser.crictlImages.read(
            """
            time="2026-11-23T20:07:46Z" level=warning msg="Config not found"
            DEBU[0000] Running image command
            {
              "images": [
            E0209 07:33:47.702320  159566 remote_image.go:390] "something failed"
                {"id": "sha256:\(id)", "repoTags": ["web:1"]}
              ]
            }
            INFO[0001] done
            """)
        #expect(parsed.facts.images.map(\.names) == [["web:1"]])
        #expect(parsed.facts.images.first?.source.line == 6)
        #expect(parsed.issues.isEmpty)
    }

    @Test("objects of an array, or one by one, are images too; one damaged costs itself")
    func loose() {
        let parsed = CaptureParser.crictlImages.read(
            """
            [{"id": "sha256:\(id)", "repoTags": ["web:1"]}]
            {"id": "sha256:\(layer)", "repoTags": ["web:2"]}
            {"id": 7}
            """)
        #expect(parsed.facts.images.map(\.names) == [["web:1"], ["web:2"]])
        #expect(parsed.issues.map(\.line) == [3])
    }

    @Test(
        "an empty list is empty; with an error it is no list",
        arguments: ["", "ERRO[0000] unable to determine image API version: rpc error"])
    func emptyOrFailed(error: String) {
        for list in ["IMAGE               TAG                 IMAGE ID            SIZE", #"{"images": []}"#] {
            let parsed = CaptureParser.crictlImages.read(error + "\n" + list)
            #expect(parsed.facts.images.isEmpty)
            #expect(parsed.issues.map(\.line) == (error.isEmpty ? [] : [0]))
            let apart = CaptureParser.crictlImages.read(list, errors: error)
            #expect(apart.issues.count == (error.isEmpty ? 0 : 1))
        }
    }

    @Test(
        "the default endpoints that crictl tried are kept, from output or standard error, wrapped or not",
        arguments: [CaptureParser.crictlImages, .crictlVersion, .crictlImagefsinfo])
    func defaultEndpoints(parser: CaptureParser) {
        let list = "unix:///var/run/dockershim.sock unix:///run/containerd/containerd.sock"
        let warning = "WARN[0000] image connect using default endpoints: [\(list)]. As the default settings are now"
        #expect(parser.read(warning).values(.crictlDefaultEndpoints) == [list])
        let apart = parser.read("", errors: "something\n\(warning)\n\(warning)")
        #expect(apart.values(.crictlDefaultEndpoints) == [list])
        #expect(apart.facts.settings.first?.source.line == 0)
        let wrapped = warning.replacing("dockershim", with: "docker\nshim")
        #expect(parser.read(wrapped).values(.crictlDefaultEndpoints) == [list])
    }

    @Test(
        "a version tells the runtime, as text, JSON or YAML",
        arguments: [
            "Version:  0.1.0\nRuntimeName:  cri-o\nRuntimeVersion:  1.29.1\nRuntimeApiVersion:  v1",
            #"{"version":"0.1.0","runtimeName":"cri-o","runtimeVersion":"1.29.1","runtimeApiVersion":"v1"}"#,
            "runtimeApiVersion: v1\nruntimeName: cri-o\nruntimeVersion: 1.29.1\nversion: 0.1.0",
            "> Version:  0.1.0\n> RuntimeName:  cri-o\n> RuntimeVersion:  1.29.1",
        ])
    func version(text: String) {
        let parsed = CaptureParser.criVersion.read(text, as: "cri-version.crio")
        #expect(parsed.values(.criRuntimeName) == ["cri-o"] && parsed.values(.criRuntimeVersion) == ["1.29.1"])
        #expect(parsed.issues.isEmpty)
    }

    @Test("a runtime that did not answer has no name, and its error is told")
    func noVersion() {
        let parsed = CaptureParser.crictlVersion.read("FATA[0000] failed to connect: context deadline exceeded")
        #expect(parsed.facts.settings.isEmpty)
        #expect(parsed.issues.first?.message.contains("deadline") == true)
    }

    @Test(
        "the image filesystem is read from both JSON shapes and from the table",
        arguments: [
            #"{"status":{"timestamp":"1","fsId":{"mountpoint":"/m"},"usedBytes":{"value":"219000000"}}}"#,
            #"{"status":{"containerFilesystems":[{"fsId":{"mountpoint":"/c"},"usedBytes":{"value":"0"}}],"imageFilesystems":[{"fsId":{"mountpoint":"/m"},"usedBytes":{"value":"219000000"}}]}}"#,
            "Container Filesystem \nTimeStamp[0]: 1\nDisk[0]: 0B\nInodes[0]: 0\nMountpoint[0]: /c\nImage Filesystem \nTimeStamp[0]: 1\nDisk[0]: 219MB\nInodes[0]: 509\nMountpoint[0]: /m\n",
        ])
    func imagefsinfo(text: String) {
        let parsed = CaptureParser.criImagefsinfo.read(text, as: "cri-imagefsinfo.containerd")
        #expect(parsed.values(.criImageMountpoint) == ["/m"])
        #expect(parsed.values(.criImageUsedBytes) == ["219000000"])
        #expect(parsed.issues.isEmpty)
    }

    @Test("two image filesystems in two JSON texts are two settings")
    func twoFilesystems() {
        let parsed = CaptureParser.crictlImagefsinfo.read(
            #"{"status":{"fsId":{"mountpoint":"/a"}}}"# + "\n" + #"{"status":{"fsId":{"mountpoint":"/b"}}}"#)
        #expect(parsed.values(.criImageMountpoint) == ["/a", "/b"])
    }

    @Test("containerd's root and endpoint are read; <no value> is neither")
    func info() {
        let line = CaptureParser.criInfo.read("/var/lib/containerd /run/containerd/containerd.sock\n")
        #expect(line.value(.criContainerdRoot) == "/var/lib/containerd")
        #expect(line.value(.criContainerdEndpoint) == "/run/containerd/containerd.sock")
        let docker = CaptureParser.criInfo.read("<no value> <no value>\n")
        #expect(docker.facts.settings.isEmpty && docker.issues.isEmpty)
        let half = CaptureParser.criInfo.read("<no value> /run/containerd/containerd.sock\n")
        #expect(half.facts.settings.map(\.key) == [.criContainerdEndpoint])
        let json = CaptureParser.criInfo.read(
            #"{"config":{"containerdRootDir":"/r","containerdEndpoint":"/s","registry":{"auths":{"x":{"password":"hunter2"}}}}}"#
        )
        #expect(json.facts.settings.map(\.value) == ["/r", "/s"])
        #expect(CaptureParser.criInfo.read("what is this").issues.map(\.line) == [1])
    }

    @Test("containers are read whole, reduced or from the table")
    func containers() {
        let parsed = CaptureParser.criContainers.read(
            """
            {"containers": [
              {"id": "c1", "image": {"image": "web:1", "userSpecifiedImage": "team/web:1"}, "imageRef": "sha256:\(id)",
               "state": "CONTAINER_RUNNING", "labels": {"a": "b"}},
              {"id": "c2", "image": "web:1", "imageRef": "sha256:\(id)", "state": "CONTAINER_EXITED"},
              {"id": "c3", "image": {"image": "\(id)"}, "imageRef": "docker.io/library/web@sha256:\(layer)", "state": ""}
            ]}
            CONTAINER           IMAGE               CREATED             STATE               NAME   ATTEMPT   POD ID
            d4d4d4d4d4d4d       a1a1a1a1a1a1a       2 hours ago         Running             web    0         e5e5e5e5e5e5e
            """)
        #expect(
            parsed.facts.containers.map(\.imageName) == [
                "team/web:1", "web:1", "docker.io/library/web@sha256:\(layer)", "",
            ])
        #expect(parsed.facts.containers.map { $0.image?.short } == Array(repeating: "a1a1a1a1a1a1", count: 4))
        #expect(parsed.facts.containers.map(\.isRunning) == [true, false, false, true])
        #expect(parsed.issues.isEmpty)
    }

    @Test("layers are read from the template's lines and from JSON, never the environment")
    func inspecti() {
        let lines = CaptureParser.criImageInspect.read(
            "sha256:\(id) [sha256:\(layer) sha256:\(id)]\n\(layer) [sha256:\(layer)]\n")
        #expect(lines.facts.imageLayers.map { $0.diffIDs.map(\.hex) } == [[layer, id], [layer]])
        #expect(lines.facts.imageLayers.map(\.source.line) == [1, 2] && lines.issues.isEmpty)
        let json = CaptureParser.criImageInspect.read(
            """
            {"status": {"id": "sha256:\(id)", "repoTags": ["web:1"], "repoDigests": [], "size": "53696858"},
             "info": {"imageSpec": {"config": {"Env": ["TOKEN=hunter2"]}, "rootfs": {"diff_ids": ["sha256:\(layer)"]}}}}
            """)
        #expect(json.facts.imageLayers.map { $0.diffIDs.map(\.hex) } == [[layer]])
        #expect(json.facts.imageLayers.map { $0.size?.low } == [53_696_858])
        #expect(json.facts.imageLayers.first?.names == ["web:1"])
        #expect(json.issues.isEmpty && !"\(json)".contains("hunter2"))
    }

    @Test(
        "half a list of layers is no list",
        arguments: ["[sha256:", "[sha256:b2b2b2b2b2b2]", "<no value>", "[sha256:zz]"])
    func cutLayers(list: String) {
        let parsed = CaptureParser.criImageInspect.read("sha256:\(id) \(list)")
        #expect(parsed.facts.imageLayers.isEmpty && parsed.issues.map(\.line) == [1])
    }

    @Test("a configured endpoint is read, a blank line means that none is set")
    func endpoints() {
        let set = CaptureParser.crictlRuntimeEndpoint.read(
            "DEBU[0000] get config\n\"unix:///run/k3s/containerd/containerd.sock\"\n")
        #expect(set.values(.crictlRuntimeEndpoint) == ["unix:///run/k3s/containerd/containerd.sock"])
        #expect(
            CaptureParser.crictlImageEndpoint.read("/run/crio/crio.sock").values(.crictlImageEndpoint) == [
                "/run/crio/crio.sock"
            ])
        for blank in ["", "\n", "\"\"\n"] {
            let parsed = CaptureParser.crictlImageEndpoint.read(blank)
            #expect(parsed.facts.settings.isEmpty && parsed.issues.isEmpty)
        }
        #expect(CaptureParser.crictlImageEndpoint.read("no such key").issues.count == 1)
    }
}
