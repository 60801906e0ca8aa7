import Foundation
import NodeModel
import TestSupport
import Testing

@testable import Ingestion

/// SplitMix64: the same inputs in every run.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("the node's captures, damaged")
struct NodeMutationTests {
    struct Subject: Sendable, CustomTestStringConvertible {
        var name: String
        var parser: CaptureParser
        var command = ""
        var text: String
        var testDescription: String { name }
    }

    private static let hex = String(repeating: "ab", count: 32)

    /// One good input a parser; recorded ones where there are recordings.
    static let subjects: [Subject] = {
        func recorded(_ command: String, _ otherwise: String) -> String {
            Recordings.scenarios.compactMap { Recordings.output(of: command, in: $0) }.max { $0.count < $1.count }
                ?? otherwise
        }
        let units =
            "systemctl cat k3s k3s-agent rke2-server rke2-agent kubelet docker docker.socket containerd cri-docker "
            + "cri-docker.socket crio"
        let blobs = "ls -ln /var/lib/containerd/io.containerd.content.v1.content/blobs/sha256"
        let unit =
            "# /etc/systemd/system/k3s.service\n[Service]\nExecStart=/bin/k3s \\\n 'agent' \\\n \"--docker\" \\\n\n"
        return [
            Subject(name: "unit", parser: .systemctlCat, text: unit),
            Subject(name: "units", parser: .systemctlCat, command: units, text: recorded(units, unit)),
            Subject(
                name: "show", parser: .systemctlShow,
                text: "Id=a.service\nMainPID=1\nExecStart={ argv[]=/a b ; pid=1 }\n\n"),
            Subject(
                name: "ps", parser: .processes,
                text: recorded("ps -ww -eo pid,ppid,user,etimes,args", "1 0 root 5 dockerd\n")),
            Subject(name: "ps aux", parser: .processes, text: recorded("ps aux", "1 0 root 5 dockerd\n")),
            Subject(
                name: "tree", parser: .processes,
                text: "  CGroup: /x\n  ├─1523 /usr/bin/containerd\n  └─170 \"containerd \" \"\"\n  \\_ dockerd\n"),
            Subject(name: "executables", parser: .processExecutables, text: "pid\texe\n1\t/sbin/init\n"),
            Subject(
                name: "listeners", parser: .listeners,
                text: recorded("ss -xlpn", "u_str LISTEN 0 1 /a 2 * 0 users:((\"d\",pid=7,fd=4))\n")),
            Subject(name: "unix", parser: .listeners, text: recorded("cat /proc/net/unix", "Num Path\n")),
            Subject(name: "sockets", parser: .sockets, text: "name\tpath\ttarget\na\t/b\t/c\n"),
            Subject(name: "programs", parser: .crictlPrograms, text: "path\ttarget\n/b\t/c\n"),
            Subject(name: "environment", parser: .environment, text: "DOCKER_HOST='x y'\nA=\\\n"),
            Subject(
                name: "roots", parser: .roots,
                text: "path\tstate\tdevice\tinode\ttype\ttarget\n/a\tpresent\t1\t2\text4\t/b\n/c\tabsent\n"),
            Subject(
                name: "listing", parser: .roots, command: "ls -la /a",
                text: recorded("ls -la /var/lib/docker", "total 1\ndrwxr-xr-x 3 root root 4096 a\n")),
            Subject(
                name: "du", parser: .diskUse, command: "du -skx /a",
                text: "12\t/a\n38G  /b c/\ndu: cannot read directory '/a/x': Permission denied\n4.0K\ttotal\n"),
            Subject(
                name: "df", parser: .filesystems,
                text: recorded("df -Pk /var/lib/docker", "")
                    + "/dev/sda1        58G   57G  1.4G  98% /\nlong\n 1 2 3 4% /\n"),
            Subject(
                name: "mounts", parser: .mounts, text: recorded("cat /proc/self/mounts", "a /b\\040c ext4 rw 0 0\n")),
            Subject(name: "airgap", parser: .airgap, text: "path\tbytes\n/a\\tb\t12\n"),
            Subject(
                name: "layerdb", parser: .dockerLayerDB,
                text: "root\tdriver\tchain\tdiff\tsize\tparent\n/a\toverlay2\tsha256:\(hex)\tsha256:\(hex)\t12\t\n"),
            Subject(
                name: "imagedb", parser: .dockerImageDB,
                text: "root\tdriver\timage\tdiffs\n/a\toverlay2\tsha256:\(hex)\tsha256:\(hex),sha256:\(hex)\n"),
            Subject(name: "blobs", parser: .blobs, command: blobs, text: recorded(blobs, "total 0\n")),
            Subject(name: "probe", parser: .probe, text: "view\tseen_after_import\tseen_after_removal\na\tyes\tno\n"),
            Subject(name: "crictl", parser: .crictlConfig, text: "runtime-endpoint: \"unix:///a\"\nx: {y: [1, 2]}\n"),
            Subject(name: "k3s", parser: .k3sConfig, text: "docker: true\ndata-dir: /a\na: &b [1]\nc: *b\n"),
            Subject(
                name: "env", parser: .environmentFiles, text: "KUBELET_EXTRA_ARGS=\"--container-runtime=x\" \\\n y\n"),
            Subject(name: "kubelet", parser: .kubeletConfig, text: "containerRuntimeEndpoint: unix:///a\n"),
            Subject(
                name: "daemon", parser: .dockerDaemonConfig, text: "{\"data-root\":\"/a\",\"features\":{\"b\":true}}"),
            Subject(
                name: "containerd", parser: .containerdConfig,
                text: "root = '/a'\n[grpc]\naddress = \"/b\"\n[plugins.\"x.cri\"]\ndiscard_unpacked_layers = true\n"),
            Subject(name: "storage", parser: .containersStorage, text: "[storage]\ngraphroot = '/a'\n"),
            Subject(name: "system", parser: .osRelease, text: "PRETTY_NAME=\"a b\"\n"),
            Subject(
                name: "repositories", parser: .dockerRepositories,
                text: "{\"Repositories\":{\"a\":{\"a:1\":\"sha256:\(hex)\",\"a@sha256:\(hex)\":\"sha256:\(hex)\"}}}"),
        ]
    }()

