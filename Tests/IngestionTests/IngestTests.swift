import Foundation
import NodeModel
import Testing

@testable import Ingestion

/// Parsers that say what they were given.
private let echo = ParserRegistry([
    CaptureParser(reads: .capture("ps"), summary: "processes") { text, out in
        for line in text.lines {
            out.facts.processes.append(ProcessLine(pid: line.number, arguments: line.text, source: text.source(line)))
        }
    },
    CaptureParser(reads: .capture("docker-images"), summary: "images") { text, out in
        out.issue(text, line: 1, "read \(text.bytes.count) bytes, cut \(text.isCut), errors \(text.errors)")
    },
    CaptureParser(reads: .capture("crictl-images"), summary: "images") { _, _ in },
    CaptureParser(reads: .capture("systemctl-cat"), summary: "units") { _, _ in },
    CaptureParser(reads: .capture("du"), summary: "disk") { _, _ in },
    CaptureParser(reads: .capture("many"), summary: "too much") { text, out in
        for line in 1...200_000 {
            out.facts.diskUses.append(
                DiskUse(
                    path: "/", bytes: ByteRange(exactly: 1), source: Source(capture: text.id, line: line, quote: "")))
        }
        for line in 1...80 { out.issue(text, line: line, "odd") }
    },
    CaptureParser(reads: .files(["/etc/crictl.yaml", "/etc/rancher/k3s/config.yaml.d/*"]), summary: "settings") {
        text, out in
        for entry in YAML.entries(text.bytes).entries {
            let source = Source(capture: text.id, line: entry.line, quote: entry.path)
            out.facts.settings.append(Setting(.crictlRuntimeEndpoint, entry.value, source: source))
        }
    },
])

private func snapshot(_ bundle: RawBundle) throws -> Snapshot {
    try Ingest.snapshot(of: bundle, path: "/x/" + bundle.name, parsers: echo)
}

