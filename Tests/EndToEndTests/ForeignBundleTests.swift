import Foundation
import NodeModel
import TestSupport
import Testing

/// What the bundles of other collectors let twinstore say of the recorded nodes, through the built program.
@Suite("Foreign bundles", .enabled(if: Recordings.folder != nil, "../shared/recordings is missing"))
struct ForeignBundleTests {
    struct Expected: CustomTestStringConvertible {
        let bundle: ForeignBundle
        let verdict: String
        let confidence: String
        let relation: String
        /// A capture that it says it would need; empty where there is an answer without.
        let missing: String
        var testDescription: String { "\(bundle.name): \(verdict)" }

        init(
            _ bundle: ForeignBundle, _ verdict: String, _ confidence: String, _ relation: String, missing: String = ""
        ) {
            self.bundle = bundle
            self.verdict = verdict
            self.confidence = confidence
            self.relation = relation
            self.missing = missing
        }
    }

    /// No collector runs du, so an answer that rests on the absence of left-overs is only likely.
    static let expected = [
        // crictl says docker: one store, although the bundle has no listing of Docker's.
        Expected(.rancher("k3s-docker.trixie"), "same-store", "likely", "same", missing: "du"),
        // Two stores, but whether an image is in both, only Docker's listing would tell.
        Expected(.rancher("two-live.trixie"), "unknown", "none", "different", missing: "docker-images"),
        Expected(.rancher("k3s-only.trixie"), "single-store", "likely", "notApplicable", missing: "du"),
        // The collector finds no k3s there and asks crictl nothing.
        Expected(
            .rancher("kubeadm-shared-containerd.trixie"), "unknown", "none", "unknown", missing: "crictl-images"),
        Expected(.sos("two-live.trixie"), "duplicated", "certain", "different"),
        Expected(.sos("two-live.bookworm"), "duplicated", "certain", "different"),
        Expected(.sos("kubeadm-shared-containerd.trixie"), "duplicated", "certain", "different"),
        // ctr and crictl show the same namespace: that is not a third copy.
        Expected(.sos("docker-containerd-store.sid"), "partly-duplicated", "certain", "partly"),
        Expected(.sos("k3s-docker.trixie"), "same-store", "likely", "same", missing: "du"),
        Expected(.sos("kubeadm-cri-dockerd.trixie"), "same-store", "likely", "same", missing: "du"),
        // Without the package cri-tools sos does not run crictl.
        Expected(.sos("two-live.trixie", criTools: false), "unknown", "none", "unknown", missing: "crictl-images"),
        // ctr's records under the configs' digests tell, although nobody ran crictl.
        Expected(.eks("kubeadm-shared-containerd.trixie"), "duplicated", "certain", "different"),
        Expected(eks("kubeadm-shared-containerd.trixie"), "duplicated", "certain", "different"),
        Expected(eks("docker-containerd-store.sid"), "partly-duplicated", "likely", "partly"),
        Expected(.troubleshoot("two-live.trixie"), "unknown", "none", "different", missing: "crictl-images"),
        Expected(.troubleshoot("k3s-docker.trixie"), "unknown", "none", "unknown", missing: "crictl-images"),
        Expected(.insights("two-live.trixie"), "unknown", "none", "unknown", missing: "crictl-images"),
        Expected(.insights("docker-only.trixie"), "unknown", "none", "unknown", missing: "crictl-images"),
    ]

