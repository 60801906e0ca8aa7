import NodeModel
import TestSupport
import Testing

@testable import Ingestion

private let gib: Int64 = 1 << 30

@Suite("du")
struct DiskUseTests {
    private func read(_ text: String, command: String = "", errors: String = "", isCut: Bool = false) -> ParsedFacts {
        NodeOutput.read(.diskUse, text, command: command, errors: errors, isCut: isCut)
    }
    private func rows(_ text: String, command: String = "") -> [String] {
        read(text, command: command).facts.diskUses.map { "\($0.path) \($0.bytes.low) \($0.bytes.high)" }
    }

    @Test("plain numbers are KiB, or what the command counts in")
    func plain() {
        #expect(rows("130620\t/var/lib/docker\n") == ["/var/lib/docker 133754880 133754880"])
        #expect(rows("12\t/x\n", command: "du -sxb /x") == ["/x 12 12"])
        #expect(rows("12\t/x\n", command: "du -s -B1 /x") == ["/x 12 12"])
        #expect(rows("12\t/x\n", command: "du -sm /x") == ["/x 12582912 12582912"])
        #expect(rows("12\t/x b\n", command: "du -skx '/x b'") == ["/x b 12288 12288"])
    }

    @Test("sizes for people are rounded up, so they are intervals")
    func human() {
        #expect(rows("38G     /var/lib/docker/overlay2/\n") == ["/var/lib/docker/overlay2 \(37 * gib + 1) \(38 * gib)"])
        #expect(rows("0\t/x\n") == ["/x 0 0"])
        let bytes = read("5.2G\t/x\n").facts.diskUses[0].bytes
        #expect(abs(bytes.low - Int64(5.1 * Double(gib))) <= 2 && abs(bytes.high - Int64(5.2 * Double(gib))) <= 2)
    }

    @Test("the total of several rows is no path")
    func total() {
        #expect(rows("1\t/x\n1\ttotal\n1\t합계\n").count == 1)
    }

