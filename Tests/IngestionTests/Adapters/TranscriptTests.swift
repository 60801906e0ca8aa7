import Foundation
import NodeModel
import Testing

@testable import Ingestion

/// What a text says, as a snapshot.
func pasted(_ text: String, name: String = "ticket.txt", modified: Int64? = 100) throws -> Snapshot {
    let bundle = TextReader.bundle(Array(text.utf8), isCut: false, modified: modified, name: name)
    return try Ingest.snapshot(of: bundle, path: name)
}

@Suite("Pasted texts")
struct TranscriptTests {
    static let docker = """
        REPOSITORY   TAG   IMAGE ID       CREATED       SIZE
        x/app        1     c505bb498b0f   5 weeks ago   1.81GB

        """
    static let crictl = """
        IMAGE             TAG   IMAGE ID        SIZE
        docker.io/x/app   1     c505bb498b0f1   901MB

        """

    @Test("the proof names the line of the ticket")
    func lines() throws {
        let snapshot = try pasted(
            "Hello,\n\n$ docker images\n\(Self.docker)\n# a note\n$ crictl images\n\(Self.crictl)")
        #expect(
            snapshot.facts.images.map { "\($0.source.capture) \($0.source.line)" } == [
                "crictl-images 10", "docker-images 5",
            ])
        #expect(snapshot.facts.images.last?.source.quote == "x/app        1     c505bb498b0f   5 weeks ago   1.81GB")
        #expect(snapshot.captures.map(\.outcome) == [.ok, .ok])
        #expect(snapshot.captures.map(\.command) == ["crictl images", "docker images"])
    }

    @Test("lines that no command explains are counted, once")
    func unread() throws {
        let snapshot = try pasted(
            "Dear team,\nsomething is odd.\n$ kubectl get pods\nNAME READY STATUS\n$ docker images\n\(Self.docker)")
        let issues = snapshot.issues.filter { $0.capture.name == "bundle" }
        #expect(issues.map(\.line) == [1])
        #expect(issues.first?.message.hasPrefix("3 of 7 lines belong to no command") == true)
    }

    @Test("several runs of one list are one list")
    func union() throws {
        let snapshot = try pasted(
            "$ docker images | grep x\nx/app  1  c505bb498b0f  5 weeks ago  1.81GB\n$ docker images | grep y\n"
                + "y/app  1  2000a9dccdcf  5 weeks ago  91.2MB\n$ docker images | grep z\n$ \n")
        #expect(snapshot.facts.images.count == 2)
        #expect(snapshot.captures.map(\.outcome) == [.truncated])
        #expect(snapshot.captures.first?.message == "filtered by `grep x`")
    }

    @Test("two lists that disagree on a size are of two machines, and neither is read")
    func conflict() throws {
        let other = Self.crictl.replacingOccurrences(of: "901MB", with: "1.81GB")
        let snapshot = try pasted("$ crictl images\n\(Self.crictl)$ crictl images\n\(other)")
        #expect(snapshot.facts.images.isEmpty)
        #expect(snapshot.captures.map(\.outcome) == [.skipped])
    }

    @Test("an image that was removed is not in the list any more")
    func removed() throws {
        let snapshot = try pasted(
            "$ docker images\n\(Self.docker)y/b  1  2000a9dccdcf  5 weeks ago  91.2MB\n$ docker rmi c505bb498b0f\n"
                + "Untagged: x/app:1\nDeleted: sha256:c505bb498b0f\n$ ls\n")
        #expect(snapshot.facts.images.map { $0.names } == [["y/b:1"]])
        #expect(snapshot.captures.map(\.outcome) == [.truncated])
    }

    @Test("after a restart of a runtime the old answers count no more")
    func restarted() throws {
        let snapshot = try pasted(
            "$ crictl version\nVersion:  0.1.0\nRuntimeName:  docker\n$ systemctl restart k3s\n$ crictl version\n"
                + "Version:  0.1.0\nRuntimeName:  containerd\n")
        #expect(snapshot.facts.settings(.criRuntimeName).map(\.value) == ["containerd"])
    }

    static let deletions: [(name: String, text: String, expected: Bool?)] = [
        (
            "gone",
            "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl images | grep c505bb498b0f\n$ date\n",
            false
        ),
        (
            "gone, by a note",
            "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl images | grep c505bb498b0f\n(nothing)",
            false
        ),
        ("still there", "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl images\n\(crictl)", true),
        (
            "by name",
            "$ docker rmi x/app:1\nUntagged: x/app:1\nDeleted: sha256:c505bb498b0f\n$ crictl images\n\(crictl)", true
        ),
        ("only untagged", "$ docker rmi x/app:1\nUntagged: x/app:1\n$ crictl images\n\(crictl)", nil),
        ("refused", "$ docker rmi c505bb498b0f\nError response from daemon: conflict\n$ crictl images\n\(crictl)", nil),
        (
            "removed there too",
            "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl rmi c505bb498b0f1\nDeleted: docker.io/x/app:1\n$ crictl images | grep c505bb498b0f\n$ date\n",
            nil
        ),
        (
            "the text ends there",
            "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl images | grep c505bb498b0f\n", nil
        ),
        (
            "looked for something else",
            "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl images | grep other\n$ date\n", nil
        ),
        (
            "errors were hidden",
            "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl images 2>/dev/null | grep c505bb498b0f\n$ date\n",
            nil
        ),
        (
            "crictl failed",
            "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl images | grep c505bb498b0f\nFATA[0002] context deadline exceeded\n$ date\n",
            nil
        ),
        (
            "a pull between",
            "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl pull x\n$ crictl images\n\(crictl)", nil
        ),
        (
            "only the head",
            "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl images | head -1\n\(crictl.split(separator: "\n")[0])\n$ date\n",
            nil
        ),
        ("not in crictl's list before", "", nil),
    ]

    @Test("a deletion is only observed where the text leaves no other reading", arguments: deletions.indices)
    func deletion(_ index: Int) throws {
        let (name, text, expected) = Self.deletions[index]
        let before = name == "not in crictl's list before" ? "" : "$ crictl images\n\(Self.crictl)"
        let tail =
            name == "not in crictl's list before"
            ? "$ docker rmi c505bb498b0f\nDeleted: sha256:c505bb498b0f\n$ crictl images | grep c505bb498b0f\n$ date\n"
            : text
        let snapshot = try pasted("$ docker images\n\(Self.docker)\(before)\(tail)")
        #expect(snapshot.facts.deletions.map(\.stillListedByOther) == (expected.map { [$0] } ?? []), "\(name)")
    }

    @Test("an image that crictl removed and docker still lists")
    func reverse() throws {
        let snapshot = try pasted(
            "$ docker images\n\(Self.docker)$ crictl images\n\(Self.crictl)$ crictl rmi docker.io/x/app:1\n"
                + "Deleted: docker.io/x/app:1\n$ docker images\n\(Self.docker)")
        let deletion = try #require(snapshot.facts.deletions.first)
        #expect(deletion.removedFrom == "crictl" && deletion.otherView == "docker" && deletion.stillListedByOther)
        #expect(deletion.source.line == 11)
    }

    @Test("two machines are not put together, and the one that is left out is named")
    func machines() throws {
        let snapshot = try pasted(
            "root@a:~# docker images\n\(Self.docker)root@b:~# crictl images\n\(Self.crictl)root@b:~# crictl version\nRuntimeName:  containerd\n"
        )
        #expect(snapshot.node == "b")
        #expect(snapshot.captures.map(\.id.name) == ["crictl-images", "crictl-version"])
        #expect(snapshot.issues.contains { $0.message.hasPrefix("1 output of a are not read") })
    }

    @Test("what is typed behind ssh and docker exec is typed there")
    func inside() throws {
        let entered = try pasted(
            "$ docker images\n\(Self.docker)$ docker exec -it kind-1 bash\n# crictl images\n\(Self.crictl)# exit\n$ docker ps\n"
        )
        #expect(entered.captures.map(\.id.name) == ["docker-images"])
        let left = try pasted("$ docker images\n\(Self.docker)$ ssh b\n$ exit\n$ crictl images\n\(Self.crictl)")
        #expect(left.captures.map(\.id.name) == ["crictl-images", "docker-images"])
    }

    @Test("k3s's crictl and another one are not mixed")
    func flavours() throws {
        let other = Self.crictl.replacingOccurrences(of: "x/app", with: "y/app").replacingOccurrences(
            of: "c505", with: "d505")
        let snapshot = try pasted(
            "$ crictl images\n\(other)$ cat /etc/crictl.yaml\nruntime-endpoint: unix:///x.sock\n$ k3s crictl images\n\(Self.crictl)"
        )
        #expect(snapshot.facts.images.map(\.names) == [["docker.io/x/app:1"]])
        #expect(snapshot.facts.settings.isEmpty)
    }

    @Test("a rootless podman's list is not the node's")
    func rootless() throws {
        let list = "REPOSITORY  TAG  IMAGE ID  CREATED  SIZE\nlocalhost/x  1  c505bb498b0f  5 weeks ago  1.81 GB\n"
        #expect(try pasted("$ podman images\n\(list)$ date\n").captures.isEmpty)
        #expect(try pasted("$ sudo podman images\n\(list)").captures.map(\.id) == ["docker-images"])
    }

    @Test(
        "the time is the date's, else the file's",
        arguments: [
            ("2026-11-23T20:07:31Z", 1_795_464_451), ("Mon Nov 23 20:07:31 UTC 2026", 1_795_464_451),
            ("Mon Nov 23 08:07:31 PM UTC 2026", 1_795_464_451), ("2026-11-24T05:07:31+09:00", 1_795_464_451),
            ("Mon Nov 23 20:07:31 KST 2026", 100), ("gestern", 100),
        ])
    func time(_ date: String, _ seconds: Int64) throws {
        #expect(try pasted("$ date\n\(date)\n$ docker images\n\(Self.docker)").collectedAt.seconds == seconds)
    }

    @Test("an error instead of a list is no empty list")
    func failed() throws {
        let snapshot = try pasted(
            "$ crictl images\nFATA[0002] connect endpoint 'unix:///x.sock': context deadline exceeded\n$ docker images\n"
        )
        #expect(snapshot.captures.map { "\($0.id) \($0.outcome)" } == ["crictl-images failed"])
        #expect(snapshot.issues.contains { $0.message == "the output of `docker images` is not in the text" })
    }

    @Test("relative paths of du are those of the prompt's directory")
    func relative() throws {
        let snapshot = try pasted(
            "root@n:/var/lib/docker# du -sh *\n115G\toverlay2\n4.0K\ttmp\nroot@n:~# cd /run\nroot@n:/run# du -s x\n4 x\n"
        )
        #expect(snapshot.facts.diskUses.map(\.path) == ["/var/lib/docker/overlay2", "/var/lib/docker/tmp", "/run/x"])
    }

    @Test("what is no paste is refused with advice", arguments: ["hello\nworld\n", "a,b,c\n1,2,3\n", "$ \n", "\n"])
    func refused(_ text: String) {
        let error = #expect(throws: BundleError.self) { try pasted(text) }
        #expect(error?.reason == .notABundle)
    }

    @Test("secrets are taken out of what is quoted")
    func secrets() throws {
        let snapshot = try pasted(
            "$ systemctl cat k3s-agent\n# /etc/systemd/system/k3s-agent.service\n[Service]\nExecStart=/usr/local/bin/k3s agent --token K10abcdef::server:secret --docker\n"
        )
        #expect(snapshot.facts.units.first?.execStart.contains { $0.contains("secret") } == false)
        #expect(snapshot.captures.first?.redactions ?? 0 > 0)
    }

    @Test("a text is told from an archive by its first bytes")
    func kinds() {
        #expect(TextReader.isText(Array("$ docker images\n".utf8)[...]))
        #expect(TextReader.isText(Array("\u{1B}[0m결과 없음\r\n".utf8)[...]))
        #expect(!TextReader.isText([]))
        #expect(!TextReader.isText([0x1F, 0x8B, 8, 0]))
        #expect(!TextReader.isText(TestTar.member("ps", "1")[...]))
    }

    @Test("a text alone in a folder is read, several are not guessed at")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("twinstore-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "$ docker images\n\(Self.docker)".write(
            to: folder.appendingPathComponent("a.txt"), atomically: true, encoding: .utf8)
        #expect(try Array(Ingest.bundles(in: folder.path)) == [folder.path])
        #expect(try Ingest.snapshot(of: folder.path).captures.map(\.id) == ["docker-images"])
        try "x".write(to: folder.appendingPathComponent("b.txt"), atomically: true, encoding: .utf8)
        #expect(throws: BundleError.self) { try Ingest.snapshot(of: folder.path) }
    }
}