    @Test("each bundle gives the verdict that its content allows", arguments: expected)
    func verdicts(_ one: Expected) throws {
        let answer = try analyzed(one.bundle)
        #expect(answer.verdict == one.verdict)
        #expect(answer.confidence == one.confidence)
        #expect(answer["relation"] as? String == one.relation)
        let missing = (answer["missing"] as? [[String: Any]] ?? []).compactMap { $0["capture"] as? String }
        #expect(one.missing.isEmpty || missing.contains(one.missing), "\(missing)")
        #expect(
            answer["collectedAt"] as? String == "2026-11-23T20:07:\(one.bundle.name.hasPrefix("sos") ? "28" : "31")Z")
        #expect((answer["node"] as? String ?? "").hasSuffix(one.bundle.host))
    }

    /// The kubelet's unit as an EKS node has it: the endpoint is a flag.
    static func eks(_ scenario: String) -> ForeignBundle {
        ForeignBundle.eks(scenario).replacing("kubelet_service.txt") { _ in
            """
            # /etc/systemd/system/kubelet.service
            [Service]
            ExecStart=/usr/bin/kubelet --config /etc/kubernetes/kubelet/config.json \\
                --container-runtime-endpoint=unix:///run/containerd/containerd.sock
            # /etc/systemd/system/kubelet.service.d/30-kubelet-extra-args.conf
            [Service]
            Environment='KUBELET_EXTRA_ARGS=--node-labels=a=b'

            """
        }
    }

    @Test("no bundle of any node is answered with the opposite of the truth", arguments: Recordings.scenarios)
    func never(_ scenario: String) throws {
        let truth = try #require(Truth(scenario))
        for bundle in [
            ForeignBundle.rancher(scenario), .sos(scenario), .sos(scenario, criTools: false), .eks(scenario),
            Self.eks(scenario), .troubleshoot(scenario), .insights(scenario),
        ] {
            let answer = try analyzed(bundle)
            let relation = try #require(answer["relation"] as? String)
            #expect(["unknown", truth.relation.rawValue].contains(relation), "\(bundle.name)")
            // What no collector can see is a left-over; then the answer says that it did not look.
            let isOpen = answer.verdict == "unknown" || truth.verdict == .leftover && answer.confidence == "likely"
            #expect(isOpen || answer.verdict == truth.verdict.rawValue, "\(bundle.name): \(answer.verdict ?? "")")
        }
    }

    @Test("docker inspect makes what Docker frees exact, and it is what was measured")
    func bytes() throws {
        for scenario in ["two-live.trixie", "kubeadm-shared-containerd.trixie"] {
            let answer = try analyzed(.sos(scenario))
            let docker = try #require((answer["freedByRemoving"] as? [String: [String: Any]])?["docker"])
            let measured = try #require(Truth(scenario)?.freed[.docker])
            #expect(docker["tier"] as? String == "exact")
            #expect(abs(try #require(docker["bytes"] as? Int64) - measured) < 1 << 20)
            let whole = try analyzed(ForeignBundle.sos(scenario).without("docker_inspect"))
            let bound = try #require((whole["freedByRemoving"] as? [String: [String: Any]])?["docker"])
            #expect(bound["tier"] as? String == "bound")
        }
    }

    @Test("an unpacked bundle is the packed one, whatever the archive is called")
    func unpacked() throws {
        for bundle in [ForeignBundle.rancher("k3s-docker.trixie"), .sos("two-live.trixie"), .eks("two-live.trixie")] {
            let folder = try Shell.temporaryFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            let archive = try bundle.write(into: folder)
            let renamed = folder.appendingPathComponent("case-4711.tar")
            try FileManager.default.moveItem(at: archive, to: renamed)
            let tree = folder.appendingPathComponent("tree")
            try FileManager.default.createDirectory(at: tree, withIntermediateDirectories: true)
            let tar = try #require(Shell.find("tar"))
            try #require(Shell.run(tar, ["-xf", renamed.path, "-C", tree.path]).status == 0)
            let packed = try node(renamed.path)
            let loose = try node(tree.path)
            #expect(packed.verdict == loose.verdict)
            #expect(packed["node"] as? String == loose["node"] as? String)
        }
    }

    @Test("a bundle that broke off is never answered with the opposite, and certain only by what was read whole")
    func brokenOff() throws {
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var answered = 0
        for (bundle, truth) in [
            (ForeignBundle.sos("two-live.trixie"), "duplicated"), (.sos("kubeadm-cri-dockerd.trixie"), "same-store"),
            (.rancher("k3s-docker.trixie"), "same-store"),
        ] {
            // Decompressors give nothing of so small an archive before its end: this is what `tar` itself wrote.
            var bundle = bundle
            bundle.compression = "-b20"
            let archive = try bundle.write(into: folder)
            let whole = try Data(contentsOf: archive)
            for part in [20, 40, 60, 80] {
                // Within a block: between two members the end of a file is the end of the archive.
                try whole.prefix(whole.count * part / 100 + 100).write(to: archive)
                let run = try Shell.run(Shell.twinstore, ["analyze", archive.path, "--format", "json"])
                guard run.status == 0 else {
                    #expect(run.errors.contains("stopped at byte"), "\(run.errors)")
                    continue
                }
                answered += 1
                let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
                let node = try #require((report["nodes"] as? [[String: Any]])?.first)
                #expect(["unknown", truth].contains(node.verdict ?? ""), "\(bundle.name) at \(part) %")
                let missing = node["missing"] as? [[String: Any]] ?? []
                let broken = Set(
                    missing.filter { ($0["why"] as? String ?? "").contains("broke off") }
                        .compactMap { $0["capture"] as? String })
                #expect(!broken.isEmpty, "\(bundle.name) at \(part) %")
                guard node.confidence == "certain" else { continue }
                let checks = node["checks"] as? [[String: Any]] ?? []
                #expect(
                    checks.contains { check in
                        let sources = check["sources"] as? [[String: Any]] ?? []
                        return check["strength"] as? String == "sufficient"
                            && check["says"] as? String == node["relation"] as? String
                            && sources.allSatisfy { !broken.contains($0["capture"] as? String ?? "") }
                    }, "\(bundle.name) at \(part) %")
            }
        }
        #expect(answered > 5)
    }

    @Test("paths that are none of a collector's are no bundle")
    func strangers() throws {
        let bundle = ForeignBundle.sos("two-live.trixie").renamed {
            $0.replacingOccurrences(of: "sos_commands", with: "other_commands")
        }
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try Shell.run(Shell.twinstore, ["analyze", bundle.write(into: folder).path])
        #expect(run.status != 0)
        #expect(run.errors.contains("is a capture"))
    }

    @Test("a member that lost its place is missing, never absent")
    func misplaced() throws {
        let moved = ForeignBundle.sos("two-live.trixie").without("docker_inspect").renamed {
            $0.replacingOccurrences(of: "docker_images", with: "docker-pictures")
        }
        let answer = try analyzed(moved)
        #expect(answer.verdict == "unknown")
        #expect(answer["relation"] as? String == "different")
        let missing = answer["missing"] as? [[String: Any]] ?? []
        #expect(
            missing.contains { $0["capture"] as? String == "docker-images" && $0["why"] as? String == "not captured" })
    }

    @Test("without its manifest a sos report is read by the names of its files")
    func noManifest() throws {
        let answer = try analyzed(ForeignBundle.sos("two-live.trixie").without("manifest.json"))
        #expect(answer.verdict == "duplicated")
        #expect(answer["collectedAt"] as? String == "2026-11-23T20:07:31Z")
        let loose = try analyzed(ForeignBundle.troubleshoot("two-live.trixie").without("-info.json"))
        #expect(loose["relation"] as? String == "different")
    }

    @Test("a token in k3s.service.env is in no database and in no report")
    func secrets() throws {
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try ForeignBundle.sos("two-live.trixie").write(into: folder).path
        let environment = try #require(
            ForeignBundle.sos("two-live.trixie").members.first { $0.key.hasSuffix("k3s-agent.service.env") }?.value)
        let token = try #require(environment.split(separator: "'").dropFirst().first.map(String.init))
        #expect(token.hasPrefix("K10"))
        let database = folder.appendingPathComponent("nodes.db").path
        try #require(Shell.run(Shell.twinstore, ["ingest", "--database", database, path]).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: database)).range(of: Data(token.utf8)) == nil)
        for format in ["text", "markdown", "json"] {
            let run = try Shell.run(Shell.twinstore, ["analyze", "--format", format, path])
            #expect(run.status == 0 && !run.output.contains(token))
        }
    }

    @Test("a report of 30,000 files and 200 MB is read, and what nobody reads takes no memory")
    func large() throws {
        var bundle = ForeignBundle.sos("two-live.trixie")
        bundle.compression = "-z"
        let top = try #require(bundle.members.keys.first?.split(separator: "/").first.map(String.init))
        let log = String(
            repeating: "Nov 23 20:07:31 n1 systemd[1]: Started a unit that nobody asks about.\n", count: 140_000)
        for part in 0..<20 { bundle.members["\(top)/var/log/part\(part)"] = log + "\(part)" }
        for process in 0..<30_000 { bundle.members["\(top)/proc/\(process)/status"] = "Name: \(process)\n" }
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try bundle.write(into: folder).path
        // 200 MB of address space more than an idle process has: the unpacked archive would not fit. A sanitizer needs more.
        let limit = "[ -n \"${ASAN_OPTIONS-}\" ] || ulimit -d 153600"
        let run = try Shell.run(
            "/bin/sh", ["-c", "\(limit); exec \"$0\" analyze --format json \"$1\"", Shell.twinstore, path])
        try #require(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("\"verdict\": \"duplicated\"") || run.output.contains("\"verdict\":\"duplicated\""))
    }

    @Test("the foreign sample is what sos would have written on its node")
    func sample() throws {
        let name = "foreign-sos-two-live.tar.xz"
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = try ForeignBundle.sos("two-live.trixie").write(into: folder)
        let shipped = Recordings.packageRoot.appendingPathComponent("Samples/\(name)")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try? FileManager.default.removeItem(at: shipped)
            try FileManager.default.copyItem(at: made, to: shipped)
            Issue.record("recorded Samples/\(name): run without RECORD")
            return
        }
        // By content: two versions of xz may pack it differently.
        let fields = ["node", "verdict", "collectedAt", "headline"]
        let (first, second) = try (node(made.path), node(shipped.path))
        for field in fields { #expect(first[field] as? String == second[field] as? String) }
        #expect(try Data(contentsOf: shipped).count < 30_000)
    }

    private func analyzed(_ bundle: ForeignBundle) throws -> [String: Any] {
        let folder = try Shell.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        return try node(bundle.write(into: folder).path)
    }

    private func node(_ path: String) throws -> [String: Any] {
        let run = try Shell.run(Shell.twinstore, ["analyze", path, "--format", "json"])
        try #require(run.status == 0, "\(run.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: run.outputBytes) as? [String: Any])
        return try #require((report["nodes"] as? [[String: Any]])?.first)
    }
}
