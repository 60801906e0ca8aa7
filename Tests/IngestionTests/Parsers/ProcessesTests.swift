import NodeModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("ps")
struct ProcessesTests {
    private func read(_ text: String) -> ParsedFacts { NodeOutput.read(.processes, text) }
    private func lines(_ text: String) -> [String] {
        read(text).facts.processes.map {
            "\($0.pid) \($0.parent.map(String.init) ?? "-") \($0.user.isEmpty ? "-" : $0.user) "
                + "\($0.elapsed.map(String.init) ?? "-") \($0.arguments)"
        }
    }

    @Test(
        "every format is read by its header",
        arguments: [
            (
                "    PID    PPID USER     ELAPSED COMMAND\n     72       1 root          17 /usr/sbin/dockerd -H fd://",
                "72 1 root 17 /usr/sbin/dockerd -H fd://"
            ),
            ("PID PPID USER ELAPSED COMMAND\n72 1 root 1-02:03:04 dockerd", "72 1 root 93784 dockerd"),
            ("PID PPID USER ELAPSED COMMAND\n72 1 root 02:03 dockerd", "72 1 root 123 dockerd"),
            (
                "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n"
                    + "root          72  6.1  0.9 2005408 97312 ?       Ssl  20:07   0:01 /usr/sbin/dockerd -H fd://",
                "72 - root - /usr/sbin/dockerd -H fd://"
            ),
            (
                "UID          PID    PPID  C STIME TTY          TIME CMD\n"
                    + "root          72       1  6 Apr30 ?        00:00:01 /usr/sbin/dockerd",
                "72 1 root - /usr/sbin/dockerd"
            ),
            (
                "F S UID          PID    PPID  C PRI  NI ADDR SZ WCHAN  STIME TTY          TIME CMD\n"
                    + "4 S root          72       1  0  80   0 - 42042 -      20:07 ?        00:00:00 /usr/bin/containerd",
                "72 1 root - /usr/bin/containerd"
            ),
            (
                "    PID TTY      STAT   TIME COMMAND\n     72 ?        Ssl    0:01 /usr/sbin/dockerd",
                "72 - - - /usr/sbin/dockerd"
            ),
            (
                "PID   USER     TIME  COMMAND\n  900 root     12h20 {k3s-server} /usr/bin/k3s server",
                "900 - root - {k3s-server} /usr/bin/k3s server"
            ),
            ("PID   USER     VSZ STAT COMMAND\n  900 root     1.2g S    containerd", "900 - root - containerd"),
            (
                "  PID                  STARTED COMMAND\n   72 Mon Nov 23 20:07:34 2026 dockerd -D",
                "72 - - - dockerd -D"
            ),
            ("  PID  STARTED COMMAND\n   72   Nov 23 dockerd -D", "72 - - - dockerd -D"),
            ("USER PID ARGS\nroot 72 dockerd -D", "72 - root - dockerd -D"),
        ])
    func headers(_ text: String, _ line: String) {
        #expect(lines(text) == [line])
        #expect(read(text).issues.isEmpty)
    }

    @Test(
        "a row of a grep without header is still read",
        arguments: [
            ("     72       1 root          17 /usr/sbin/dockerd -H fd://", "72 1 root 17 /usr/sbin/dockerd -H fd://"),
            ("root 72 6.1 0.9 2005408 97312 ? Ssl 20:07 0:01 /usr/sbin/dockerd", "72 - root - /usr/sbin/dockerd"),
            ("root 72 1 6 20:07 ? 00:00:01 /usr/sbin/dockerd", "72 1 root - /usr/sbin/dockerd"),
            ("root       590     405  0 13:05 pts/0    00:00:00 k3s server", "590 405 root - k3s server"),
            ("4 S root 72 1 0 80 0 - 42042 - 20:07 ? 00:00:00 /usr/bin/containerd", "72 1 root - /usr/bin/containerd"),
            (
                "56100 ?        Sl     0:00      \\_ docker-containerd-shim -namespace moby",
                "56100 - - - docker-containerd-shim -namespace moby"
            ),
            ("   72 ?        00:00:01 dockerd", "72 - - - dockerd"),
            ("  900 root      0:15 /usr/bin/k3s server", "900 - root - /usr/bin/k3s server"),
            ("1523 /usr/bin/containerd --config /etc/c.toml", "1523 - - - /usr/bin/containerd --config /etc/c.toml"),
            ("root  770  /usr/bin/dockerd -H fd://", "770 - root - /usr/bin/dockerd -H fd://"),
            (
                "root  ...  /usr/bin/containerd-shim-runc-v2 -namespace moby",
                "0 - root - /usr/bin/containerd-shim-runc-v2 -namespace moby"
            ),
            (
                "root  /var/lib/rancher/k3s/.../containerd-shim-runc-v2 -namespace k8s.io",
                "0 - root - /var/lib/rancher/k3s/.../containerd-shim-runc-v2 -namespace k8s.io"
            ),
            ("/usr/bin/dockerd -H fd://", "0 - - - /usr/bin/dockerd -H fd://"),
            ("k3s server", "0 - - - k3s server"),
            ("containerd", "0 - - - containerd"),
        ])
    func bare(_ text: String, _ line: String) {
        #expect(lines(text) == [line])
        #expect(read(text).issues.isEmpty)
    }

