import NodeModel
import Testing

@testable import Ingestion

@Suite("docker images") struct DockerImagesTests {
    private let id = String(repeating: "a1", count: 32)
    private let other = String(repeating: "b2", count: 32)

    private func read(_ text: String, errors: String = "") -> ParsedFacts {
        CaptureParser.dockerImages.read(text, as: "docker-images", errors: errors)
    }

    @Test("two names of one ID are one image")
    func twoNames() throws {
        let parsed = read(
            """
            REPOSITORY   TAG   IMAGE ID       CREATED        SIZE
            web          1     a1a1a1a1a1a1   5 weeks ago    107MB
            team/web     2     a1a1a1a1a1a1   About a minute ago   107MB
            """)
        let image = try #require(parsed.facts.images.first)
        #expect(parsed.facts.images.count == 1 && parsed.issues.isEmpty)
        #expect(image.names == ["web:1", "team/web:2"])
        #expect(image.source.line == 2 && image.source.quote.hasPrefix("web "))
        #expect(image.size == ByteRange(low: 106_500_000, high: 107_500_000))
    }

    @Test("an image without name has none, whatever its columns say", arguments: ["<none>", "web"])
    func dangling(repository: String) {
        let parsed = read("\(repository)   <none>   a1a1a1a1a1a1   5 weeks ago   1.8GB")
        #expect(parsed.facts.images.map(\.names) == [[]])
        #expect(parsed.facts.images.first?.id?.hex == "a1a1a1a1a1a1")
    }

    @Test("a row of a grep without header is still read, with or without its time")
    func grep() {
        let parsed = read(
            "example/my-app    1.0    a1a1a1a1a1a1    1.81GB\nexample/b  2  b2b2b2b2b2b2  2 days ago  5GB")
        #expect(parsed.facts.images.map(\.names) == [["example/my-app:1.0"], ["example/b:2"]])
        #expect(parsed.issues.isEmpty)
    }

    @Test("digests and whole IDs make a row longer than its header's columns")
    func noTrunc() throws {
        let parsed = read(
            """
            REPOSITORY   TAG   DIGEST   IMAGE ID   CREATED   SIZE
            registry.x:5000/web   1   sha256:\(other)   sha256:\(id)   N/A   107MB
            web   2   <none>   sha256:\(id)   Less than a second ago   107MB
            """)
        let image = try #require(parsed.facts.images.first)
        #expect(image.names == ["registry.x:5000/web:1", "web:2"])
        #expect(image.repoDigests == ["registry.x:5000/web@sha256:\(other)"])
        #expect(image.id?.hex == id && parsed.facts.images.count == 1)
    }

    @Test("Docker up to 1.12 prints bare IDs, VIRTUAL SIZE and a blank in the size")
    func old() {
        let parsed = read(
            """
            REPOSITORY          TAG                 IMAGE ID                                                           CREATED             VIRTUAL SIZE
            web                 latest              \(id)   4 days ago          1.089 GB
            db                  latest              b2b2b2b2b2b2        13 months ago       188.3 MB
            """)
        #expect(parsed.facts.images.map { $0.id?.hex } == [id, "b2b2b2b2b2b2"])
        #expect(parsed.facts.images.first?.size == ByteRange(low: 1_088_500_000, high: 1_089_500_000))
        #expect(parsed.facts.settings.isEmpty && parsed.issues.isEmpty)
    }

    @Test("a header alone is an empty list, without an issue")
    func empty() {
        let parsed = read("REPOSITORY   TAG       IMAGE ID   CREATED   SIZE\n")
        #expect(parsed.facts.images.isEmpty && parsed.issues.isEmpty)
    }

    @Test("a daemon that does not answer is no list", arguments: [true, false])
    func noDaemon(onOutput: Bool) {
        let message =
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
        let parsed = onOutput ? read(message) : read("", errors: message)
        #expect(parsed.facts.images.isEmpty && parsed.issues.count == 1)
    }

