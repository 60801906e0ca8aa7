import NodeModel
import Testing

@testable import Ingestion

@Suite("Commands of other collectors")
struct ForeignCommandTests {
    @Test(
        "a file name that was made of a command is that command's capture",
        arguments: [
            ("docker_images", "docker-images"), ("docker_images_--all_--no-trunc_--digests", "docker-images"),
            ("docker_images.1", "docker-images"), ("docker_info", "docker-info"), ("docker_version", "docker-version"),
            ("docker_ps_-a", "docker-containers"), ("docker_ps_--all_--no-trunc", "docker-containers"),
            ("crictl_images", "crictl-images"), ("crictl_version", "crictl-version"),
            ("crictl_info", "cri-info.crictl"), ("crictl_ps_-a", "cri-containers.crictl"),
            ("crictl_imagefsinfo", "crictl-imagefsinfo"),
            ("ctr_-n_k8s.io_image_ls", "ctr-images.containerd.k8s.io"),
            ("ctr_--namespace_moby_images_list", "ctr-images.containerd.moby"),
            ("ctr_namespaces_list", "ctr-namespaces.containerd"), ("ps_auxwwwm", "ps"), ("ps_auxfwww", "ps"),
            ("ps_alxwww", "ps"), ("ps_-ef", "ps"), ("ps_auxww", "ps"), ("df_-al_-x_autofs", "df"), ("df_-alP", "df"),
            ("mount_-l", "mounts"), ("mount", "mounts"), ("systemctl_cat_docker.service", "systemctl-cat"),
            ("systemctl_show_service_--all", "systemctl-show"), ("usr.bin.docker_images", "docker-images"),
        ])
    func known(_ name: String, _ capture: String) {
        #expect(ForeignCommand(ForeignCommand.words(ofFileName: name))?.id.name == capture)
    }

    @Test(
        "what shows only a part, or something else, is no capture",
        arguments: [
            "docker_ps", "docker_images_-q", "docker_images_nginx", "docker_inspect_nginx", "docker_system_df",
            "docker_stats_--no-stream", "docker_events", "crictl_ps", "crictl_ps_-va", "crictl_images_--quiet",
            "crictl_pods", "crictl_-r_unix_.run.x.sock_images", "ctr_-n_k8s.io_container_ls", "ctr_deprecations_list",
            "ps_-elfL", "ps_auxcww", "ps_axo_pid_ppid_user_comm", "df_-ali_-x_autofs", "mount_-a",
            "systemctl_show_--all",
            "systemctl_cat_rpcbind.socket", "systemctl_list-units", "dockerx_images", "", "_", "docker", ".1",
        ])
    func unknown(_ name: String) {
        #expect(ForeignCommand(ForeignCommand.words(ofFileName: name)) == nil)
    }

    @Test("of several forms of one command, the one that says most is the first")
    func ranks() throws {
        func rank(_ line: String) throws -> Int {
            try #require(ForeignCommand(line.split(separator: " ").map(String.init))).rank
        }
        #expect(try rank("ps -ef") < rank("ps alxwww"))
        #expect(try rank("ps alxwww") < rank("ps auxwwwm"))
        #expect(try rank("ps auxwwwm") < rank("ps aux"))
        #expect(try rank("docker images --no-trunc") < rank("docker images"))
        #expect(ForeignCommand(["sudo", "k3s", "crictl", "images"])?.id == "crictl-images")
        #expect(
            ForeignCommand(["cat", "/var/lib/kubelet/kubeadm-flags.env"])?.id.instance
                == "/var/lib/kubelet/kubeadm-flags.env")
        #expect(ForeignCommand(["cat", "/etc/shadow"]) == nil)
    }

    @Test(
        "what date prints is a time where its zone is UTC",
        arguments: [
            ("Mon Nov 23 20:07:31 UTC 2026", 1_795_464_451), ("Mon 23 Nov 2026 08:07:31 PM UTC", 1_795_464_451),
            ("Mon Nov  2 00:07:31 GMT 2026", 1_793_578_051), ("Mon 02 Nov 2026 12:07:31 AM UTC", 1_793_578_051),
        ] as [(String, Int64)])
    func dates(_ line: String, _ seconds: Int64) {
        #expect(DateText.seconds(line) == seconds)
    }

    @Test(
        "and none where it is another zone or no date",
        arguments: ["Mon Nov 23 21:07:31 CET 2026", "", "UTC", "x UTC 1"])
    func noDates(_ line: String) {
        #expect(DateText.seconds(line) == nil)
    }
}
