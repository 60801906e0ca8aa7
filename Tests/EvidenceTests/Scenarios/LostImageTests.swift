import Evidence
import NodeModel
import Testing

/// Which images a removal loses for good, and whose they are.
@Suite("Images that exist nowhere else")
struct LostImageTests {
    func risk(_ answer: Judgement) -> String {
        answer.plan.first { $0.command.contains("rm -r") }?.risk ?? ""
    }

    @Test("the risk of removing a stopped Docker names the images that no live store has")
    func named() {
        var node = TestNode()
        node.deadDocker([.web, .app])
        node.k3s([.web])
        let text = risk(node.judgement)
        #expect(text.contains("1 image exists nowhere else on this node: example/app:1.0-prod"), "\(text)")
        #expect(!text.contains("nginx"))
    }

    @Test("where a live store has them all, it says so")
    func none() {
        var node = TestNode()
        node.deadDocker([.web])
        node.k3s([.web, .other])
        #expect(risk(node.judgement).contains("every image in it is in a store that runs"))
    }

    @Test("the first five are named, whatever their number")
    func many() {
        let images = (1...9).map { TestImage("example/m\($0):1", layers: [TestLayer("m\($0)", megabyte)]) }
        var node = TestNode()
        node.deadDocker(images)
        node.k3s([.other])
        let text = risk(node.judgement)
        #expect(
            text.contains(
                "9 images exist nowhere else on this node: example/m1:1, example/m2:1, example/m3:1, example/m4:1, "
                    + "example/m5:1 …"), "\(text)")
    }

    @Test("two dead Dockers have each its own images, named and unnamed")
    func twoRoots() throws {
        let dangling = TestImage(layers: [TestLayer("dangling", 30 * megabyte)], salt: "dangling")
        var node = TestNode()
        node.deadDocker([.web], root: "/data/docker")
        node.set(.daemonDataRoot, "/data/docker", in: .file("/etc/docker/daemon.json"))
        node.deadDocker([.app, dangling])
        node.k3s([.other])
        let answer = node.judgement
        answer.expect(.leftover, .notApplicable)
        let images = Dictionary(answer.residues.map { ($0.path, $0.images) }) { first, _ in first }
        #expect(images["/data/docker"] == ["nginx:1.27"])
        #expect(images["/var/lib/docker"] == ["example/app:1.0-prod", dangling.config.short].sorted())
        let risks = answer.plan.filter { $0.command.contains("rm -r") }
        #expect(risks.count == 2)
        for step in risks {
            let isMoved = step.command.hasSuffix("/data/docker")
            #expect(step.risk.contains("nginx:1.27") == isMoved, "\(step.command): \(step.risk)")
            #expect(step.risk.contains("example/app:1.0-prod") != isMoved, "\(step.command): \(step.risk)")
        }
    }
}