    @Test("a missing directory is absent, a forbidden one denied, in standard error as between the rows")
    func errors() {
        let text = "du: cannot access '/var/lib/a': No such file or directory\n4\t/var/lib/b\n"
        let denied = "du: cannot read directory '/var/lib/b/c': Permission denied\n"
        let facts = read(text, errors: denied)
        #expect(
            facts.facts.directories == [
                Directory(
                    path: "/var/lib/b/c", state: .denied,
                    source: Source(capture: "du", line: 0, quote: String(denied.dropLast()))),
                Directory(
                    path: "/var/lib/a", state: .absent,
                    source: Source(
                        capture: "du", line: 1, quote: "du: cannot access '/var/lib/a': No such file or directory")),
            ])
        #expect(facts.issues.map(\.line) == [2])
        #expect(facts.issues[0].message == "/var/lib/b holds more than /var/lib/b/c let du count")
        #expect(facts.facts.diskUses.count == 1)
    }

    @Test(
        "complaints are understood in other languages",
        arguments: [
            ("du: `/x/y' にアクセスできません: そのようなファイルやディレクトリはありません", DirectoryState.absent),
            ("du: '/x/y'에 접근할 수 없음: 그런 파일이나 디렉터리가 없습니다", .absent),
            ("du: 无法访问'/x/y': 没有那个文件或目录", .absent),
            ("du: 無法存取 '/x/y': 沒有此一檔案或目錄", .absent),
            ("du: Zugriff auf '/x/y' nicht möglich: Datei oder Verzeichnis nicht gefunden", .absent),
            ("du: impossible d'accéder à '/x/y': Aucun fichier ou dossier de ce type", .absent),
            ("du: impossible d'accéder à «/x/y»: Aucun fichier ou dossier de ce nom", .absent),
            ("du: no se puede acceder a '/x/y': No existe el archivo o el directorio", .absent),
            ("du: невозможно получить доступ к '/x/y': Нет такого файла или каталога", .absent),
            ("du: não foi possível acessar '/x/y': Arquivo ou diretório inexistente", .absent),
            ("du: impossibile accedere a '/x/y': File o directory non esistente", .absent),
            ("du: cannot access ‘/x/y’: No such file or directory", .absent),
            ("du: /x/y: No such file or directory", .absent),
            ("du: can't open '/x/y': Permission denied", .denied),
            ("du: '/x/y' 디렉터리를 읽을 수 없음: 허가 거부", .denied),
            ("du: 无法读取目录'/x/y': 权限不够", .denied),
            ("du: ディレクトリ '/x/y' を読み込めません: 許可がありません", .denied),
            ("du: Verzeichnis '/x/y' kann nicht gelesen werden: Keine Berechtigung", .denied),
            ("du: impossible de lire le répertoire '/x/y': Permission non accordée", .denied),
            ("du: no se puede leer el directorio '/x/y': Permiso denegado", .denied),
            ("du: невозможно прочитать каталог '/x/y': Отказано в доступе", .denied),
            ("/usr/bin/du: cannot access '/x/y/': No such file or directory", .absent),
        ])
    func languages(_ line: String, _ state: DirectoryState) {
        let facts = read(line + "\n").facts
        #expect(facts.directories.map(\.path) == ["/x/y"])
        #expect(facts.directories.map(\.state) == [state])
        #expect(read("", errors: line).facts.directories.map(\.path) == ["/x/y"])
    }

    @Test("half a line at the end of a cut output is not a size")
    func cut() {
        #expect(read("4\t/a\n12\t/var/lib/do", isCut: true).facts.diskUses.map(\.path) == ["/a"])
    }

    @Test("what is no row is an issue with line and text")
    func foreign() {
        #expect(read("89\nx y\n1e5 /a\n99999999999999999999\t/b\n").issues.map(\.line) == [1, 2, 3, 4])
    }

    @Test("every recorded directory is counted or missing", arguments: Recordings.scenarios)
    func recorded(_ scenario: String) throws {
        for path in ["/var/lib/docker", "/var/lib/containerd", "/var/lib/rancher/k3s/agent/containerd"] {
            let text = try #require(Recordings.output(of: "du -skx \(path)", in: scenario))
            let facts = read(text, command: "du -skx \(path)")
            #expect(facts.issues.isEmpty)
            #expect(facts.facts.diskUses.map(\.path) == (text.isEmpty ? [] : [path]))
        }
        let joint =
            "du -sh /var/lib/docker/overlay2 /var/lib/docker /var/lib/containerd /var/lib/rancher/k3s/agent/containerd"
        let text = try #require(Recordings.output(of: joint, in: scenario))
        #expect(read(text).facts.diskUses.count == text.split(separator: "\n").count)
    }

    @Test(
        "pasted sizes are read",
        arguments: [
            ("01-seed-k3s-docker-same-store", "115G ", "$ sudo ls", 1, 115 * gib),
            ("02-blog3-k3s-switched-to-containerd-duplicated", "73G ", "$ ps", 1, 73 * gib),
            ("35-docker-containerd-store-buildcache-in-containerd", "14G ", "# du", 11, 14 * gib),
            ("41-du-k3s-149G", "4.0K", "never", 15, 4096),
            ("42-du-harvester-rke2", "4.0K", "crictl", 16, 4096),
            ("43-du-run-mounts-counted-again", "19G", "0 14:39:49", 10, 19 * gib),
            ("45-du-aks-node", "5.5M", "89", 5, 5_767_168),
            ("62-k8s-disk-pressure-jetstream", "17G", "Filesystem", 3, 17 * gib),
        ])
    func pasted(_ name: String, _ from: String, _ to: String, _ count: Int, _ first: Int64) throws {
        guard let text = NodeOutput.realCase(name) else { return }
        let facts = read(NodeOutput.part(text, from: from, to: to))
        #expect(facts.facts.diskUses.count == count)
        #expect(facts.facts.diskUses.first?.bytes.high == first)
        #expect(facts.facts.diskUses.allSatisfy { !$0.path.hasSuffix("/") && $0.path != "total" })
    }
}

@Suite("df")
struct FilesystemsTests {
    private func rows(_ text: String) -> [String] {
        NodeOutput.read(.filesystems, text).facts.filesystems.map {
            "\($0.device) \($0.path) \($0.bytes) \($0.used) \($0.available)"
        }
    }