@Suite("From a bundle to a snapshot")
struct IngestTests {
    @Test("a bundle of version 1 gives node, clock, captures and facts")
    func version1() throws {
        let snapshot = try snapshot(
            TestBundle.raw(
                manifest:
                    "ps\tok\t0\t2026-11-23T20:07:30Z\t12\t6\tno\t1\tps -ww\ndf\tabsent\t127\t\t1\t0\tno\t0\tdf -Pk\n",
                node: TestBundle.node + "label.zone\teu\nredactions.flag\t1\n",
                [("captures/ps", "PID\n1\n"), ("captures/df.err", "df: not found\n")]))
        #expect(snapshot.node == "n1")
        #expect(snapshot.collectedAt.description == "2026-11-23T20:07:31Z")
        #expect(
            snapshot.collector
                == CollectorRun(format: 1, version: "1.0.0", machine: "abc", uid: 0, labels: ["zone": "eu"]))
        #expect(
            snapshot.captures == [
                Capture(
                    id: "df", outcome: .absent, exit: 127, milliseconds: 1, command: "df -Pk", message: "df: not found"),
                Capture(id: "ps", outcome: .ok, exit: 0, milliseconds: 12, bytes: 6, redactions: 1, command: "ps -ww"),
            ])
        #expect(snapshot.facts.processes.map(\.arguments) == ["PID", "1"])
        #expect(snapshot.issues == [])
        #expect(snapshot.bundle.name == "bundle.tar.gz")
    }

    @Test("names in the manifest are unescaped, unknown columns and keys are told")
    func escapes() throws {
        var raw = TestBundle.raw([
            ("manifest.tsv", "extra\tname\tstatus\tcommand\n1\tps\tok\ta\\tb\\nc\\\\d\\x\n"),
            ("node.tsv", TestBundle.node + "colour\tblue\n"), ("captures/ps", "1\n"),
        ])
        raw.issues = []
        let snapshot = try snapshot(raw)
        #expect(snapshot.captures.first?.command == "a\tb\nc\\d\\x")
        #expect(
            snapshot.issues.map(\.message) == [
                "manifest.tsv: columns that this version does not know: extra",
                "node.tsv: colour is unknown to this version",
            ])
    }

    @Test("a manifest that lies is told, and what is there is believed")
    func lies() throws {
        let snapshot = try snapshot(
            TestBundle.raw(
                manifest: "ps\tok\t0\t\t1\t99\tno\t0\tps\ndf\tok\t0\t\t1\t3\tno\t0\tdf\nroots\tok\t0\t\t\t0\tno\t\t\n"
                    + "sockets\tempty\t0\t\t\t0\t\t\t\nps\tfailed\n\tok\nmounts\tstrange\t0\nairgap\ttimeout\t\n",
                [
                    ("captures/ps", "1\n"), ("captures/roots", ""), ("captures/sockets", "x\n"),
                    ("captures/stray", "s"),
                    ("captures/mounts", "m"), ("captures/airgap", "half"), ("README", "?"),
                ]))
        #expect(
            snapshot.captures.map { "\($0.id) \($0.outcome.rawValue)" } == [
                "airgap timeout", "df failed", "mounts ok", "ps ok", "roots empty", "sockets ok", "stray ok",
            ])
        #expect(
            snapshot.issues.map { "\($0.capture): \($0.message)" } == [
                "bundle: README is no part of a bundle, not read",
                "bundle: manifest.tsv: a second row for ps, the first counts",
                "bundle: manifest.tsv: a row without a name",
                "bundle: manifest.tsv: mounts has the unknown status strange",
                "df: the manifest says ok, but captures/df is missing",
                "ps: the manifest says 99 bytes, captures/ps has 2",
                "roots: the manifest says ok, but captures/roots is empty",
                "sockets: the manifest says empty, but captures/sockets has 2 bytes",
                "stray: captures/stray has no row in manifest.tsv",
            ])
    }

    @Test("what a failed or cut capture said is still read, and known to be cut")
    func failed() throws {
        let snapshot = try snapshot(
            TestBundle.raw(
                manifest: "ps\tfailed\t1\t\t1\t2\tno\t0\tps\ndocker-images\ttruncated\t0\t\t1\t3\tyes\t0\tx\n",
                [("captures/ps", "1\n"), ("captures/docker-images", "abc"), ("captures/docker-images.err", "W")]))
        #expect(snapshot.facts.processes.count == 1)
        #expect(snapshot.captures.map(\.outcome) == [.truncated, .failed])
        #expect(snapshot.issues.map(\.message) == ["read 3 bytes, cut true, errors W"])
    }

    @Test("secrets are gone before any parser looks, and counted")
    func redacted() throws {
        let snapshot = try snapshot(
            TestBundle.raw(
                manifest: "ps\tok\t0\t\t1\t31\tno\t2\tps --token S3CRET\n",
                [("captures/ps", "1 k3s agent --token S3CRET -x\n"), ("captures/ps.err", "http://u:S3CRET@h\n")]))
        #expect(snapshot.facts.processes.map(\.arguments) == ["1 k3s agent --token <redacted:flag> -x"])
        #expect(snapshot.captures.first?.command == "ps --token <redacted:flag>")
        #expect(snapshot.captures.first?.message == "http://u:<redacted:url>@h")
        #expect(snapshot.captures.first?.redactions == 5)
        #expect(!"\(snapshot)".contains("S3CRET"))
    }

    @Test("a file is read by the parser of its path")
    func files() throws {
        let snapshot = try snapshot(
            TestBundle.raw(
                manifest: "file:/etc/crictl.yaml\tok\t0\t\t\t5\n",
                [("files/etc/crictl.yaml", "a: 1\n"), ("files/etc/rancher/k3s/config.yaml.d/10.yaml", "b: 2\n")]))
        #expect(snapshot.facts.settings.map(\.value) == ["1", "2"])
        #expect(
            snapshot.captures.map(\.id) == [.file("/etc/crictl.yaml"), .file("/etc/rancher/k3s/config.yaml.d/10.yaml")])
    }

    @Test("one capture's facts and issues are bounded")
    func bounded() throws {
        let snapshot = try snapshot(TestBundle.raw(manifest: "many\tok\n", [("captures/many", "x")]))
        #expect(snapshot.facts.diskUses.count == Limits.factsPerCapture)
        #expect(snapshot.issues.count == Limits.issuesPerCapture + 1)
        #expect(
            snapshot.issues.first?.message == "32 more lines were not understood"
                || snapshot.issues.contains { $0.message.contains("more lines") })
    }

    @Test("a newer format is refused clearly")
    func newer() throws {
        let raw = TestBundle.raw(manifest: "", node: "format\t2\n", [])
        let error = #expect(throws: BundleError.self) { try snapshot(raw) }
        #expect(error?.reason == .newerFormat)
        #expect(
            error?.description
                == "/x/bundle.tar.gz: it has bundle format 2, and this program reads 1; use a newer twinstore")
    }

    @Test("a damaged archive is used if its manifest was read, and refused if not")
    func damaged() throws {
        let manifest = TestTar.member("t/manifest.tsv", TestBundle.header + "ps\tok\ndf\tok\n")
        let node = TestTar.member("t/node.tsv", TestBundle.node)
        let half = Array(TestTar.member("t/captures/ps", "1\n2\n3\n").prefix(515))
        let good = try snapshot(BundleReader.read(manifest + node + half, name: "b.tar"))
        #expect(good.facts.processes.map(\.arguments) == ["1"] || good.facts.processes.map(\.arguments) == ["1", "2"])
        #expect(good.captures.map(\.outcome) == [.failed, .truncated])
        #expect(good.issues.contains { $0.message.contains("stopped at byte") })
        let bad = try BundleReader.read(node + half, name: "b.tar")
        let error = #expect(throws: BundleError.self) { try snapshot(bad) }
        #expect(error?.reason == .damaged)
        #expect(
            error?.detail.contains("after captures/ps") == true || error?.detail.contains("after t/captures/ps") == true
        )
    }

    @Test("an archive without captures is no bundle")
    func noBundle() throws {
        let error = #expect(throws: BundleError.self) { try snapshot(TestBundle.raw([("cat.jpg", "x")])) }
        #expect(error?.reason == .notABundle)
    }

    @Test("the catalogue of captures is sorted by name")
    func catalogue() {
        #expect(CaptureCatalog.entries.map(\.name) == CaptureCatalog.entries.map(\.name).sorted())
    }

    @Test(
        "a star stands for any run of characters",
        arguments: [
            ("/a/b", "/a/b", true), ("/a/b", "/a/*", true), ("/a/b/c.yaml", "/a/*.yaml", true), ("/a/b", "/a", false),
            ("/a", "/a*", true), ("/a/b.yml", "/a/*.yaml", false), ("/x/y/x/z", "*x/z", true), ("", "*", true),
        ])
    func patterns(_ path: String, _ pattern: String, _ expected: Bool) {
        #expect(ParserRegistry.matches(Array(path.utf8), Array(pattern.utf8)) == expected)
    }
}

