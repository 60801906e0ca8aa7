import Testing

@testable import Ingestion

@Suite("Prompts of pasted terminals")
struct TranscriptPromptTests {
    struct Line: CustomTestStringConvertible {
        let text: String
        let command: String
        var host: String?
        var folder: String?
        var testDescription: String { text }

        init(_ text: String, _ command: String, host: String? = nil, folder: String? = nil) {
            (self.text, self.command, self.host, self.folder) = (text, command, host, folder)
        }
    }

    static let lines = [
        Line("$ docker images", "docker images"),
        Line("$ whatever it is", "whatever it is"),
        Line("# docker images", "docker images"),
        Line("#df -h", "df -h"),
        Line("% docker images", "docker images"),
        Line("> crictl images", "crictl images"),
        Line(">> du -sh /run/containerd", "du -sh /run/containerd"),
        Line("❯ docker images", "docker images"),
        Line("❯ make", "make"),
        Line("➜  ~ docker images", "docker images"),
        Line("➜  app git:(main) ✗ docker images", "docker images"),
        Line("root@node1:~# docker images", "docker images", host: "node1"),
        Line("root@node1:/var/lib/docker# du -sh *", "du -sh *", host: "node1", folder: "/var/lib/docker"),
        Line("user@node1:~$ cat notes", "cat notes", host: "node1"),
        Line("user@node1.example.org:~$ ls", "ls", host: "node1"),
        Line("user@10.0.0.7:~$ ls", "ls", host: "10.0.0.7"),
        Line("[root@node1 ~]# docker images", "docker images", host: "node1"),
        Line("[root@node1 /var/lib]$ ls", "ls", host: "node1", folder: "/var/lib"),
        Line("[root@node1]: /var/lib/docker $ ls", "ls", host: "node1", folder: "/var/lib/docker"),
        Line("(venv) user@node1:~/x$ docker images", "docker images", host: "node1"),
        Line("user@mac-1 x % docker images", "docker images", host: "mac-1"),
        Line("@node1:~# docker images", "docker images", host: "node1"),
        Line("node1:/var/lib/docker # ls", "ls", host: "node1", folder: "/var/lib/docker"),
        Line("0 14:39:30 10.0.0.7:~ $ ls", "ls", host: "10.0.0.7"),
        Line("user@~/x (main) $ minikube ssh", "minikube ssh"),
        Line("sh-5.1# crictl images", "crictl images"),
        Line("bash-4.2$ ls", "ls"),
        Line("/ # crictl images", "crictl images", folder: "/"),
        Line("~ $ docker images", "docker images"),
        Line("controlplane $ crictl images", "crictl images", host: "controlplane"),
        Line("root# docker images", "docker images"),
        Line("PS /root> docker images", "docker images"),
        Line("PS C:\\Users\\x> docker images", "docker images"),
        Line("    root@node1:~# docker images", "docker images", host: "node1"),
        Line("> $ crictl images", "crictl images"),
        Line("+ docker images", "docker images"),
        Line("└─$ docker images", "docker images"),
        Line("╰─❯ docker images", "docker images"),
        Line("┌──(user㉿kali)-[~]", ""),
        Line("root@node1:~#docker images", "docker images", host: "node1"),
        Line("root@node1:~#", "", host: "node1"),
        Line("$", ""),
        Line("root@localhost:~# docker images", "docker images"),
    ]

    @Test("a prompt is told from its command", arguments: lines)
    func prompt(_ line: Line) throws {
        let prompt = try #require(Prompt(line.text))
        #expect(prompt.command == line.command)
        #expect(prompt.host == line.host)
        #expect(prompt.folder == line.folder)
    }

    @Test(
        "output and prose are no prompts",
        arguments: [
            "REPOSITORY   TAG       IMAGE ID       CREATED        SIZE",
            "<none>   <none>   ee29d6321116a   77.3MB",
            "docker.io/x/y@sha256:0000000000000000000000000000000000000000000000000000000000000000 application/x",
            "root  770  0.0  /usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock",
            "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND",
            "# /etc/systemd/system/k3s-agent.service",
            "# Having non-zero Limit*s causes performance problems due to accounting overhead",
            "# docker 이미지 용량 확인",
            "# docker images on the first node, and then crictl:",
            "/dev/sda1        58G   57G  1.4G  98% /",
            "EnvironmentFile=-/etc/default/%N",
            "address: unix:///run/containerd/containerd.sock # comment",
            "runtime-endpoint: unix:///run/containerd/containerd.sock",
            "Untagged: example/my-app@sha256:5585ad9f",
            "Deleted: sha256:9ca93f9d4556",
            "             ├─1864 \"/usr/local/bin/k3s server\" \"\"",
            "             └─723 \"/usr/local/bin/k3s server\"",
            "> WARN[0000] runtime connect using default endpoints",
            "you should run docker images > file # and look",
            "price: 5 $ a month",
            "",
        ])
    func noPrompt(_ text: String) {
        #expect(Prompt(text) == nil)
    }
}

@Suite("Headings that name a command")
struct TranscriptTitleTests {
    @Test(
        "a heading names its command",
        arguments: [
            "=== docker images ===", "## docker images", "### `docker images`", "**docker images**", "docker images:",
            "--- docker images ---", "Output of `docker images`:", "1. `docker images`", "[docker images]",
            "_docker images_", "`docker images`",
        ])
    func title(_ text: String) {
        #expect(PasteTitle.command(text) == "docker images")
    }

    @Test(
        "prose that mentions a command is none",
        arguments: [
            "First, `docker images` and `docker ps` work", "=== containerd footprint ===", "## Notes",
            "As you can see in the output of `docker images` that I have put below, it is there twice",
            "docker images are stored twice", "we ran docker images", "-----",
        ])
    func prose(_ text: String) {
        #expect(PasteTitle.command(text) == nil)
    }
}
