import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Ingestion

/// Every recorded answer of docker, crictl and ctr, against a reading by other means.
@Suite("Recorded answers of the runtimes") struct RecordedRuntimesTests {
    @Test(
        "docker's JSON lines become one image an ID, with every name and digest",
        arguments: RuntimeAnswer.recorded { $0 == "docker images -a --no-trunc --digests --format {{json .}}" })
    func dockerImagesJSON(answer: RuntimeAnswer) {
        let parsed = answer.read(.dockerImages, as: "docker-images")
        let rows = answer.json
        #expect(parsed.issues.isEmpty == (answer.exit == 0))
        #expect(Set(parsed.facts.images.map { $0.id?.description }) == Set(rows.map { $0["ID"] as? String }))
        #expect(parsed.facts.images.count == Set(rows.compactMap { $0["ID"] as? String }).count)
        let names = rows.map { "\($0["Repository"] ?? "")" + ":" + "\($0["Tag"] ?? "")" }
        #expect(parsed.facts.images.flatMap(\.names).sorted() == names.sorted())
        let digests = rows.map { "\($0["Repository"] ?? "")" + "@" + "\($0["Digest"] ?? "")" }
        #expect(parsed.facts.images.flatMap(\.repoDigests).sorted() == digests.sorted())
        #expect(parsed.facts.images.allSatisfy { $0.size != nil && $0.contentSize == nil })
        #expect(parsed.facts.settings.isEmpty)
        #expect(rows.isEmpty == (answer.exit != 0))
    }

