import Foundation
import TestSupport
import Testing

/// Pasted tickets that were answered wrongly, or with less than is in them, once.
@Suite("Tickets that lead astray")
struct TicketTrapTests {
    private static let crictlWide = """
        IMAGE                                                                     TAG                 IMAGE ID            SIZE
        docker.io/acme/a-very-long-repository-name-for-service-one-and-more       1.2.3               aaaaaaaaaaaa1       110MB
        docker.io/library/redis                                                   7                   bbbbbbbbbbbb1       45MB
        registry.k8s.io/pause                                                     3.9                 e6f1816883972       322kB
        """
    private static let dockerWide = """
        REPOSITORY                                                TAG       IMAGE ID       CREATED         SIZE
        acme/a-very-long-repository-name-for-service-one-and-more   1.2.3     aaaaaaaaaaaa   2 days ago      300MB
        redis                                                     7         bbbbbbbbbbbb   3 weeks ago     117MB
        """

    /// As a terminal of that width breaks lines; some lose the blanks at their ends when they are copied.
    private static func folded(_ text: String, _ width: Int, isTrimmed: Bool = false) -> String {
        text.split(separator: "\n").flatMap { line -> [Substring] in
            var (parts, rest) = ([Substring](), line)
            while rest.count > width {
                parts.append(rest.prefix(width))
                rest = rest.dropFirst(width)
            }
            return parts + [rest]
        }.map { line in
            guard isTrimmed, let end = line.lastIndex(where: { $0 != " " }) else { return String(line) }
            return String(line[...end])
        }.joined(separator: "\n") + "\n"
    }

    @Test("tables whose header and names a terminal broke are read", arguments: [50, 60, 72, 80, 100])
    func folded(_ width: Int) throws {
        let (docker, crictl) = (Self.folded(Self.dockerWide, width), Self.folded(Self.crictlWide, width))
        for text in ["$ docker images\n\(docker)$ crictl images\n\(crictl)$ \n"]
            + (width < 60 ? [] : ["\(crictl)\n\(docker)"])
        {
            let answer = try Ticket.analyzed(text)
            #expect(answer.verdict == "duplicated", "\(width): \(text)")
            #expect(answer.says("names") == "different")
        }
    }

    @Test("the rest of a broken name is never taken for a name that only Docker prints", arguments: [52, 60, 66, 80])
    func restOfName(_ width: Int) throws {
        let (docker, crictl) = (
            Self.folded(Self.dockerWide, 200), Self.folded(Self.crictlWide, width, isTrimmed: true)
        )
        for text in ["$ docker images\n\(docker)$ crictl images\n\(crictl)$ \n", "\(crictl)\n\(docker)"] {
            #expect(try Ticket.analyzed(text).says("names") != "same", "\(width): \(text)")
        }
    }

    @Test("a list none of whose rows is understood is no empty list")
    func unreadList() throws {
        let answer = try EditedNode(captures: [
            "docker-images": "REPOSITORY   TAG   IMAGE ID   CREATED   SIZE\nweb | 1 | c505bb498b0f | 107MB |\n",
            "docker-info": "Server Version: 28.5.0\n Storage Driver: overlay2\n Docker Root Dir: /var/lib/docker\n",
            "crictl-images": "IMAGE   TAG   IMAGE ID   SIZE\ndocker.io/library/web   1   c505bb498b0f1   53MB\n",
            "crictl-version": "RuntimeName:  containerd\n",
        ]).analyzed()
        #expect(answer["relation"] as? String == "different")
        #expect(answer.verdict == "unknown")
    }

    @Test("a list that is empty because crictl failed shows nothing of what Docker has and it has not")
    func failedList() throws {
        let answer = try Ticket.analyzed(
            """
            # docker images
            REPOSITORY   TAG   IMAGE ID       CREATED      SIZE
            r.io/app     v1    c0ffee000001   2 days ago   500MB
            # docker info | grep Storage
             Storage Driver: overlay2
            # crictl images
            ERRO[0000] unable to determine image API version: rpc error: code = Unavailable desc = connection error
            IMAGE               TAG                 IMAGE ID            SIZE
            # crictl version
            RuntimeName:  containerd
            # date
            Mon Nov 23 20:07:31 UTC 2026
            """)
        #expect(answer.says("list-relation") == "unknown")
        #expect(answer.verdict == "unknown")
    }

    @Test("what its author wrote between a list's rows does not make it a part of one")
    func remarks() throws {
        let answer = try Ticket.analyzed(
            """
            $ docker images
            REPOSITORY       TAG   IMAGE ID       CREATED      SIZE
            registry.a/api   7     aaaabbbbcccc   2 days ago   420MB
               ^^^ this is the big one!
            registry.a/web   6     aaaabbbbdddd   9 days ago   419MB

            so there are two images in docker
            $ docker info | grep Storage
             Storage Driver: overlay2
            $ crictl images
            IMAGE              TAG   IMAGE ID        SIZE
            registry.a/other   7     1aaabbbbcccc1   161MB
            $ date
            Mon Nov 23 20:07:31 UTC 2026
            """)
        #expect(answer.says("list-relation") == "different")
    }

