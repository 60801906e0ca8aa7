import NodeModel
import Testing

@testable import Ingestion

@Suite("ctr") struct CtrTests {
    private let id = String(repeating: "a1", count: 32)
    private let config = String(repeating: "b2", count: 32)
    private let layer = String(repeating: "c3", count: 32)

    @Test("a socket's name has no dot, a namespace may")
    func view() {
        let parsed = CaptureParser.ctrSnapshots.read(
            "sha256:\(id) 40.0 MiB 2", as: "ctr-snapshots.k3s-containerd.k8s.io")
        #expect(parsed.facts.snapshots.map(\.socket) == ["k3s-containerd"])
        #expect(parsed.facts.snapshots.map(\.namespace) == ["k8s.io"])
    }

    @Test("namespaces are read with and without header")
    func namespaces() {
        for text in ["k8s.io\nmoby\n", "NAME   LABELS \nk8s.io        \nmoby   a=b  \n"] {
            let parsed = CaptureParser.ctrNamespaces.read(text, as: "ctr-namespaces.containerd")
            #expect(parsed.facts.namespaces.map(\.name) == ["k8s.io", "moby"] && parsed.issues.isEmpty)
        }
    }

    @Test("a name leads to its manifest, and a config's record too; the pin is a label of its own")
    func images() {
        let parsed = CaptureParser.ctrImages.read(
            """
            REF                    TYPE                                    DIGEST         SIZE      PLATFORMS                LABELS
            registry.k8s.io/p:3.9  application/vnd.oci.image.index.v1+json sha256:\(id) 294.4 KiB linux/amd64,linux/arm64 io.cri-containerd.image=managed,io.cri-containerd.pinned=pinned
            sha256:\(config) application/vnd.oci.image.index.v1+json sha256:\(id) 294.4 KiB linux/amd64 io.cri-containerd.image=managed
            registry.k8s.io/p@sha256:\(id)
            """, as: "ctr-images.containerd.k8s.io")
        #expect(parsed.facts.imageRecords.map(\.target.hex) == [id, id, id])
        #expect(parsed.facts.imageRecords.map(\.pinned) == [true, false, false])
        #expect(parsed.facts.imageRecords.map(\.line) == [2, 3, 4])
        #expect(parsed.facts.imageRecords[1].reference == "sha256:\(config)" && parsed.issues.isEmpty)
    }

    @Test("a name whose target is not told is an issue")
    func imageWithoutTarget() {
        let parsed = CaptureParser.ctrImages.read("docker.io/library/web:1    ...    9.7 GiB    linux/amd64\nweb:1\n")
        #expect(parsed.facts.imageRecords.isEmpty && parsed.issues.map(\.line) == [1, 2])
    }

    @Test("a manifest refers to its config and, in the order of their numbers, to its layers")
    func manifest() throws {
        let layers = (0..<12).map { Digest.sha256([UInt8($0)]) }
        // ctr sorts labels as text: l.0, l.1, l.10, l.11, l.2, …
        let labels = (0..<12).map { "containerd.io/gc.ref.content.l.\($0)=\(layers[$0])" }.sorted()
        let parsed = CaptureParser.ctrContent.read(
            "DIGEST\t\tSIZE\tAGE\t\tLABELS\nsha256:\(id)\t2.004kB\tAbout a minute\t"
                + "containerd.io/gc.ref.content.config=sha256:\(config),\(labels.joined(separator: ","))",
            as: "ctr-content.containerd.k8s.io")
        let manifest = try #require(parsed.facts.content.first)
        #expect(manifest.references == layers && manifest.config?.hex == config)
        #expect(manifest.bytes == ByteRange(low: 2_004, high: 2_004) && manifest.line == 2)
    }

    @Test("an index refers to manifests; containerd before 1.3 numbered all alike")
    func index() {
        let parsed = CaptureParser.ctrContent.read(
            """
            sha256:\(id)\t740B\t9 seconds\tcontainerd.io/gc.ref.content.m.1=sha256:\(layer),containerd.io/gc.ref.content.m.0=sha256:\(config)
            sha256:\(config)\t740B\t9 seconds\tcontainerd.io/gc.ref.content.0=sha256:\(layer)
            """)
        #expect(parsed.facts.content.map { $0.references.map(\.hex) } == [[config, layer], [layer]])
    }

    @Test("commas in a label's value do not hide the labels after it")
    func commas() throws {
        let parsed = CaptureParser.ctrContent.read(
            "sha256:\(id)\t13.15MB\t6 seconds\tcontainerd.io/distribution.source.127.0.0.1=example/app1,example/my-app,"
                + "containerd.io/gc.ref.snapshot.overlayfs=sha256:\(layer),containerd.io/uncompressed=sha256:\(config)")
        let blob = try #require(parsed.facts.content.first)
        #expect(blob.snapshot?.hex == layer && blob.diffID?.hex == config && blob.references.isEmpty)
        #expect(blob.bytes == ByteRange(low: 13_145_000, high: 13_155_000))
    }

    @Test("a digest that was cut is none")
    func cut() {
        let parsed = CaptureParser.ctrContent.read(
            "sha256:\(id)\t13.15MB\t6 seconds\tcontainerd.io/uncompressed=sha256:b2b2b2b2b2b2b2\nsha256:a1a1a1a1a1a1\t1B\n",
            isCut: true)
        #expect(parsed.facts.content.map(\.diffID) == [nil])
        #expect(parsed.issues.map(\.line) == [2])
    }

    @Test("a layer's snapshot has its chainID, a container's own has none; both have a size")
    func snapshots() {
        let parsed = CaptureParser.ctrSnapshots.read(
            """
            KEY                                                                     SIZE     INODES \("")
            \(id)        20.0 KiB 6      \("")
            sha256:\(layer) 40.0 MiB 2      \("")
            \(config)-init  0.0 B  1
            sha256:\(config) 41943040 2
            """, as: "ctr-snapshots.containerd.k8s.io")
        #expect(parsed.facts.snapshots.map { $0.chainID?.hex } == [nil, layer, nil, config])
        #expect(parsed.facts.snapshots.map(\.bytes.middle) == [20_480, 41_943_040, 0, 41_943_040])
        #expect(parsed.issues.isEmpty)
    }

    @Test(
        "a containerd that does not answer gives nothing but its error",
        arguments: [CaptureParser.ctrNamespaces, .ctrImages, .ctrContent, .ctrSnapshots])
    func failure(parser: CaptureParser) {
        let parsed = parser.read("ctr: failed to dial \"/run/x.sock\": context deadline exceeded\n")
        #expect(parsed.facts == Facts() && parsed.issues.count == 1)
    }
}
