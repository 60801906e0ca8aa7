import TestSupport
import Testing

/// Several runtimes, or several Dockers, on one machine.
extension TicketTrapTests {
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