    @Test("no damage crashes a parser, hangs it or floods the report", arguments: subjects)
    func damage(_ subject: Subject) {
        var random = Seeded(state: UInt64(subject.name.utf8.reduce(7) { $0 &* 31 &+ Int($1) } & 0xFFFF_FFFF))
        for _ in 0..<200 {
            let bytes = mutated(Array(subject.text.utf8), &random)
            let facts = NodeOutput.read(subject.parser, bytes: bytes, command: subject.command)
            let lines = bytes.count { $0 == 10 } + 1
            #expect(facts.issues.allSatisfy { (0...lines).contains($0.line) })
            #expect(facts.issues.count <= max(41, lines * 2))
            #expect(facts.facts.processes.allSatisfy { (0...lines).contains($0.source.line) && $0.pid >= 0 })
            #expect(facts.facts.units.allSatisfy { !$0.name.isEmpty && (0...lines).contains($0.source.line) })
            #expect(facts.facts.diskUses.allSatisfy { $0.bytes.low >= 0 })
            #expect(facts.facts.blobs.allSatisfy { $0.bytes >= 0 && $0.digest.isWhole })
        }
    }

    @Test("much of anything is read to its end", arguments: subjects)
    func large(_ subject: Subject) {
        for filler in [
            "a", "\\", "\"", "1 ", "[", "{\"a\":", "├─1 k3s ", "root 1 0.0 0.0 1 1 ? S 1:1 0:0 k3s ", "x=\\\n", "\n/",
        ] {
            let count = (1 << 18) / filler.utf8.count
            let bytes = Array((subject.text + String(repeating: filler, count: count)).utf8)
            let lines = bytes.count { $0 == 10 } + 1
            let found = NodeOutput.read(subject.parser, bytes: bytes, command: subject.command)
            #expect(found.issues.allSatisfy { (0...lines).contains($0.line) })
        }
    }

    private func mutated(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let line = Int.random(in: 0..<lines.count, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0:
                guard !lines[line].isEmpty else { continue }
                let place = Int.random(in: 0..<lines[line].count, using: &random)
                lines[line][place] = UInt8.random(in: 0...255, using: &random)
            case 1 where lines.count > 1: lines.remove(at: line)
            case 2: lines.insert(lines[line], at: line)
            case 3: lines.swapAt(line, Int.random(in: 0..<lines.count, using: &random))
            case 4: lines[line] = Array(lines[line].prefix(Int.random(in: 0...lines[line].count, using: &random)))
            case 5: lines[line] = Array(lines[line].dropFirst(Int.random(in: 0...lines[line].count, using: &random)))
            case 6 where line + 1 < lines.count: lines[line] += lines.remove(at: line + 1)
            default:
                let whole = Array(lines.joined(separator: [10]))
                let cut = whole.prefix(Int.random(in: 0...whole.count, using: &random))
                lines = cut.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
            }
        }
        return Array(lines.joined(separator: [10]))
    }
}
