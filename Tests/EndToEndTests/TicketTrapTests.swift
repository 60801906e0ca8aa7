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

    @Test("two Dockers can list the same images at the same sizes")
    func rootlessDocker() throws {
        let answer = try Ticket.analyzed(
            """
            [dev@host ~]$ docker images
            REPOSITORY          TAG       IMAGE ID       CREATED        SIZE
            registry.local/a    1         111111111111   3 days ago     213MB
            registry.local/b    1         222222222222   3 days ago     413MB
            [dev@host ~]$ docker context ls
            NAME         DESCRIPTION                               DOCKER ENDPOINT                     ERROR
            default      Current DOCKER_HOST based configuration   unix:///var/run/docker.sock
            rootless *   Rootless mode                             unix:///run/user/1000/docker.sock
            [dev@host ~]$ sudo crictl images
            IMAGE               TAG       IMAGE ID            SIZE
            registry.local/a    1         1111111111110       213MB
            registry.local/b    1         2222222222220       413MB
            [dev@host ~]$ sudo crictl version
            RuntimeName:  docker
            """)
        #expect(answer.verdict == "unknown")
        #expect(answer.says("sizes") == "nothing")
        #expect(answer.says("list-relation") == "nothing")
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

    @Test("ctr's list in crictl's place tells two stores by the digests of configs")
    func ctrForCrictl() throws {
        let target = "sha256:2834dc507516af02784808c5f48b7cbe38b8ed5d0f4837f16e78d00deb7e7767"
        let rest =
            "application/vnd.oci.image.index.v1+json \(target) 67.3 MiB linux/amd64 io.cri-containerd.image=managed"
        let answer = try Ticket.analyzed(
            """
            root@k3s-1:~# docker images
            REPOSITORY   TAG    IMAGE ID       CREATED       SIZE
            nginx        1.25   a8758716bb6a   5 weeks ago   187MB
            acme/api     2      b8758716bb6a   5 weeks ago   500MB
            root@k3s-1:~# k3s ctr images ls
            REF TYPE DIGEST SIZE PLATFORMS LABELS
            docker.io/library/nginx:1.25 \(rest)
            docker.io/library/nginx@\(target) \(rest)
            sha256:a8758716bb6aa4d90071160d27028fe4eaee7ce8166221a97d30440c8eac2be6 \(rest)
            """)
        #expect(answer.verdict == "duplicated")
        #expect(answer.says("content") == "different")
    }

    @Test("podman beside docker is a program of its own, and its list is not docker's")
    func podmanBesideDocker() throws {
        let answer = try Ticket.analyzed(
            """
            node:~ # podman images
            REPOSITORY                TAG         IMAGE ID      CREATED       SIZE
            docker.io/library/nginx   1.25        a8758716bb6a  5 weeks ago   191 MB
            node:~ # docker images
            REPOSITORY   TAG    IMAGE ID       CREATED       SIZE
            nginx        1.25   a8758716bb6a   5 weeks ago   187MB
            node:~ # crictl images
            IMAGE                     TAG       IMAGE ID        SIZE
            docker.io/library/nginx   1.25      a8758716bb6aa   191MB
            node:~ # crictl version
            RuntimeName:  cri-o
            """)
        #expect(answer.verdict == "duplicated")
        #expect(answer.says("runtime-name") == "different")
    }

    @Test("docker that is podman, typed without root, has a store that is not the node's")
    func rootlessShim() throws {
        let answer = try Ticket.analyzed(
            """
            dev@edge:~$ docker images
            Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.
            REPOSITORY                TAG         IMAGE ID      CREATED       SIZE
            docker.io/library/nginx   1.25        a8758716bb6a  5 weeks ago   191 MB
            docker.io/library/redis   7           b8758716bb6a  5 weeks ago   91 MB
            dev@edge:~$ sudo crictl images
            IMAGE                     TAG       IMAGE ID        SIZE
            docker.io/library/nginx   1.25      a8758716bb6aa   191MB
            docker.io/library/redis   7         b8758716bb6aa   91MB
            """)
        #expect(answer.verdict == "unknown")
    }

    @Test("a store that Docker's switch hid is told with the answer, also where the lists decide nothing")
    func hiddenStore() throws {
        let answer = try Ticket.analyzed(
            """
            root@lab:~# docker images
            IMAGE                        ID             DISK USAGE   CONTENT SIZE   EXTRA
            acme/api:2                   d10b936790ba       1.61GB          537MB    U
            root@lab:~# docker info
            Server:
             Server Version: 29.1.2
             Storage Driver: overlayfs
              driver-type: io.containerd.snapshotter.v1
             Docker Root Dir: /var/lib/docker
            root@lab:~# du -xsh /var/lib/docker/overlay2
            28G	/var/lib/docker/overlay2
            root@lab:~# crictl images
            bash: crictl: command not found
            """)
        #expect(answer.verdict == "unknown")
        #expect((answer["headline"] as? String)?.contains("an old copy is left on disk: 29.5 GB") == true)
        #expect((answer["plan"] as? [Any])?.isEmpty == true)
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

    @Test("a kind node is named beside docker's list, its images are not judged")
    func kind() throws {
        let answer = try Ticket.analyzed(
            """
            $ docker images
            REPOSITORY     TAG       IMAGE ID       CREATED        SIZE
            kindest/node   v1.29.2   09c50567d34e   2 months ago   956MB
            myapp          dev       aabbccddeeff   2 hours ago    300MB
            $ docker exec kind-control-plane crictl images
            IMAGE                     TAG   IMAGE ID        SIZE
            docker.io/library/myapp   dev   aabbccddeeff0   301MB
            $ docker ps
            CONTAINER ID   IMAGE                  COMMAND                  CREATED        STATUS       PORTS   NAMES
            01cd40d1c06c   kindest/node:v1.29.2   "/usr/local/bin/entr…"   2 months ago   Up 2 hours           kind-control-plane
            """)
        #expect(answer.verdict == "unknown")
        let kinds = (answer["residues"] as? [[String: Any]])?.map { $0["kind"] as? String }
        #expect(kinds == ["nested-runtime"])
    }
}