    @Test(
        "every form of the table is read, in bytes",
        arguments: [
            (
                "Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/vda 100 40 60 40% /\n",
                "/dev/vda / 102400 40960 61440"
            ),
            (
                "Filesystem     1K-blocks  Used Available Use% Mounted on\n/dev/vda 100 40 60 40% /a b\n",
                "/dev/vda /a b 102400 40960 61440"
            ),
            (
                "Filesystem     512-blocks  Used Available Capacity Mounted on\n/dev/vda 100 40 60 40% /\n",
                "/dev/vda / 51200 20480 30720"
            ),
            (
                "Filesystem     1M-blocks  Used Available Use% Mounted on\n/dev/vda 1 0 1 40% /\n",
                "/dev/vda / 1048576 0 1048576"
            ),
            (
                "Filesystem     Type 1K-blocks  Used Available Use% Mounted on\n/dev/vda ext4 100 40 60 40% /\n",
                "/dev/vda / 102400 40960 61440"
            ),
            (
                "Filesystem           1K-blocks      Used Available Use% Mounted on\n"
                    + "/dev/mapper/a-very-long-name\n                           100 40 60 40% /var\n",
                "/dev/mapper/a-very-long-name /var 102400 40960 61440"
            ),
            ("/dev/vda 100 40 60 40% /\n", "/dev/vda / 102400 40960 61440"),
            ("overlay 0 0 0 - /x\n", "overlay /x 0 0 0"),
        ])
    func forms(_ text: String, _ row: String) {
        #expect(rows(text) == [row])
        #expect(NodeOutput.read(.filesystems, text).issues.isEmpty)
    }

    @Test("rounded sizes become the middle of what they can mean")
    func human() {
        let row = NodeOutput.read(
            .filesystems, "Filesystem      Size  Used Avail Use% Mounted on\n/dev/sda1        58G   57G  1.4G  98% /\n"
        ).facts.filesystems[0]
        #expect(row.bytes == 57 * gib + gib / 2)
    }

    @Test("inodes are not bytes")
    func inodes() {
        let facts = NodeOutput.read(
            .filesystems, "Filesystem      Inodes  IUsed   IFree IUse% Mounted on\n/dev/vda 100 40 60 40% /\n")
        #expect(facts.facts.filesystems.isEmpty)
        #expect(facts.issues.count == 1)
    }

    @Test("a missing path is a missing directory, nonsense is an issue")
    func errors() {
        let facts = NodeOutput.read(
            .filesystems, "nothing to see here\n", errors: "df: /var/lib/x: No such file or directory\n")
        #expect(facts.facts.directories.map(\.path) == ["/var/lib/x"])
        #expect(facts.issues.map(\.line) == [1])
    }

    @Test("every recorded row is read", arguments: Recordings.scenarios)
    func recorded(_ scenario: String) throws {
        let text = try #require(Recordings.output(of: "df -Pk /var/lib/containerd", in: scenario))
        let facts = NodeOutput.read(.filesystems, text)
        #expect(facts.issues.isEmpty)
        #expect(facts.facts.filesystems.map(\.path) == ["/"])
        #expect(facts.facts.filesystems.map(\.device) == ["/dev/vda"])
    }

    @Test("a pasted table for people is read")
    func pasted() {
        guard let text = NodeOutput.realCase("62-k8s-disk-pressure-jetstream") else { return }
        let facts = NodeOutput.read(.filesystems, NodeOutput.part(text, from: "Filesystem"))
        #expect(
            facts.facts.filesystems.map(\.path) == [
                "/dev", "/run", "/", "/dev/shm", "/run/lock", "/sys/fs/cgroup", "/boot/efi",
            ])
    }
}

@Suite("directories, mounts, archives")
struct PlacesTests {
    @Test("roots keep state, device, inode and link target")
    func roots() {
        let text =
            "path\tstate\tdevice\tinode\ttype\ttarget\n/var/lib/docker\tpresent\t2049\t77\text2/ext3\t/data/docker\n"
            + "/var/lib/containerd/\tabsent\t\t\t\t\n/x\tdenied\n/y\tmaybe\t\t\t\t\n"
        let facts = NodeOutput.read(.roots, text)
        #expect(facts.facts.directories.map(\.path) == ["/var/lib/docker", "/var/lib/containerd", "/x"])
        #expect(facts.facts.directories.map(\.state) == [.present, .absent, .denied])
        #expect(facts.facts.directories[0].device == 2049)
        #expect(facts.facts.directories[0].inode == 77)
        #expect(facts.facts.directories[0].target == "/data/docker")
        #expect(facts.issues.map(\.line) == [5])
    }