    @Test(
        "systemd's process tree is read, its quotes undone",
        arguments: [
            (
                "             ├─1406452 \"/usr/local/bin/k3s server\" \"\" \"\"",
                "1406452 - - - /usr/local/bin/k3s server"
            ),
            ("             ├─ 1955 \"containerd", "1955 - - - containerd"),
            ("└─170 \"containerd \" \"\"", "170 - - - containerd"),
            ("├─1523 /usr/bin/containerd", "1523 - - - /usr/bin/containerd"),
            ("#              ├─   1279 /usr/bin/containerd", "1279 - - - /usr/bin/containerd"),
            (
                "  │ └─4579 docker-containerd --config /var/run/docker/containerd/conta...",
                "4579 - - - docker-containerd --config /var/run/docker/containerd/conta"
            ),
            (
                "├─20 /usr/bin/containerd-shim-runc-v2 -id 3044b4 -address /run/k3s/>",
                "20 - - - /usr/bin/containerd-shim-runc-v2 -id 3044b4 -address /run/k3s/"
            ),
        ])
    func tree(_ text: String, _ line: String) { #expect(lines(text) == [line]) }

    @Test("a blank title stays a name without arguments")
    func blankTitle() {
        let text = "root        8744  1.5  3.9 1437152 157488 ?      Sl   17:37   0:09 containerd \n"
        #expect(read(text).facts.processes.map(\.arguments) == ["containerd"])
        #expect(read(text).facts.processes[0].source.quote.hasSuffix("containerd "))
    }

    @Test("forest marks are no part of the title")
    func forest() {
        let text = """
            USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND
            root 1028 0.0 4.0 1422756 82340 ? Ssl 18:55 0:08 dockerd --group docker
            root 1245 0.0 2.1 1351312 44344 ? Ssl 18:56 0:10  \\_ containerd --config /run/c.toml
            root 1246 0.0 2.1 1351312 44344 ? Ssl 18:56 0:10  |   \\_ containerd-shim -x
            root 1247 0.0 2.1 1351312 44344 ? Ssl 18:56 0:10  _ containerd-shim -y
            """
        #expect(
            read(text).facts.processes.map(\.arguments) == [
                "dockerd --group docker", "containerd --config /run/c.toml", "containerd-shim -x", "containerd-shim -y",
            ])
    }

    @Test(
        "the tools that listed the processes are dropped, what they started is not",
        arguments: [
            ("grep --color=auto contai", false), ("/usr/bin/egrep docker", false),
            ("sh -c ps -ef | grep docker", false),
            ("sudo ps aux docker", false), ("awk /containerd/", false), ("watch ps docker", false),
            ("sudo k3s server", true), ("bash /opt/start-k3s.sh", true), ("/usr/bin/dockerd", true),
        ])
    func lookers(_ title: String, _ isKept: Bool) {
        #expect(read("1 0 root 5 \(title)").facts.processes.isEmpty == !isKept)
    }

    @Test("other programs are not kept, but a whole list is counted")
    func others() {
        let text =
            "PID PPID USER ELAPSED COMMAND\n1 0 root 9 /sbin/init\n7 1 app 9 java -Dpassword=x\n8 1 root 9 dockerd\n"
        #expect(read(text).facts.processes.map(\.pid) == [8])
        #expect(read(text).processTotal == 3)
        #expect(read("7 1 app 9 java\n8 1 root 9 dockerd\n").processTotal == nil)
        #expect(read("1 0 root 9 k3s server\n8 1 root 9 dockerd\n").processTotal == nil)
    }

    @Test("threads are rows of the process above them")
    func threads() {
        let text = """
            USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND
            root 72 0.0 4.0 1422756 82340 ? - 18:55 0:08 dockerd
            root - 0.0 - - - - Ssl 18:55 0:00 -
            """
        #expect(read(text).facts.processes.count == 1)
        #expect(read(text).issues.isEmpty)
    }

    @Test("rows glued into one line are told apart")
    func glued() {
        let row = "root 1523 0.1 1.1 1796780 47492 ? Ssl 17:30 0:01 /usr/bin/containerd"
        let other = "root 1612 0.0 1.9 1908924 79292 ? Ssl 17:30 0:00 /usr/bin/dockerd -H fd://"
        #expect(lines(row + " " + other).count == 2)
        #expect(lines([String](repeating: row, count: 5_000).joined(separator: " ")).count == 5_000)
        let full = "root 626 591 5 13:05 pts/0 00:00:01 containerd -c x root 591 590 76 13:05 pts/0 00:00:26 k3s server"
        #expect(lines(full) == ["626 591 root - containerd -c x", "591 590 root - k3s server"])
    }