    @Test(
        "the tables of docker tell the same as its JSON",
        arguments: RuntimeAnswer.recorded { $0 == "docker images" || $0 == "docker images -a --digests --no-trunc" })
    func dockerImagesTable(answer: RuntimeAnswer) {
        let parsed = answer.read(.dockerImages, as: "docker-images")
        let rows = answer.rows.dropFirst()
        #expect(parsed.issues.isEmpty == (answer.exit == 0))
        #expect(parsed.facts.images.flatMap(\.names).sorted() == rows.map { $0[0] + ":" + $0[1] }.sorted())
        let column = answer.arguments == "docker images" ? 2 : 3
        #expect(parsed.facts.images.count == Set(rows.map { $0[column] }).count)
        guard let json = Self.json(of: answer.scenario) else { return }
        for image in parsed.facts.images {
            let same = json.facts.images.first { other in
                image.id.flatMap { id in other.id.map(id.matches) } ?? false
            }
            #expect(same.map { Set($0.names) } == Set(image.names))
            #expect(same?.size.flatMap { size in image.size.map(size.overlaps) } == true)
            if answer.arguments != "docker images" { #expect(same?.repoDigests.sorted() == image.repoDigests.sorted()) }
        }
    }

    private static func json(of scenario: String) -> ParsedFacts? {
        Recordings.output(of: "docker images -a --no-trunc --digests --format {{json .}}", in: scenario)
            .map { CaptureParser.dockerImages.read($0, as: "docker-images") }
    }

    @Test(
        "docker's exact size lies in the interval that its list prints, unless the containerd store counts otherwise",
        arguments: Recordings.scenarios.filter { !$0.contains("containerd-store") })
    func exactSizes(scenario: String) throws {
        let list = Self.json(of: scenario)?.facts.images ?? []
        let inspected = RuntimeAnswer.recorded { $0.hasPrefix("docker image inspect ") }
            .filter { $0.scenario == scenario }.flatMap { $0.read(.dockerImageInspect, as: "x").facts.imageLayers }
        for image in list {
            let layers = try #require(inspected.first { $0.image == image.id })
            #expect(try #require(layers.size).overlaps(try #require(image.size)))
            #expect(layers.names.sorted() == image.names.sorted())
        }
    }

    @Test(
        "an inspected image of docker has its size in bytes and all its layers",
        arguments: RuntimeAnswer.recorded { $0.hasPrefix("docker image inspect ") })
    func dockerImageInspect(answer: RuntimeAnswer) {
        let parsed = answer.read(.dockerImageInspect, as: "docker-image-inspect")
        let rows = answer.json
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.imageLayers.map(\.image.description) == rows.map { $0["Id"] as? String })
        #expect(parsed.facts.imageLayers.map { $0.size?.low } == rows.map { ($0["Size"] as? NSNumber)?.int64Value })
        #expect(
            parsed.facts.imageLayers.map { $0.diffIDs.map(\.description) } == rows.map { $0["Layers"] as? [String] })
    }

    @Test(
        "containers of docker name the image that they use",
        arguments: RuntimeAnswer.recorded {
            $0.hasPrefix("docker container inspect ") || $0 == "docker ps -a --no-trunc --format {{json .}}"
        })
    func dockerContainers(answer: RuntimeAnswer) {
        let parsed = answer.read(.dockerContainers, as: "docker-containers")
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.containers.count == answer.json.count)
        #expect(parsed.facts.containers.allSatisfy { !$0.imageName.isEmpty && $0.isRunning })
    }

    @Test(
        "docker info as text tells what its JSON tells",
        arguments: Recordings.scenarios.filter { Recordings.output(of: "docker info", in: $0)?.isEmpty == false })
    func dockerInfo(scenario: String) throws {
        let text = try #require(Recordings.output(of: "docker info", in: scenario))
        let json = try #require(Recordings.output(of: "docker info --format {{json .}}", in: scenario))
        let fromText = CaptureParser.dockerInfo.read(text, as: "docker-info")
        let fromJSON = CaptureParser.dockerInfo.read(json, as: "docker-info")
        let keys: [SettingKey] = [.dockerRoot, .dockerDriver, .dockerDriverType, .dockerServerVersion, .dockerHostName]
        for key in keys { #expect(fromText.value(key) == fromJSON.value(key)) }
        if scenario.hasPrefix("leftover-docker") {
            #expect(fromJSON.facts.settings.isEmpty)
            #expect(fromJSON.issues.count == 1)
        } else {
            #expect(fromJSON.value(.dockerRoot) == "/var/lib/docker")
            #expect(fromJSON.issues.isEmpty && fromText.issues.isEmpty)
        }
        let isContainerdStore = scenario.hasPrefix("docker-containerd-store")
        #expect(fromJSON.value(.dockerDriverType) == (isContainerdStore ? "io.containerd.snapshotter.v1" : nil))
        #expect(fromJSON.value(.dockerContainerdNamespace) == (isContainerdStore ? "moby" : nil))
    }

    @Test(
        "docker version tells the client, and the server where it answered",
        arguments: RuntimeAnswer.recorded { $0 == "docker version --format {{json .}}" || $0 == "docker --version" })
    func dockerVersion(answer: RuntimeAnswer) {
        let parsed = answer.read(.dockerVersion, as: "docker-version")
        let hasDocker = !answer.output.isEmpty
        #expect(parsed.issues.isEmpty)
        #expect((parsed.value(.dockerClientVersion) != nil) == hasDocker)
        let answered = hasDocker && answer.exit == 0 && answer.arguments != "docker --version"
        #expect((parsed.value(.dockerServerVersion) != nil) == answered)
    }

    @Test("docker's context in use has an endpoint", arguments: RuntimeAnswer.recorded { $0 == "docker context ls" })
    func dockerContexts(answer: RuntimeAnswer) {
        let parsed = answer.read(.dockerContexts, as: "docker-contexts")
        #expect(parsed.issues.isEmpty)
        #expect(parsed.values(.dockerEndpoint) == (answer.output.isEmpty ? [] : ["unix:///var/run/docker.sock"]))
    }

    @Test("crictl's JSON has every image with its exact size", arguments: RuntimeAnswer.crictl("images -o json"))
    func crictlImagesJSON(answer: RuntimeAnswer) {
        let parsed = answer.read(.criImages, as: "cri-images.containerd")
        let rows = answer.json.flatMap { $0["images"] as? [NSDictionary] ?? [] }
        #expect(parsed.facts.images.map { $0.id?.description } == rows.map { $0["id"] as? String })
        #expect(parsed.facts.images.map(\.names) == rows.map { $0["repoTags"] as? [String] ?? [] })
        #expect(parsed.facts.images.map(\.repoDigests) == rows.map { $0["repoDigests"] as? [String] ?? [] })
        #expect(parsed.facts.images.map { $0.size.map { "\($0.low)" } } == rows.map { $0["size"] as? String })
        #expect(parsed.facts.images.map(\.pinned) == rows.map { $0["pinned"] as? Bool ?? false })
        #expect(parsed.issues.isEmpty == (answer.exit == 0))
    }

    @Test(
        "crictl's tables tell the same as its JSON",
        arguments: RuntimeAnswer.crictl("images") + RuntimeAnswer.crictl("images --digests --no-trunc"))
    func crictlImagesTable(answer: RuntimeAnswer) throws {
        guard answer.exit == 0 else { return }
        let parsed = answer.read(.crictlImages, as: "crictl-images")
        let json = try #require(Recordings.output(of: "crictl images -o json", in: answer.scenario))
        let images = CaptureParser.crictlImages.read(json, as: "crictl-images").facts.images
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.images.map(\.names) == images.map(\.names))
        for (row, image) in zip(parsed.facts.images, images) {
            #expect(try #require(row.id).matches(try #require(image.id)))
            #expect(try #require(row.size).overlaps(try #require(image.size)))
            if answer.arguments.contains("--digests") { #expect(row.repoDigests == image.repoDigests) }
        }
    }

    @Test("a CRI server tells its name and version", arguments: RuntimeAnswer.crictl("version"))
    func crictlVersion(answer: RuntimeAnswer) {
        let parsed = answer.read(.criVersion, as: "cri-version.containerd")
        #expect(parsed.issues.isEmpty)
        let names = answer.rows.filter { $0[0] == "RuntimeName:" }.map { $0[1] }
        #expect(parsed.values(.criRuntimeName) == names)
        #expect(parsed.values(.criRuntimeVersion).count == names.count)
        #expect(names.count == (answer.exit == 0 ? 1 : 0))
    }

    @Test("a CRI server tells where its images are", arguments: RuntimeAnswer.crictl("imagefsinfo -o json"))
    func crictlImagefsinfo(answer: RuntimeAnswer) {
        let parsed = answer.read(.criImagefsinfo, as: "cri-imagefsinfo.containerd")
        #expect(parsed.issues.isEmpty)
        let mountpoints = answer.output.split(separator: "\"").filter { $0.hasPrefix("/var/lib/") }.map(String.init)
        #expect(parsed.values(.criImageMountpoint) == mountpoints.suffix(1))
        #expect(parsed.values(.criImageUsedBytes).compactMap { Int($0) }.count == (answer.exit == 0 ? 1 : 0))
    }

    @Test(
        "a containerd tells its root in one line or in its whole JSON, cri-dockerd in neither",
        arguments: RuntimeAnswer.crictl("info")
            + RuntimeAnswer.crictl(
                "info -o go-template --template {{.config.containerdRootDir}} {{.config.containerdEndpoint}}"))
    func crictlInfo(answer: RuntimeAnswer) {
        let parsed = answer.read(.criInfo, as: "cri-info.containerd")
        #expect(parsed.issues.isEmpty)
        let isContainerd = answer.exit == 0 && !answer.arguments.contains("dockerd")
        #expect(parsed.values(.criContainerdRoot).count == (isContainerd ? 1 : 0))
        #expect(parsed.values(.criContainerdEndpoint).count == (isContainerd ? 1 : 0))
        #expect(parsed.facts.settings.allSatisfy { answer.output.contains($0.value) })
    }

    @Test("containers of a CRI server name the image that they use", arguments: RuntimeAnswer.crictl("ps -a -o json"))
    func crictlContainers(answer: RuntimeAnswer) {
        let parsed = answer.read(.criContainers, as: "cri-containers.containerd")
        let rows = answer.json.flatMap { $0["containers"] as? [NSDictionary] ?? [] }
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.containers.map(\.container) == rows.map { $0["id"] as? String })
        #expect(parsed.facts.containers.map { $0.image?.description } == rows.map { $0["imageRef"] as? String })
        #expect(parsed.facts.containers.allSatisfy { $0.imageName.hasPrefix("127.0.0.1:5000/") && $0.isRunning })
    }

    @Test(
        "an inspected image of a CRI server has its layers, whole or by the template",
        arguments: RuntimeAnswer.recorded { $0.hasPrefix("crictl") && $0.contains(" inspecti ") })
    func crictlInspecti(answer: RuntimeAnswer) throws {
        let parsed = answer.read(.criImageInspect, as: "cri-image-inspect.containerd")
        #expect(parsed.issues.isEmpty)
        let asked = answer.arguments.split(separator: " ").filter { $0.hasPrefix("sha256:") }.map(String.init)
        #expect(parsed.facts.imageLayers.map(\.image.description) == (answer.exit == 0 ? asked : []))
        // Layers stand in brackets, after the key in JSON.
        let isJSON = answer.arguments.contains("-o json")
        let lists = answer.output.components(separatedBy: isJSON ? "\"diff_ids\": [" : "[").dropFirst()
        let counts = lists.map { $0.prefix { $0 != "]" }.components(separatedBy: "sha256:").count - 1 }
        #expect(parsed.facts.imageLayers.map(\.diffIDs.count) == counts)
        #expect(parsed.facts.imageLayers.allSatisfy { ($0.size != nil) == isJSON })
    }

    @Test(
        "crictl's configured endpoints are read",
        arguments: RuntimeAnswer.crictl("--get runtime-endpoint") + RuntimeAnswer.crictl("--get image-endpoint"))
    func crictlEndpoints(answer: RuntimeAnswer) {
        let isImage = answer.arguments.contains("image-endpoint")
        let parser = isImage ? CaptureParser.crictlImageEndpoint : .crictlRuntimeEndpoint
        let parsed = answer.read(parser, as: "crictl-runtime-endpoint")
        let value = answer.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.settings.map(\.value) == (value.isEmpty ? [] : [value]))
    }

    @Test(
        "ctr's namespaces are read", arguments: RuntimeAnswer.recorded { $0.hasPrefix("ctr") && $0.hasSuffix(" ls -q") }
    )
    func namespaces(answer: RuntimeAnswer) {
        let parsed = answer.read(.ctrNamespaces, as: "ctr-namespaces.k3s-containerd")
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.namespaces.map(\.name) == answer.output.split(separator: "\n").map(String.init))
        #expect(parsed.facts.namespaces.allSatisfy { $0.socket == "k3s-containerd" })
    }

    @Test(
        "every row of ctr images is a record",
        arguments: RuntimeAnswer.recorded { $0.hasPrefix("ctr") && $0.hasSuffix(" images ls") })
    func ctrImages(answer: RuntimeAnswer) {
        let parsed = answer.read(.ctrImages, as: "ctr-images.containerd.k8s.io")
        let rows = answer.rows.dropFirst()
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.imageRecords.map(\.reference) == rows.map { $0[0] })
        #expect(parsed.facts.imageRecords.map(\.target.description) == rows.map { $0[2] })
        #expect(parsed.facts.imageRecords.allSatisfy { $0.socket == "containerd" && $0.namespace == "k8s.io" })
        let pinned = rows.filter { ($0.last ?? "").contains("pinned=pinned") }.count
        #expect(parsed.facts.imageRecords.filter(\.pinned).count == pinned)
    }

    @Test(
        "every row of ctr content is a blob, and its labels lead to layers that are there",
        arguments: RuntimeAnswer.recorded { $0.hasPrefix("ctr") && $0.hasSuffix(" content ls") })
    func ctrContent(answer: RuntimeAnswer) {
        let parsed = answer.read(.ctrContent, as: "ctr-content.containerd.k8s.io")
        let rows = answer.rows.dropFirst()
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.content.map(\.digest.description) == rows.map { $0[0] })
        let here = Set(parsed.facts.content.map(\.digest))
        for manifest in parsed.facts.content where manifest.config != nil {
            #expect(manifest.references.count >= 1 && here.isSuperset(of: manifest.references))
        }
        let labels = answer.output.components(separatedBy: "containerd.io/")
        #expect(
            parsed.facts.content.map(\.references.count).reduce(0, +)
                == labels.filter { $0.hasPrefix("gc.ref.content.l.") || $0.hasPrefix("gc.ref.content.m.") }.count)
        #expect(
            parsed.facts.content.filter { $0.diffID != nil }.count
                == labels.filter { $0.hasPrefix("uncompressed=") }.count)
        #expect(
            parsed.facts.content.filter { $0.snapshot != nil }.count
                == labels.filter { $0.hasPrefix("gc.ref.snapshot.") }.count)
    }

    @Test(
        "a blob's size is where its file's is",
        arguments: Recordings.scenarios.filter { $0.contains("containerd") })
    func contentSizes(scenario: String) {
        let files = RuntimeAnswer.recorded { $0.hasPrefix("ls -ln ") && $0.hasSuffix("/blobs/sha256") }
            .filter { $0.scenario == scenario }.flatMap(\.rows).filter { $0.count > 8 }
        let sizes = Dictionary(files.map { ($0[$0.count - 1], Int64($0[4]) ?? -1) }, uniquingKeysWith: { a, _ in a })
        let content = RuntimeAnswer.recorded { $0.hasPrefix("ctr") && $0.hasSuffix(" content ls") }
            .filter { $0.scenario == scenario }.flatMap { $0.read(.ctrContent, as: "ctr-content.a.b").facts.content }
        for blob in content {
            guard let size = sizes[blob.digest.hex] else { continue }
            #expect(blob.bytes.overlaps(ByteRange(exactly: size)))
        }
    }

    @Test(
        "every row of ctr snapshots is a layer or a container's own",
        arguments: RuntimeAnswer.recorded { $0.hasPrefix("ctr") && $0.hasSuffix(" overlayfs usage") })
    func ctrSnapshots(answer: RuntimeAnswer) {
        let parsed = answer.read(.ctrSnapshots, as: "ctr-snapshots.containerd.k8s.io")
        let rows = answer.rows.dropFirst()
        #expect(parsed.issues.isEmpty)
        #expect(parsed.facts.snapshots.count == rows.count)
        #expect(
            parsed.facts.snapshots.filter { $0.chainID != nil }.count
                == rows.filter { $0[0].hasPrefix("sha256:") }.count)
    }
}