    @Test("docker lists nothing, crictl a name that Docker never prints: two stores, and nothing in both")
    func emptyDocker() throws {
        let answer = try Ticket.analyzed(
            """
            $ sudo k3s crictl images
            IMAGE                        TAG    IMAGE ID        SIZE
            docker.io/acme/api           2.1    7f94300d1e138   904MB
            docker.io/rancher/pause      3.6    6270bb605e12e   301kB
            $ sudo docker images
            REPOSITORY   TAG       IMAGE ID   CREATED   SIZE
            """)
        #expect(answer.verdict == "separate")
        #expect(answer.confidence == "likely")
    }

    @Test(
        "docker's manifest ID is joined with the digest that crictl prints in 13 digits, and grep'd JSON tells the root"
    )
    func cutDigests() throws {
        let answer = try Ticket.analyzed(
            """
            admin@node7 ~ % docker images
            IMAGE             ID             DISK USAGE   CONTENT SIZE   EXTRA
            example/app:1.0   d10b936790ba       161MB         53.7MB    U
            nginx:1.27        28402db69fec       281MB         72.9MB
            admin@node7 ~ % docker info | egrep 'Driver|driver-type|Root Dir'
             Storage Driver: overlayfs
              driver-type: io.containerd.snapshotter.v1
             Docker Root Dir: /var/lib/docker
            admin@node7 ~ % sudo crictl images --digests
            IMAGE                     TAG    DIGEST          IMAGE ID        SIZE
            docker.io/example/app     1.0    d10b936790bab   c505bb498b0f2   53.7MB
            docker.io/library/nginx   1.27   28402db69fecc   a1b2c3d4e5f60   72.9MB
            registry.k8s.io/pause     3.10   ee6521f290b21   873ed75102791   320kB
            admin@node7 ~ % sudo crictl info | grep -i rootdir
                "containerdRootDir": "/var/lib/containerd",
            admin@node7 ~ % ps aux | grep -E '[d]ockerd|[c]ontainerd$'
            root   812  0.4  0.3 2128120 51004 ?  Ssl  Nov12  12:01 /usr/bin/containerd
            root  1099  0.2  0.5 2655464 88844 ?  Ssl  Nov12   9:44 /usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
            """)
        #expect(answer.verdict == "partly-duplicated")
        #expect((answer["images"] as? [[String: Any]])?.map { $0["join"] as? String } == ["repoDigest", "repoDigest"])
    }

    @Test("equal sizes of an image alone show nothing: `docker save` brought it to the kubelet's containerd, or not")
    func equalSizeAlone() throws {
        let answer = try Ticket.analyzed(
            """
            $ docker images | grep big
            10.0.0.5:5000/big          1         0123456789ab   2 days ago      1e+03MB
            $ sudo k3s crictl images | grep big
            10.0.0.5:5000/big     1      0123456789abc   1GB
            """)
        #expect(answer.says("sizes") == "same")
        #expect(answer.verdict == "unknown")
    }

    @Test("colours that lost their escapes are taken out of names")
    func orphanColours() throws {
        let answer = try Ticket.analyzed(
            """
            [0;32muser@h[0m:[0;34m~[0m$ sudo docker images
            REPOSITORY       TAG    IMAGE ID       CREATED       SIZE
            example/my-app   1.0    56371aef8cc2   5 weeks ago   1.81GB
            [0;32muser@h[0m:[0;34m~[0m$ sudo crictl images | grep --color my-app
            docker.io/[01;31m[Kexample/my-app[m[K        1.0      56371aef8cc21    700MB
            """)
        #expect(answer.verdict == "duplicated")
        #expect(answer.says("names") == "different")
    }

    @Test("`crictl images ls` asks for an image `ls`, and containerd lists them all")
    func imagesLs() throws {
        let answer = try Ticket.analyzed(
            """
            # crictl images ls
            IMAGE          TAG   IMAGE ID        SIZE
            r.io/team/web  abc   99887766554a1   80MB
            # docker images
            REPOSITORY     TAG   IMAGE ID       CREATED       SIZE
            r.io/team/web  abc   99887766554a   2 days ago    229MB
            r.io/other     1     88887766554a   2 days ago    29MB
            """)
        #expect(answer.says("list-relation") == "different")
    }

    @Test("a part of ps that shows no dockerd is no proof that none runs")
    func partOfPs() throws {
        let answer = try Ticket.analyzed(
            "$ docker images\n\(Self.dockerWide)\n$ ps aux | grep sock\n"
                + "root  99 0.0 0.1 100 100 ? Sl 10:00 0:00 /usr/bin/containerd-shim-runc-v2 -namespace moby -id x\n")
        #expect(answer.statement("processes") == "no dockerd in the part of ps that is here")
    }
}