@Suite("Bundles made by hand")
struct HandMadeTests {
    @Test(
        "a file is known by its name, however it was written",
        arguments: [
            "docker-images", "docker-images.txt", "docker_images", "docker images.txt", "captures/docker-images.json",
            "Docker_Images.out", "docker-images.log",
        ])
    func names(_ path: String) throws {
        let snapshot = try snapshot(TestBundle.raw([(path, "abc")], name: "worker-3.tar"))
        #expect(snapshot.captures.map(\.id) == ["docker-images"])
        #expect(snapshot.node == "worker-3")
        #expect(snapshot.collectedAt.seconds == 100)
        #expect(snapshot.collector.format == 0)
    }

    @Test("the five captures of a ticket, a host name and a configuration file")
    func five() throws {
        let snapshot = try snapshot(
            TestBundle.raw([
                ("docker images.txt", "x"), ("crictl-images", "x"), ("systemctl-cat-k3s.txt", "x"), ("ps_aux.txt", "x"),
                ("du.txt", ""), ("hostname.txt", "n7.example.org\n"), ("etc/crictl.yaml", "a: 1"), ("notes.md", "x"),
                ("systemctl-cat-docker.txt", "y"), ("crictl-images.err", "WARN"),
            ]))
        #expect(snapshot.node == "n7.example.org")
        #expect(
            snapshot.captures.map { "\($0.id) \($0.outcome.rawValue) \($0.message)" } == [
                "crictl-images ok WARN", "docker-images ok ", "du empty ", "file:/etc/crictl.yaml ok ", "ps ok ",
                "systemctl-cat ok ", "systemctl-cat.docker ok ",
            ])
        #expect(
            snapshot.issues.filter { $0.capture == .bundle }.map(\.message) == [
                "notes.md is named after no capture, not read"
            ])
    }

    @Test(
        "an error instead of output is no empty list",
        arguments: [
            ("bash: docker: command not found", CaptureOutcome.absent),
            ("cat: x: Datei oder Verzeichnis nicht gefunden", .absent),
            ("permission denied while trying to connect to the Docker daemon socket", .denied),
            ("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n", .failed),
            ("WARN[0000] x\nFATA[0002] connect endpoint: context deadline exceeded", .failed),
            ("REPOSITORY TAG\nx y: command not found", .ok),
        ])
    func errors(_ text: String, _ expected: CaptureOutcome) throws {
        let snapshot = try snapshot(TestBundle.raw([("docker-images.txt", text)]))
        #expect(snapshot.captures.first?.outcome == expected)
    }

    @Test(
        "a bundle's name tells the node",
        arguments: [
            ("twinstore-n-1-20261123T200731Z.tar.gz", "n-1"), ("n-1.tgz", "n-1"), ("twinstore-x", "x"), ("-", "-"),
        ])
    func nodeName(_ name: String, _ node: String) {
        #expect(TestBundle.raw([], name: name).nodeFromName == node)
    }
}