    @Test("columns are found by the header, whatever their order")
    func order() {
        let facts = NodeOutput.read(.roots, "state\tinode\tpath\npresent\t5\t/a\n")
        #expect(facts.facts.directories.map(\.inode) == [5])
    }

    @Test("a pasted listing names its directory and those in it")
    func listing() {
        let text = """
            total 12
            drwxr-xr-x 3 root root 4096 Nov 23 20:28 .
            drwxr-xr-x 3 root root 4096 11월 23 20:28 cri-dockerd
            drwx------ 5 root root 4096 2026-11-23 20:28 etc
            drwx------ 16 root root 4096 containerd
            -rw-r--r-- 1 root root 4096 Nov 23  2025 file with blanks
            ...
            """
        let facts = NodeOutput.read(.roots, text, command: "sudo ls -al /var/lib/rancher/k3s/agent/")
        #expect(facts.issues.isEmpty)
        let agent = "/var/lib/rancher/k3s/agent"
        #expect(
            facts.facts.directories.map(\.path) == [
                agent, agent + "/cri-dockerd", agent + "/etc", agent + "/containerd",
            ])
    }

    @Test("a listing that failed says absent or denied")
    func failed() throws {
        let text =
            "ls: cannot access '/var/lib/rancher/k3s/agent/containerd/': No such file or directory\n"
            + "ls: cannot open directory '/var/lib/docker': Permission denied\n"
        let states = NodeOutput.read(.roots, text).facts.directories.map { "\($0.path) \($0.state)" }
        #expect(states == ["/var/lib/rancher/k3s/agent/containerd absent", "/var/lib/docker denied"])
        guard let pasted = NodeOutput.realCase("58-ls-permission-denied") else { return }
        #expect(NodeOutput.read(.roots, pasted).facts.directories.map(\.state) == [.denied, .denied])
    }

    @Test("pasted listings of k3s's agent folder are read")
    func pastedListing() {
        for (name, from, to, folders) in [
            ("01-seed-k3s-docker-same-store", "drwxr-xr-x 3 root root 4096 cri-dockerd", "$", 3),
            ("02-blog3-k3s-switched-to-containerd-duplicated", "drwx------ 16", "#", 4),
        ] {
            guard let text = NodeOutput.realCase(name) else { return }
            let facts = NodeOutput.read(
                .roots, NodeOutput.part(text, from: from, to: to), command: "ls -al /var/lib/rancher/k3s/agent/")
            #expect(facts.facts.directories.count == folders)
        }
    }

    @Test("mounts are read from the kernel's table and from mount, blanks decoded")
    func mounts() {
        let text = """
            /dev/vda / ext4 rw,relatime 0 0
            overlay /var/lib/docker/a\\040b/merged overlay rw,lowerdir=/x 0 0
            /dev/sdb on /var/lib/containerd type xfs (rw,relatime)
            //host/share on /mnt/my data type cifs (rw)
            nonsense
            """
        let facts = NodeOutput.read(.mounts, text)
        #expect(
            facts.facts.mounts.map(\.path) == [
                "/", "/var/lib/docker/a b/merged", "/var/lib/containerd", "/mnt/my data",
            ])
        #expect(facts.facts.mounts.map(\.type) == ["ext4", "overlay", "xfs", "cifs"])
        #expect(facts.facts.mounts.map(\.device) == ["/dev/vda", "overlay", "/dev/sdb", "//host/share"])
        #expect(facts.issues.map(\.line) == [5])
    }

    @Test("every recorded mount is read", arguments: Recordings.scenarios)
    func recordedMounts(_ scenario: String) throws {
        let text = try #require(Recordings.output(of: "cat /proc/self/mounts", in: scenario))
        let facts = NodeOutput.read(.mounts, text)
        #expect(facts.issues.isEmpty)
        #expect(facts.facts.mounts.count == text.split(separator: "\n").count)
        #expect(facts.facts.mounts.first?.path == "/")
    }

    @Test("archives keep their bytes")
    func airgap() {
        let facts = NodeOutput.read(.airgap, "path\tbytes\n/var/lib/a b.tar.zst\t123\n/x\t-1\n/y\t\n")
        #expect(facts.facts.tarballs.map(\.path) == ["/var/lib/a b.tar.zst"])
        #expect(facts.facts.tarballs.map(\.bytes) == [123])
        #expect(facts.issues.map(\.line).sorted() == [3, 4])
    }
}
