import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Ingestion

private let one = String(repeating: "1", count: 64)
private let two = String(repeating: "2", count: 64)

@Suite("stores on the disk")
struct StoresOnDiskTests {
    @Test("layers keep chain, diff, parent and bytes, and what is missing stays missing")
    func layers() {
        let text =
            "root\tdriver\tchain\tdiff\tsize\tparent\n/var/lib/docker\toverlay2\tsha256:\(one)\tsha256:\(two)\t7\t\n"
            + "/var/lib/docker\toverlay2\tsha256:\(two)\t\t\tsha256:\(one)\n/var/lib/docker\toverlay2\tnonsense\t\t\t\n"
        let facts = NodeOutput.read(.dockerLayerDB, text)
        let first = facts.facts.dockerLayers[0]
        #expect(facts.facts.dockerLayers.count == 2)
        #expect((first.root, first.driver) == ("/var/lib/docker", "overlay2"))
        #expect(first.chainID.hex == one && first.diffID?.hex == two && first.bytes == 7 && first.parent == nil)
        #expect(facts.facts.dockerLayers[1].bytes == nil)
        #expect(facts.facts.dockerLayers[1].parent?.hex == one)
        #expect(facts.issues.map(\.line) == [4])
    }

    @Test("images on the disk keep their layers in order")
    func images() {
        let text =
            "root\tdriver\timage\tdiffs\n/d\toverlay2\tsha256:\(one)\tsha256:\(two),sha256:\(one)\n"
            + "/d\toverlay2\tsha256:\(two)\t\n/d\toverlay2\tsha256:\(two)\tsha256:\(one),x\n"
        let facts = NodeOutput.read(.dockerImageDB, text)
        #expect(facts.facts.imageLayers.map { $0.diffIDs.map(\.hex) } == [[two, one], []])
        #expect(facts.facts.imageLayers[0].source.line == 2)
        #expect(facts.issues.map(\.line) == [4])
    }

    @Test("blobs belong to the root in the command, or in the line before them")
    func blobs() {
        let listing =
            "total 8\ndrwxr-xr-x 2 0 0 4096 Nov 23 20:28 .\n-r--r--r-- 1 0 0     2004 Nov 23 20:28 \(one)\n"
            + "-r--r--r-- 1 0 0 7 2026-11-23 20:28 ./\(two)\n"
        let folder = "/data/containerd/io.containerd.content.v1.content/blobs/sha256"
        let facts = NodeOutput.read(.blobs, listing, command: "ls -ln '\(folder)'")
        #expect(facts.issues.isEmpty)
        #expect(facts.facts.blobs.map(\.root) == ["/data/containerd", "/data/containerd"])
        #expect(facts.facts.blobs.map(\.bytes) == [2004, 7])
        #expect(facts.facts.blobs.map(\.digest.hex) == [one, two])
        let headed = NodeOutput.read(.blobs, folder + ":\n" + listing, command: "ls -lnR /data")
        #expect(headed.facts.blobs.map(\.root) == ["/data/containerd", "/data/containerd"])
    }

    @Test("blobs of an unknown directory are an issue, not a guess")
    func anonymous() {
        let facts = NodeOutput.read(
            .blobs, "-r--r--r-- 1 0 0 7 Nov 23 20:28 \(one)\n-r--r--r-- 1 0 0 7 Nov 23 20:28 \(two)\n")
        #expect(facts.facts.blobs.isEmpty)
        #expect(facts.issues.count == 1)
    }

    @Test("a half listed blob of a cut output is left out")
    func cut() {
        let folder = "/c/io.containerd.content.v1.content/blobs/sha256"
        let facts = NodeOutput.read(
            .blobs, "-r--r--r-- 1 0 0 7 Nov 23 20:28 \(one)", command: "ls -ln \(folder)", isCut: true)
        #expect(facts.facts.blobs.isEmpty)
    }

    @Test("every recorded blob is read", arguments: Recordings.scenarios)
    func recordedBlobs(_ scenario: String) throws {
        for root in ["/var/lib/containerd", "/var/lib/rancher/k3s/agent/containerd"] {
            let command = "ls -ln \(root)/io.containerd.content.v1.content/blobs/sha256"
            let text = try #require(Recordings.output(of: command, in: scenario))
            let facts = NodeOutput.read(.blobs, text, command: command)
            #expect(facts.issues.isEmpty)
            #expect(facts.facts.blobs.count == text.split(separator: "\n").count { $0.hasPrefix("-") })
            #expect(facts.facts.blobs.allSatisfy { $0.root == root })
        }
    }

    @Test("repositories.json is a list of images with tags and digests")
    func repositories() {
        let text = """
            {"Repositories":{"a/b":{"a/b:1":"sha256:\(one)","a/b@sha256:\(two)":"sha256:\(one)"},
            "c":{"c:2":"sha256:\(one)","c:x":"nonsense","c:3":"sha256:\(two)"}}}
            """
        let id = CaptureID.file("/var/lib/docker/image/overlay2/repositories.json")
        let facts = NodeOutput.read(.dockerRepositories, text, id: id)
        #expect(facts.facts.images.map { $0.id?.hex } == [one, two])
        #expect(facts.facts.images[0].names == ["a/b:1", "c:2"])
        #expect(facts.facts.images[0].repoDigests == ["a/b@sha256:\(two)"])
        #expect(facts.facts.images[0].source.capture == id)
        #expect(facts.facts.images[1].source.line == 2)
        #expect(facts.facts.images[1].source.quote == "\"c:3\":\"sha256:\(two)\"")
        #expect(facts.issues.count == 1)
    }

    @Test("of a cut repositories.json the first part is kept")
    func cutRepositories() {
        let facts = NodeOutput.read(
            .dockerRepositories, "{\"Repositories\":{\"a\":{\"a:1\":\"sha256:\(one)\",\"a:2\":\"sha2")
        #expect(facts.facts.images.map(\.names) == [["a:1"]])
        #expect(!facts.issues.isEmpty)
    }

    @Test("every recorded repositories.json names its images", arguments: Recordings.scenarios)
    func recordedRepositories(_ scenario: String) throws {
        guard let folder = Recordings.folder else { return }
        let file = folder.appendingPathComponent("\(scenario)/files/var/lib/docker/image/overlay2/repositories.json")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return }
        let facts = NodeOutput.read(.dockerRepositories, text)
        #expect(facts.issues.isEmpty)
        // Docker's containerd store leaves the file behind, empty.
        #expect(facts.facts.images.isEmpty == (text == "{\"Repositories\":{}}"))
        #expect(facts.facts.images.allSatisfy { !$0.names.isEmpty || !$0.repoDigests.isEmpty })
    }

    @Test("a view that showed the probe's image proves something, so does one that never did")
    func probe() {
        let text =
            "view\tseen_after_import\tseen_after_removal\ndocker\tyes\tno\nk3s-cri-dockerd\tyes\tno\n"
            + "containerd\tyes\tyes\nk3s-containerd\tno\tno\ncrio\tmaybe\tno\n"
        let facts = NodeOutput.read(.probe, text)
        #expect(facts.facts.deletions.map(\.otherView) == ["k3s-cri-dockerd", "containerd"])
        #expect(facts.facts.deletions.map(\.stillListedByOther) == [false, true])
        #expect(facts.facts.deletions.allSatisfy { $0.removedFrom == "docker" })
        #expect(facts.facts.settings(.probeNeverListed).map(\.value) == ["k3s-containerd"])
        #expect(facts.issues.map(\.line) == [6])
    }
}