@Suite("What a path of the command line means")
struct BundleFinderTests {
    private func find(_ path: String) throws -> [String] {
        try BundleFinder(path, parsers: echo).map { $0.replacingOccurrences(of: path, with: "") }
    }

    @Test("a folder of bundles gives packed, unpacked and hand-made ones, sorted")
    func folder() throws {
        let scratch = try Scratch()
        for name in [
            "b.tar.gz", "a.tar", "notes.txt", "sub/deep/c.tgz", "unpacked/manifest.tsv", "unpacked/captures/x.tar",
            "hand/docker-images.txt", "hand2/captures/ps", ".git/d.tar",
        ] { try scratch.write(name, "x") }
        try scratch.run("ln", "-s", ".", "loop")
        #expect(try find(scratch.path) == ["/a.tar", "/b.tar.gz", "/hand", "/hand2", "/sub/deep/c.tgz", "/unpacked"])
        #expect(try find(scratch.path + "/unpacked") == [""])
        #expect(try find(scratch.path + "/notes.txt") == [""])
        #expect(try Array(BundleFinder("-", parsers: echo)) == ["-"])
    }

    @Test("the order is that of whole paths, however deep")
    func order() throws {
        let scratch = try Scratch()
        let names = ["a-1.tar", "a/b.tar", "a/c/d.tar", "a/e.tar", "a0.tar", "b.tar", "c/manifest.tsv", "d/x.tar"]
        for name in names.reversed() { try scratch.write(name, "x") }
        #expect(
            try find(scratch.path)
                == ["/a-1.tar", "/a/b.tar", "/a/c/d.tar", "/a/e.tar", "/a0.tar", "/b.tar", "/c", "/d/x.tar"])
    }

    @Test("a folder without bundles and a path that is missing are errors")
    func nothing() throws {
        let scratch = try Scratch()
        #expect(throws: BundleError.self) { try find(scratch.path) }
        #expect(throws: BundleError.self) { try find(scratch.path + "/missing") }
    }
}

@Suite("Lists name every file")
struct CensusTests {
    @Test(
        "every adapter and parser is in its type's all",
        arguments: [
            ("Adapters", "BundleFormat.swift", "BundleFormat"), ("Parsers", "CaptureParser+All.swift", "CaptureParser"),
        ])
    func listed(_ folder: String, _ list: String, _ type: String) throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Sources/Ingestion")
        let all = try String(contentsOf: sources.appendingPathComponent(list), encoding: .utf8)
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: sources.appendingPathComponent(folder).path)) ?? []
        for name in names.sorted() where name.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appendingPathComponent("\(folder)/\(name)"), encoding: .utf8)
            for match in text.matches(of: /static let (\w+)(: \w+)? = (\w+)\(/) where String(match.3) == type {
                let isListed = all.contains(try Regex("\\.\(match.1)\\b"))
                #expect(isListed, "\(folder)/\(name) is not listed in \(type).all")
            }
        }
    }
}