    @Test("Docker 29 tells blobs and use, below a legend and a warning")
    func docker29() throws {
        let parsed = read(
            """
            WARNING: This output is designed for human readability. For machine-readable output, please use --format.
                                                              i Info →   U  In Use
            IMAGE                 ID             DISK USAGE   CONTENT SIZE   EXTRA
            web:1                 a1a1a1a1a1a1       74.8MB             0B    U   \("")
            team/web:2            a1a1a1a1a1a1       74.8MB             0B        \("")
            <untagged>            b2b2b2b2b2b2        258MB         64.1MB
            x.io/a@sha256:\(other)   c3c3c3c3c3c3   1e+03kB   10.3kB
            """)
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.images.map(\.names) == [["web:1", "team/web:2"], [], []])
        #expect(parsed.facts.images.map(\.inUse) == [true, false, false])
        #expect(parsed.facts.images.map { $0.contentSize?.middle } == [0, 64_100_000, 10_300])
        #expect(parsed.facts.images.last?.repoDigests == ["x.io/a@sha256:\(other)"])
    }

    @Test("a long name on a line of its own belongs to the row below it")
    func wrappedName() {
        let parsed = read(
            """
            IMAGE                 ID             DISK USAGE   CONTENT SIZE   EXTRA
            registry.example.org/team/some-very-long-name:2026.1
                                  a1a1a1a1a1a1       74.8MB             0B
            web:1                 b2b2b2b2b2b2       74.8MB             0B
            """)
        #expect(
            parsed.facts.images.map(\.names)
                == [["registry.example.org/team/some-very-long-name:2026.1"], ["web:1"]])
        #expect(parsed.issues.isEmpty)
    }

    @Test("a name that was cut is no name, but its image counts")
    func cutName() {
        let parsed = read("quay.io/team/some…   a1a1a1a1a1a1   74.8MB   0B")
        #expect(parsed.facts.images.map(\.names) == [[]])
        #expect(parsed.facts.images.first?.id?.hex == "a1a1a1a1a1a1")
    }

    @Test("the platforms of --tree are parts of their image, not images")
    func tree() {
        let parsed = read(
            """
            IMAGE                   ID             DISK USAGE   CONTENT SIZE   IN USE
            web:1                   a1a1a1a1a1a1       74.8MB         20.1MB   ✔
            ├─ linux/amd64          b2b2b2b2b2b2       74.8MB         20.1MB   ✔
            └─ linux/arm64          c3c3c3c3c3c3           0B             0B
            """)
        #expect(parsed.facts.images.map(\.names) == [["web:1"]])
        #expect(parsed.facts.images.first?.inUse == true && parsed.issues.isEmpty)
    }

    @Test(
        "podman's table is known by its blank in the size and its whole names",
        arguments: ["localhost/web", "docker.io/library/web"])
    func podman(name: String) {
        let parsed = read(
            """
            REPOSITORY                TAG         IMAGE ID      CREATED             SIZE
            \(name)        v1          a1a1a1a1a1a1  About a minute ago  878 MB
            """)
        #expect(parsed.facts.images.first?.names == ["\(name):v1"])
        #expect(parsed.facts.images.first?.size == ByteRange(low: 877_500_000, high: 878_500_000))
        #expect(parsed.values(.dockerEmulatedBy) == ["podman"])
    }

    @Test("podman-docker says so on standard error")
    func podmanNotice() {
        let notice = "Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg."
        let parsed = read("REPOSITORY  TAG         IMAGE ID    CREATED     SIZE", errors: notice)
        #expect(parsed.values(.dockerEmulatedBy) == ["podman"])
        #expect(parsed.facts.settings.first?.source.line == 0 && parsed.issues.isEmpty)
    }

    @Test("podman's JSON array has lists of names and sizes in bytes")
    func podmanJSON() {
        let parsed = read(
            """
            [
                {
                    "Id": "\(id)", "RepoTags": null, "RepoDigests": ["docker.io/library/web@sha256:\(other)"],
                    "Size": 8081234, "Containers": 1, "Names": ["docker.io/library/web:latest"]
                }
            ]
            """)
        #expect(parsed.facts.images.first?.names == ["docker.io/library/web:latest"])
        #expect(parsed.facts.images.first?.size == ByteRange(exactly: 8_081_234))
        #expect(parsed.facts.images.first?.inUse == true)
        #expect(parsed.values(.dockerEmulatedBy) == ["podman"])
    }

    @Test("a template without IDs gives names and sizes only")
    func templates() {
        let parsed = read(
            """
            REPOSITORY:TAG                    SIZE      CREATED
            team/web:latest                   530MB     25 minutes ago
            db:16                             395MB     2 months ago
            """)
        #expect(parsed.facts.images.map(\.names) == [["team/web:latest"], ["db:16"]])
        #expect(parsed.facts.images.allSatisfy { $0.id == nil && $0.size != nil } && parsed.issues.isEmpty)
        let bare = read("team/web:latest\t530MB\nregistry.x/db\t16\t395MB\nweb:1 12MB\n")
        #expect(bare.facts.images.map(\.names) == [["team/web:latest"], ["registry.x/db:16"], ["web:1"]])
    }

    @Test("a tag that looks like an ID stays a tag where the header has no ID")
    func hexTag() {
        let parsed = read("REPOSITORY   TAG            SIZE\nteam/web     0123456789ab   530MB\n")
        #expect(parsed.facts.images.map(\.names) == [["team/web:0123456789ab"]])
        #expect(parsed.facts.images.first?.id == nil)
    }

    @Test("IDs may come first, or alone")
    func idFirst() {
        let parsed = read("a1a1a1a1a1a1   web   1   530MB\nb2b2b2b2b2b2\nsha256:\(id)\n")
        #expect(parsed.facts.images.map(\.names) == [["web:1"], [], []])
        #expect(parsed.facts.images.map { $0.id?.hex } == ["a1a1a1a1a1a1", "b2b2b2b2b2b2", id])
    }

    @Test("nerdctl's table has platforms and binary sizes")
    func nerdctl() {
        let parsed = read(
            """
            REPOSITORY    TAG       IMAGE ID        CREATED         PLATFORM       SIZE         BLOB SIZE
            web           latest    a1a1a1a1a1a1    2 hours ago     linux/amd64    40.0 MiB     9.7 MiB
            """)
        #expect(parsed.facts.images.first?.names == ["web:latest"])
        #expect(parsed.facts.images.first?.size?.overlaps(ByteRange(exactly: 40 << 20)) == true)
        #expect(parsed.facts.images.first?.contentSize?.overlaps(ByteRange(exactly: 10_171_187)) == true)
        #expect(parsed.values(.dockerEmulatedBy) == ["nerdctl"] && parsed.issues.isEmpty)
    }

    @Test("docker system df -v is a list of images too, and the tables below it are not")
    func systemDf() {
        let parsed = read(
            """
            REPOSITORY   TAG   IMAGE ID       CREATED      SIZE    SHARED SIZE   UNIQUE SIZE   CONTAINERS
            web          1     a1a1a1a1a1a1   5 days ago   187MB   0B            186.6MB       2
            VOLUME NAME   LINKS   SIZE
            data          1       1.563GB
            """)
        #expect(parsed.facts.images.map(\.names) == [["web:1"]])
        #expect(parsed.facts.images.first?.size?.middle == 187_000_000)
        #expect(parsed.facts.images.first?.contentSize == nil && parsed.facts.images.first?.inUse == true)
        #expect(parsed.issues.map(\.line) == [4])
    }

    @Test("JSON lines keep the finer VirtualSize, and say what was cut")
    func jsonLines() {
        let parsed = read(
            #"{"ID":"sha256:\#(id)","Repository":"web","Tag":"1","Digest":"\u003cnone\u003e","Size":"107MB","VirtualSize":"106.9MB"}"#
                + "\n"
                + #"{"ID":"sha256:\#(other)","Repository":"\u003cnone\u003e","Tag":"\u003cnone\u003e","Size":"0B"}"#
                + "\n" + #"{"ID":"sha256:c3c3"#)
        #expect(parsed.facts.images.map(\.names) == [["web:1"], []])
        #expect(parsed.facts.images.map(\.repoDigests) == [[], []])
        #expect(parsed.facts.images.first?.size == ByteRange(low: 106_850_000, high: 106_950_000))
        #expect(parsed.issues.map(\.line) == [3])
    }

    @Test(
        "what is no image is named with its line",
        arguments: [
            "see image a1a1a1a1a1a1 which is 5GB", "Images  52  0  34.85GB  27.08GB (77%)", "$ docker images",
            "(no result)", "Deleted: sha256:a1a1a1a1a1a1", "115G    /var/lib/docker/overlay2", "{\"a\":1}",
        ])
    func unknown(line: String) {
        let parsed = read("web  1  b2b2b2b2b2b2  187MB\n\(line)\n")
        #expect(parsed.facts.images.count == 1)
        #expect(parsed.issues.map(\.line) == [2])
    }

    @Test("colours, carriage returns and quote marks do not count")
    func dressing() {
        let parsed = read("> \u{1B}[1mweb\u{1B}[0m   1   a1a1a1a1a1a1   187MB\r\n[0mweb   2   a1a1a1a1a1a1   187MB\r\n")
        #expect(parsed.facts.images.map(\.names) == [["web:1", "web:2"]])
        #expect(parsed.issues.isEmpty)
    }

    @Test("of many lines that are not understood eight are named and the rest is counted")
    func manyIssues() {
        let parsed = read(String(repeating: "no table at all, is it\n", count: 1000))
        #expect(parsed.issues.count == 9)
        #expect(parsed.issues.last?.message.hasPrefix("992 more lines") == true)
    }
}
