import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Ingestion

/// Real pastes, read where they are. Nothing of their text is repeated here: what is expected is counted or compared.
@Suite("Pasted answers of the runtimes", .enabled(if: Recordings.realCases != nil)) struct PastedRuntimesTests {
    /// The text of the case with that number.
    private func paste(_ number: String) throws -> String {
        let folder = try #require(Recordings.realCases)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let name = try #require(names.first { $0.hasPrefix(number + "-") })
        return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// What was pasted below each line that ends a prompt and holds that command, up to the next prompt.
    private func outputs(of command: String, in number: String) throws -> [String] {
        var blocks: [[Substring]] = []
        var isOpen = false
        for line in try paste(number).split(separator: "\n", omittingEmptySubsequences: false) {
            let isPrompt =
                line.hasPrefix("$ ") || line.hasPrefix("# ") || line.contains("]# ") || line.contains("~# ")
                || line.contains(":~$ ") || line.hasPrefix("sh-") || line.contains("$ docker ") || line.hasPrefix("===")
                || line.hasPrefix("docker images")
            if isPrompt { isOpen = line.contains(command) }
            if isPrompt, isOpen { blocks.append([]) } else if isOpen { blocks[blocks.count - 1].append(line) }
        }
        return blocks.map { $0.joined(separator: "\n") }
    }

    private func docker(_ text: String) -> ParsedFacts { CaptureParser.dockerImages.read(text, as: "docker-images") }
    private func crictl(_ text: String) -> ParsedFacts { CaptureParser.crictlImages.read(text, as: "crictl-images") }

    @Test("no paste harms any parser")
    func nothingBreaks() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: #require(Recordings.realCases).path) {
            let folder = try #require(Recordings.realCases)
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            for parser in RuntimeMutationTests.parsers { _ = parser.read(text, as: "ctr-images.a.b") }
        }
    }

    @Test("01: both lists print one name and one size; a dangling image and a translated remark are no names")
    func seed() throws {
        let lists = try outputs(of: "docker images", in: "01").map(docker)
        let views = try outputs(of: "crictl images", in: "01").map(crictl)
        #expect(lists.map(\.facts.images.count) == [1, 1])
        #expect(views.map(\.facts.images.count) == [1, 1, 0])
        #expect(views.last?.issues.count == 1)
        for (list, view) in zip(lists, views) {
            let mine = try #require(list.facts.images.first)
            let theirs = try #require(view.facts.images.first)
            #expect(mine.names == theirs.names && mine.size == theirs.size)
            #expect(try #require(mine.id).matches(try #require(theirs.id)))
        }
        #expect(lists.map { $0.facts.images.first?.names.count } == [1, 0])
    }

    @Test("02: one ID has two sizes, with and without a host in its name")
    func duplicated() throws {
        let list = try outputs(of: "docker images", in: "02").map(docker).flatMap(\.facts.images)
        let views = try outputs(of: "crictl images", in: "02").map(crictl).flatMap(\.facts.images)
        #expect(list.count == 2 && views.count == 3)
        let mine = try #require(list.first)
        for view in views {
            #expect(try #require(mine.id).matches(try #require(view.id)))
            #expect(!(try #require(mine.size).overlaps(try #require(view.size))))
            #expect(!ImageName.hasHost(mine.names[0]) && ImageName.hasHost(view.names[0]))
            #expect(ImageName.normalized(mine.names[0]) == ImageName.normalized(view.names[0]))
        }
    }

    @Test("05: docker's header over crictl's rows does not matter")
    func mixedHeader() throws {
        let text = try paste("05")
        let images = docker(text).facts.images
        #expect(images.count == 4)
        #expect(images.compactMap { $0.id?.hex.count } == [12, 13, 12, 13])
        #expect(images.map(\.names.count) == [1, 1, 2, 1])
    }

    @Test(
        "a table of crictl is read row by row",
        arguments: [("03", 1), ("06", 11), ("26", 14), ("28", 4), ("42", 3), ("51", 7), ("52", 8)])
    func crictlTables(number: String, count: Int) throws {
        let images = crictl(try paste(number)).facts.images
        #expect(images.count == count)
        #expect(images.allSatisfy { $0.id?.hex.count == 13 && $0.size != nil && $0.names.count <= 1 })
        #expect(images.filter(\.names.isEmpty).count == (number == "28" ? 1 : 0))
    }

    @Test("07: JSON that was cut in the third image still gives three, with exact sizes")
    func cutJSON() throws {
        let parsed = crictl(try paste("07"))
        #expect(parsed.facts.images.count == 3)
        #expect(parsed.facts.images.allSatisfy { $0.size?.isExact == true && $0.id?.isWhole == true })
        #expect(parsed.facts.images.allSatisfy { $0.names.count == 1 && $0.repoDigests.count == 1 })
        #expect(parsed.issues.contains { $0.message.contains("cut") })
    }

    @Test("09 and 48: podman's table is known as podman's", arguments: [("09", 6), ("48", 2)])
    func podman(number: String, count: Int) throws {
        let parsed = docker(try paste(number))
        #expect(parsed.facts.images.count == count)
        #expect(parsed.values(.dockerEmulatedBy) == ["podman"])
    }

    @Test("10: podman and CRI-O print one image with 12 and 13 digits and overlapping sizes")
    func sameStore() throws {
        let podman = try #require(outputs(of: "podman images", in: "10").first.map(docker)?.facts.images.first)
        let crio = try #require(outputs(of: "crictl images", in: "10").first.map(crictl)?.facts.images.first)
        #expect(podman.names == crio.names)
        #expect(try #require(podman.id).matches(try #require(crio.id)))
        #expect(try #require(podman.size).overlaps(try #require(crio.size)))
    }

    @Test("11: the default endpoints are kept; a list of pods is no list of images")
    func defaultEndpoints() throws {
        let parsed = crictl(try paste("11"))
        #expect(parsed.values(.crictlDefaultEndpoints).map { $0.split(separator: " ").count } == [4])
        #expect(parsed.facts.images.isEmpty)
        let version = CaptureParser.crictlVersion.read(try paste("11"))
        #expect(version.values(.criRuntimeName) == ["docker"])
    }

    @Test("13: a dead endpoint gives no runtime but its error")
    func deadEndpoint() throws {
        let answer = try #require(outputs(of: "crictl version", in: "13").first)
        let parsed = CaptureParser.crictlVersion.read(answer)
        #expect(parsed.facts.settings.isEmpty && parsed.issues.count == 1)
    }

    @Test("26: docker's header alone is an empty list")
    func emptyList() throws {
        let parsed = docker(try #require(outputs(of: "docker images", in: "26").first))
        #expect(parsed.facts.images.isEmpty && parsed.issues.isEmpty)
    }

    @Test("28: the records of ctr lead from the IDs of crictl to manifests")
    func configToManifest() throws {
        let images = try outputs(of: "crictl images", in: "28").map(crictl).flatMap(\.facts.images)
        let answer = try #require(outputs(of: "k3s ctr -n", in: "28").first)
        let records = CaptureParser.ctrImages.read(answer, as: "ctr-images.k3s-containerd.k8s.io").facts.imageRecords
        #expect(images.count == 4 && records.count == 9)
        for image in images {
            let configs = records.filter { $0.reference.hasPrefix("sha256:") }.compactMap { Digest($0.reference) }
            #expect(configs.filter { image.id?.matches($0) == true }.count == 1)
        }
    }

    @Test("29: with a graph driver CONTENT SIZE is 0 in every row")
    func graphDriver() throws {
        let parsed = docker(try #require(outputs(of: "$ docker images", in: "29").last))
        #expect(parsed.facts.images.count == 9 && parsed.facts.images.flatMap(\.names).count == 11)
        #expect(parsed.facts.images.allSatisfy { $0.contentSize == ByteRange(exactly: 0) })
        #expect(parsed.facts.images.filter(\.inUse).count == 4)
        #expect(parsed.issues.isEmpty)
    }

    @Test("31: rows of a pipe without header tell both kinds of store")
    func piped() throws {
        let images = docker(try paste("31")).facts.images
        #expect(images.count == 15)
        #expect(images.filter { ($0.contentSize?.low ?? 0) > 0 }.count == 3)
        #expect(images.allSatisfy { $0.names.count == 1 && $0.size != nil && $0.contentSize != nil })
    }

    @Test("33: docker info as text tells the containerd store, whatever is pasted above it")
    func containerdStore() throws {
        let parsed = CaptureParser.dockerInfo.read(try paste("33"))
        #expect(parsed.value(.dockerDriverType) == "io.containerd.snapshotter.v1")
        #expect(parsed.value(.dockerDriver) == "overlayfs" && parsed.value(.dockerRoot) == "/var/lib/docker")
        #expect(parsed.value(.dockerServerVersion)?.hasPrefix("29.") == true)
        #expect(docker(try paste("33")).facts.images.first?.contentSize?.low ?? 0 > 0)
    }

    @Test("36: a template without IDs is read, and the tables of system df below it are not images")
    func noIDs() throws {
        let images = docker(try paste("36")).facts.images
        #expect(images.count == 4)
        #expect(images.allSatisfy { $0.id == nil && $0.names.count == 1 && $0.size != nil })
    }

    @Test("47: docker system df -v gives sizes of three or four digits")
    func systemDf() throws {
        let images = docker(try paste("47")).facts.images
        #expect(images.count == 14 && images.allSatisfy { $0.size != nil && $0.contentSize == nil })
        #expect(images.filter { ($0.size?.uncertainty ?? 0) * 1000 < ($0.size?.middle ?? 0) }.count >= 3)
    }

    @Test("61: names without their targets tell only those that have a digest in them")
    func namesOnly() throws {
        let answer = try #require(outputs(of: "image ls", in: "61").first)
        let parsed = CaptureParser.ctrImages.read(answer, as: "ctr-images.microk8s-containerd.k8s.io")
        let names = answer.split(separator: "\n").dropFirst()
        #expect(parsed.facts.imageRecords.count == names.filter { $0.contains("@sha256:") }.count)
        #expect(!parsed.issues.isEmpty)
    }
}
