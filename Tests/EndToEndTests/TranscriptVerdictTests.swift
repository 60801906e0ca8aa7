import Foundation
import TestSupport
import Testing

/// Tickets put together from recorded outputs, as people paste them.
@Suite("Pasted recordings", .enabled(if: Recordings.folder != nil, "../shared/recordings is missing"))
struct TranscriptVerdictTests {
    /// A recorded terminal: prompts, commands, outputs with their errors.
    struct Terminal {
        var scenario: String
        var prompt = "root@node1:~# "
        var text = ""

        init(_ scenario: String, prompt: String = "root@node1:~# ") {
            (self.scenario, self.prompt) = (scenario, prompt)
        }

        /// Types a command; `recorded` is how the recording names it, `through` what its output goes through.
        mutating func type(
            _ command: String, recorded: String? = nil, through change: (String) -> String = { $0 }
        ) throws {
            let output = try #require(
                Recordings.outputAndErrors(of: recorded ?? command, in: scenario), "\(command) was not recorded")
            text += prompt + command + "\n" + change(output)
        }
    }

    static let roots =
        "/var/lib/docker/overlay2 /var/lib/docker /var/lib/containerd /var/lib/rancher/k3s/agent/containerd"
    static let prompts = [
        "$ ", "# ", "root@node1:~# ", "[root@node1 ~]# ", "❯ ", "sh-5.1# ", "user@node1:/var/lib$ ",
        "    root@node1:~# ",
        "➜  ~ ", "node1:~ # ", "node1 $ ", "+ ", "bash-5.2# ", "/ # ", "(venv) root@node1:~# ", "> $ ", "PS /root> ",
        "0 14:39:30 10.0.0.7:~ $ ",
    ]

    private func five(_ scenario: String, prompt: String = "root@node1:~# ") throws -> String {
        var terminal = Terminal(scenario, prompt: prompt)
        try terminal.type("docker images")
        try terminal.type("sudo crictl images", recorded: "crictl images")
        try terminal.type("ps aux")
        try terminal.type("sudo du -sh \(Self.roots)", recorded: "du -sh \(Self.roots)")
        try terminal.type("systemctl cat k3s-agent")
        return terminal.text
    }

    @Test("k3s --docker is one store, whatever the prompt", arguments: prompts)
    func sameStore(_ prompt: String) throws {
        let answer = try Ticket.analyzed(five("k3s-docker.trixie", prompt: prompt))
        #expect(answer.verdict == "same-store")
        #expect(answer.confidence == "likely")
    }

    @Test("two live stores are found, whatever the prompt", arguments: prompts)
    func duplicated(_ prompt: String) throws {
        let answer = try Ticket.analyzed(five("two-live.trixie", prompt: prompt))
        #expect(answer.verdict == "duplicated")
        #expect(answer.confidence == "certain")
    }

    @Test("the prompt names the node, and without a host the file does")
    func name() throws {
        #expect(try Ticket.analyzed(five("two-live.trixie"))["node"] as? String == "node1")
        let text = try five("two-live.trixie", prompt: "$ ")
        #expect(try Ticket.analyzed(text, name: "SRE-1234.txt")["node"] as? String == "SRE-1234")
    }

    @Test("rows without their header, found by grep, are answered too")
    func grepped() throws {
        func grep(_ word: String) -> (String) -> String {
            { $0.split(separator: "\n").filter { $0.contains(word) }.map { $0 + "\n" }.joined() }
        }
        var terminal = Terminal("two-live.trixie", prompt: "$ ")
        try terminal.type("docker images | grep app1", recorded: "docker images", through: grep("app1"))
        try terminal.type(
            "sudo crictl images 2>/dev/null | grep app1", recorded: "crictl images", through: grep("app1"))
        let answer = try Ticket.analyzed(terminal.text)
        #expect(answer.verdict == "duplicated")
        let cut = (answer["missing"] as? [[String: Any]] ?? []).compactMap { $0["why"] as? String }
        #expect(cut.contains { $0.contains("filtered by `grep app1`") }, "\(cut)")
    }

    @Test("a filtered list never shows what is missing in the other")
    func filteredListIsNotComplete() throws {
        var terminal = Terminal("k3s-docker.trixie", prompt: "$ ")
        try terminal.type("docker images")
        try terminal.type("crictl images | grep app1", recorded: "crictl images") { output in
            output.split(separator: "\n").filter { $0.contains("app1") }.map { $0 + "\n" }.joined()
        }
        let answer = try Ticket.analyzed(terminal.text)
        #expect(answer.says("list-relation") == "nothing")
        #expect(answer.verdict != "duplicated")
    }

    @Test("colours and window titles do not matter")
    func colours() throws {
        let prompt = "\u{1B}]0;root@node1: ~\u{7}\u{1B}[01;32mroot@node1\u{1B}[00m:\u{1B}[01;34m~\u{1B}[00m# "
        let coloured = try five("two-live.trixie", prompt: prompt)
            .replacingOccurrences(of: "example", with: "\u{1B}[01;31m\u{1B}[Kexample\u{1B}[m\u{1B}[K")
            .replacingOccurrences(of: "\n", with: "\r\n")
        let answer = try Ticket.analyzed(coloured)
        #expect(answer.verdict == "duplicated")
        #expect(answer["node"] as? String == "node1")
    }

    @Test("lines that a terminal broke are put together again", arguments: [80, 100, 72])
    func wrapped(_ width: Int) throws {
        for (scenario, verdict) in [("k3s-docker.trixie", "same-store"), ("two-live.trixie", "duplicated")] {
            let text = try five(scenario).components(separatedBy: "\n").map { Self.fold($0, width) }
                .joined(separator: "\n")
            #expect(try Ticket.analyzed(text).verdict == verdict, "\(scenario) at \(width)")
        }
    }

    private static func fold(_ line: String, _ width: Int) -> String {
        var parts: [Substring] = []
        var rest = Substring(line)
        while rest.count > width {
            parts.append(rest.prefix(width))
            rest = rest.dropFirst(width)
        }
        return (parts + [rest]).joined(separator: "\n")
    }

    @Test("Docker's containerd store on crictl's containerd is told by roots, without any socket")
    func sharedContainerd() throws {
        var terminal = Terminal("docker-containerd-store.sid")
        for command in [
            "docker info", "docker images", "crictl images", "crictl version", "crictl imagefsinfo -o json", "ps aux",
        ] {
            try terminal.type(command)
        }
        let answer = try Ticket.analyzed(terminal.text)
        #expect(answer.verdict == "partly-duplicated")
        #expect(answer.confidence == "likely", "joined by names only")
    }

    @Test("headings, fences and bare tables in place of prompts")
    func withoutPrompts() throws {
        let scenario = "two-live.trixie"
        func output(_ command: String) throws -> String {
            try #require(Recordings.output(of: command, in: scenario))
        }
        let (docker, crictl) = (try output("docker images"), try output("crictl images"))
        let forms = [
            "=== docker images ===\n\(docker)\n=== crictl images ===\n\(crictl)",
            "## docker images\n\(docker)\n\n## crictl images\n\(crictl)",
            "Here is what you asked for.\n\n`docker images`:\n```\n\(docker)```\nand then\n`crictl images`:\n```\n\(crictl)```\n",
            "```console\n$ docker images\n\(docker)\n$ crictl images\n\(crictl)```\nThanks!\n",
            "docker images\n\(docker)\ncrictl images\n\(crictl)",
            "The lists:\n\n\(docker)\n\n\(crictl)\n",
            "\(docker)\(crictl)",
            docker.components(separatedBy: "\n").dropFirst().joined(separator: "\n") + "\n"
                + crictl.components(separatedBy: "\n").dropFirst().joined(separator: "\n"),
        ]
        for form in forms { #expect(try Ticket.analyzed(form).verdict == "duplicated", "\(form.prefix(60))") }
    }

    @Test("two machines in one paste are never put together")
    func twoMachines() throws {
        var first = Terminal("k3s-docker.trixie", prompt: "root@build:~# ")
        try first.type("docker images")
        var second = Terminal("two-live.trixie", prompt: "root@node1:~# ")
        try second.type("crictl images")
        for text in [first.text + second.text, second.text + first.text] {
            #expect(try Ticket.analyzed(text).verdict == "unknown")
        }
        var inside = Terminal("two-live.trixie", prompt: "root@node1:~# ")
        try inside.type("docker images")
        try inside.type("docker exec k3d-a-server-0 crictl images", recorded: "crictl images")
        #expect(try Ticket.analyzed(inside.text).verdict == "unknown")
        var over = Terminal("two-live.trixie", prompt: "$ ")
        try over.type("docker images")
        over.text += "$ ssh node2\n"
        try over.type("crictl images")
        #expect(try Ticket.analyzed(over.text).verdict == "unknown")
    }

    @Test(
        "docker on another machine is told as such",
        arguments: [
            "DOCKER_HOST=ssh://build docker images", "docker -H tcp://10.0.0.9:2375 images",
            "docker --context remote images",
        ])
    func remote(_ command: String) throws {
        var terminal = Terminal("two-live.trixie")
        try terminal.type(command, recorded: "docker images")
        try terminal.type("crictl images")
        #expect(try Ticket.analyzed(terminal.text).verdict == "unknown")
    }

    @Test("a removal that is followed by the other list proves its store")
    func deletion() throws {
        for (scenario, verdict, says) in [
            ("k3s-docker.trixie", "same-store", "same"), ("two-live.trixie", "duplicated", "different"),
        ] {
            let docker = try #require(Recordings.output(of: "docker images", in: scenario))
            let row = try #require(docker.split(separator: "\n").first { $0.contains("app1") })
            let words = row.split(separator: " ").map { String($0) }
            let id = try #require(words.first { $0.count == 12 && $0.allSatisfy(\.isHexDigit) })
            var terminal = Terminal(scenario, prompt: "$ ")
            try terminal.type("docker images")
            try terminal.type("crictl images")
            terminal.text +=
                "$ docker rmi -f \(id)\nUntagged: x\nDeleted: sha256:\(id)\(String(repeating: "0", count: 52))\n"
            let after = try #require(Recordings.output(of: "crictl images", in: scenario)).split(separator: "\n")
                .filter { !$0.contains(id) || says == "different" }
            terminal.text += "$ crictl images\n" + after.map { $0 + "\n" }.joined() + "$ \n"
            let answer = try Ticket.analyzed(terminal.text)
            #expect(answer.says("deletion") == says, "\(scenario)")
            #expect(answer.verdict == verdict || says == "different")
        }
    }
}