    @Test("a line that a terminal wrapped in the middle of a word is joined")
    func wrapped() {
        let long =
            "root 548 31386 0 Jul17 ? 00:00:07 docker-containerd-shim -namespace moby -address /run/containerd.so"
        #expect(
            lines(long + "\nck -runtime-root /x\n").first?.hasSuffix("/run/containerd.sock -runtime-root /x") == true)
        #expect(read("1 0 root 5 dockerd\nrest of it\n").issues.map(\.line) == [2])
    }

    @Test("what is no process is an issue with line and text")
    func foreign() {
        let facts = read("1 0 root 5 dockerd\n# a comment\n...\n\nthis says nothing\n")
        #expect(facts.issues == [Issue(capture: "ps", line: 5, message: "not a process: this says nothing")])
    }

    @Test("a header does not swallow a path where numbers belong")
    func trimmedColumns() {
        let text =
            "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 770 /usr/bin/dockerd -H fd:// a b c d e f g\n"
        #expect(lines(text) == ["770 - root - /usr/bin/dockerd -H fd:// a b c d e f g"])
    }

    @Test("executables come as lines of their own and merge by process ID")
    func executables() {
        let table = NodeOutput.read(
            .processExecutables, "pid\texe\n170\t/usr/bin/containerd\n72\t/usr/sbin/dockerd (deleted)\nx\t/y\n")
        #expect(table.facts.processes.map(\.executable) == ["/usr/bin/containerd", "/usr/sbin/dockerd"])
        #expect(table.facts.processes.allSatisfy { $0.arguments.isEmpty })
        #expect(table.issues.count == 1)
        var facts = table.facts
        facts.append(read("PID PPID USER ELAPSED COMMAND\n170 164 root 15 containerd \n").facts)
        let merged = facts.process(pid: 170)
        #expect(merged?.arguments == "containerd")
        #expect(merged?.executable == "/usr/bin/containerd")
        #expect(merged?.parent == 164)
        #expect(merged?.source.capture == "ps")
        #expect(facts.mergedProcesses.map(\.pid) == [170, 72])
        #expect(facts.process(pid: 0) == nil)
    }

    @Test("every recorded ps gives the runtimes, in every format", arguments: Recordings.scenarios)
    func recorded(_ scenario: String) throws {
        var seen: [[Int]] = []
        for command in ["ps -ww -eo pid,ppid,user,etimes,args", "ps aux", "ps -ef"] {
            let text = try #require(Recordings.output(of: command, in: scenario))
            let facts = read(text)
            #expect(facts.issues.isEmpty)
            let processes = facts.facts.processes
            #expect(processes.allSatisfy { $0.pid > 0 && $0.user == "root" && $0.arguments.contains { $0 == "/" } })
            #expect((facts.processTotal ?? 0) > processes.count)
            #expect(
                processes.contains { $0.arguments.hasPrefix("/usr/sbin/dockerd ") }
                    == !(scenario.hasPrefix("k3s-only") || scenario.hasPrefix("leftover-docker")))
            seen.append(processes.map(\.pid))
            if command.contains("etimes") { #expect(processes.allSatisfy { $0.elapsed != nil && $0.parent != nil }) }
        }
        #expect(seen[0] == seen[1] && seen[1] == seen[2])
    }

    @Test(
        "pasted processes are read",
        arguments: [
            ("01-seed-k3s-docker-same-store", "root  770", [770, 0]),
            ("02-blog3-k3s-switched-to-containerd-duplicated", "root  /usr/bin", [0, 0, 0, 0]),
            ("16-k3s-docker-status-indonesian", "● k3s.service", [723]),
            ("17-k3s-embedded-status-korean", "● k3s.service", [1864, 1955]),
            (
                "18-k3s-embedded-status-quoted-titles", "Main PID",
                [1_406_452, 1_406_484, 1_407_332, 1_407_362, 1_407_366]
            ),
            (
                "19-ps-docker-and-k3s-both-live-v1.34.6", "root        1523",
                [1523, 1612, 2371, 2698, 2732, 2750, 3076, 3965, 4008, 8744]
            ),
            ("21-ps-k3s-manual-start", "root         590", [590, 591, 626]),
            ("38-ps-snap-docker-forest", "root      1028", [1028, 1245, 1553, 1559, 1556]),
            ("39-ps-old-docker-containerd", "root     23691", [23691, 24382, 56100, 4570, 4579, 5731, 19450, 548]),
            (
                "57-system-containerd-k8s-shims-status", "● containerd.service",
                [19495, 20260, 1279, 998_698, 1_106_965]
            ),
        ])
    func pasted(_ name: String, _ from: String, _ pids: [Int]) throws {
        guard let text = NodeOutput.realCase(name) else { return }
        let part = NodeOutput.part(text, from: from, to: name.hasPrefix("02") ? "$ sudo ls" : nil)
        let processes = read(part).facts.processes
        #expect(processes.map(\.pid) == pids)
        if name.hasPrefix("39") {
            #expect(processes.last?.arguments.contains("/containerd.sock -containerd-binary /usr/bin") == true)
            #expect(processes[2].arguments.contains("-workdir /data/var/lib/docker/containerd/daemon/"))
        }
        if name.hasPrefix("19") || name.hasPrefix("17") { #expect(processes.last?.arguments == "containerd") }
        if name.hasPrefix("16") { #expect(processes[0].arguments == "/usr/local/bin/k3s server") }
    }
}
