/// What each saved question must answer on `QuestionFleet`, worked out from the bundles and from what was edited.
///
/// The recorded nodes' layers: base 64,939,104 B, app1's own 41,943,040 B, app2's own 26,214,400 B; so app1 is
/// 106,882,144 B, app2 91,153,504 B, and both with their base once 133,096,544 B. The containerd of
/// docker-containerd-store has a base of 64,906,854 B.
struct QuestionAnswer {
    /// Rows; nil where only the lines below matter.
    var rows: Int?
    /// Lines of CSV that must be there, in this order.
    var lines: [String]

    init(_ rows: Int?, _ lines: String...) {
        self.rows = rows
        self.lines = lines
    }

    private static let app1 = "sha256:c505bb498b0f1443dcc59bc2fae8d75aaa93d87554c1b8bda0d0ab4fe55717b1"
    private static let app2 = "sha256:2000a9dccdcfde0d4aec5231821fa0af5b92072594ac054f66991bceef89d9a1"
    private static let pause = "sha256:23b7be56b279ba60a5c0cdaa84c6e7203305e41463675a91bb388586fdecfadb"
    private static let r = "127.0.0.1:5000/"
    private static let twoLists = "docker overlay2 [docker] · k3s-containerd overlayfs [crictl]"

    static let all: [String: QuestionAnswer] = [
        // Two samples and four edits of them; 6 × 133,096,544.
        "verdicts": Self(
            6, "duplicated,6,798579264,", "leftover,2,266193088,417873920", "same-store,2,0,",
            "partly-duplicated,1,133064294,", "separate,1,64939104,", "unknown,1,0,"),
        "wasteful-nodes": Self(
            9, "leftover-docker-trixie,leftover,certain,133096544,217538560",
            "leftover-containerd-trixie,leftover,certain,133096544,200335360",
            "busy,duplicated,certain,133096544,", "torn,duplicated,contested,133096544,",
            "docker-containerd-store-sid,partly-duplicated,certain,133064294,"),
        // app1: 8 × 106,882,144 + 106,849,894; app2: 8 × 91,153,504 + 91,121,254.
        "top-wasted-images": Self(
            3, "\(r)example/app1:1.0-prod,\(app1),9,961907046,7,748142758",
            "\(r)example/app2:1.0-prod,\(app2),9,820349286,6,546888774",
            "\(r)rancher/mirrored-pause:3.6,\(pause),1,2024544,0,0"),
        "images-twice-everywhere": Self(
            2, "\(r)example/app1:1.0-prod,\(app1),9,9,961907046", "\(r)example/app2:1.0-prod,\(app2),9,9,820349286"),
        // Docker's containers keep app2 on the live nodes, app1 on busy; torn is contested and has no plan.
        "plans": Self(
            8, "leftover-docker-trixie,leftover,certain,217538560,133096544,217538560",
            "kubeadm-shared-containerd-trixie,duplicated,certain,68157440,133096544,",
            "full,duplicated,certain,41943040,133096544,", "busy,duplicated,certain,26214400,133096544,"),
        "turned-bad": Self(
            1, "turned,separate,duplicated,2026-11-16T20:00:00Z,2026-11-23T21:30:00Z,133096544"),
        "fixed": Self(
            1, "two-live-pair,duplicated,separate,2026-11-23T20:00:00Z,2026-11-23T21:00:00Z,133096544"),
        "got-worse": Self(
            1, "turned,separate,duplicated,64939104,133096544,2026-11-16T20:00:00Z,2026-11-23T21:30:00Z"),
        // All but silent, which had its only snapshot before both dates.
        "changed-between": Self(
            12, "busy,,duplicated,,133096544,,2026-11-23T23:36:13Z",
            "turned,separate,duplicated,64939104,133096544,2026-11-16T20:00:00Z,2026-11-23T21:30:00Z",
            "two-live-pair,,separate,,64939104,,2026-11-23T21:00:00Z"),
        "node-history": Self(
            1,
            "2026-11-23T23:36:13Z,duplicated,certain,133096544,,\"2 of 4 images are stored twice: 133 MB are on this disk "
                + "a second time; removing Docker's copies frees 68.2 MB, removing the kubelet's frees 102 MB\""),
        // A fragment of torn's unit says so, and systemd has not loaded it.
        "still-docker": Self(
            7, "k3s-docker-trixie,systemctl-cat:26,the node is configured for Docker (k3s --docker)",
            "k3s-docker-trixie,unit k3s-agent.service,/usr/local/bin/k3s agent --docker --node-label gpu=true",
            "leftover-containerd-trixie,unit k3s-agent.service,/usr/local/bin/k3s agent --docker",
            "torn,systemctl-cat:26,the node is configured for Docker (k3s --docker)"),
        "kubelet-on-docker": Self(
            3,
            "k3s-docker-trixie,/run/k3s/cri-dockerd/cri-dockerd.sock,cri-dockerd (docker 26.1.5+dfsg1),5",
            "leftover-containerd-trixie,/run/k3s/cri-dockerd/cri-dockerd.sock,cri-dockerd (docker 26.1.5+dfsg1),4",
            "silent,/run/k3s/cri-dockerd/cri-dockerd.sock,cri-dockerd (docker 26.1.5+dfsg1),5"),
        "kubelet-runtimes": Self(
            4, "6,containerd 1.7.24~ds1,/run/k3s/containerd/containerd.sock,busy",
            "3,cri-dockerd (docker 26.1.5+dfsg1),/run/k3s/cri-dockerd/cri-dockerd.sock,k3s-docker-trixie",
            "1,containerd 1.7.24~ds1,/run/containerd/containerd.sock,kubeadm-shared-containerd-trixie",
            "1,containerd 2.1.9+unknown,/run/containerd/containerd.sock,docker-containerd-store-sid"),
        "versions": Self(
            5, "cri.runtime-version,1.7.24~ds1,11,busy", "cri.runtime-version,26.1.5+dfsg1,3,k3s-docker-trixie",
            "cri.runtime-version,2.1.9+unknown,1,docker-containerd-store-sid",
            "docker.server-version,26.1.5+dfsg1,10,busy",
            "docker.server-version,28.5.2+dfsg4,1,docker-containerd-store-sid"),
        "set-ups": Self(
            7, "6,\(twoLists),busy", "2,\"docker overlay2 [crictl, docker]\",k3s-docker-trixie",
            "1,containerd overlayfs [crictl] · docker overlay2 [docker],kubeadm-shared-containerd-trixie",
            "1,docker [docker],dark"),
        "outliers": Self(
            5, "dark,docker [docker],unknown",
            "docker-containerd-store-sid,containerd overlayfs [crictl] · docker overlayfs [docker],partly-duplicated",
            "leftover-docker-trixie,docker overlay2 [stopped] · k3s-containerd overlayfs [crictl],leftover"),
        "not-judged": Self(nil, "dark,2026-11-23T23:36:13Z,crictl-version,timeout,"),
        // Every node but turned and two-live-pair, which had the check between two snapshots, and dark.
        "missing": Self(nil, "probe,skipped,sh collector.sh --probe,10,busy"),
        "contested": Self(1, "torn,duplicated,crictl is answered by containerd; Docker keeps its images in overlay2"),
        // 95,000,000 of 100,000,000 KiB; 5,000,000 × 1024 are left.
        "full-disks": Self(1, "full,/,/dev/vda,95,5120000000,41943040"),
        "leftovers-by-kind": Self(
            2, "stopped-docker,1,217538560,leftover-docker-trixie",
            "stopped-containerd,1,200335360,leftover-containerd-trixie"),
        "leftovers": Self(
            2, "leftover-docker-trixie,stopped-docker,/var/lib/docker,217538560,exact,",
            "leftover-containerd-trixie,stopped-containerd,/var/lib/rancher/k3s/agent/containerd,200335360,exact,"),
        "in-use-by-both": Self(
            1,
            "busy,\"\(r)example/app1:1.0-prod, \(r)example/my-app:1.0-prod\",\"docker, k3s-containerd\",106882144,"
                + "used by 1 container of docker (running)"),
        "not-removable": Self(
            6,
            "busy,\"\(r)example/app1:1.0-prod, \(r)example/my-app:1.0-prod\",106882144,\"docker, k3s-containerd\",0,",
            "full,\(r)example/app2:1.0-prod,91153504,docker,0,used by 1 container of docker (running)",
            "leftover-containerd-trixie,\(r)rancher/mirrored-pause:3.6,2024544,,0,the pause image"),
        // What is shared is the base; the pause image is one layer of it.
        "shared-layers": Self(
            9, "leftover-containerd-trixie,3,200060192,133096544,66963648",
            "busy,2,198035648,133096544,64939104", "docker-containerd-store-sid,2,197971148,133064294,64906854"),
        "nodes-with-image": Self(
            nil,
            "dark,docker,\(r)example/base:1,sha256:d8cbb5c5078cdc73922821bf590bc6144026f3bae5718d3cb6b75253fa59a181,",
            "k3s-docker-trixie,crictl,\(r)example/base:1,"),
        "same-name-other-content": Self(
            1, "busy,\(r)example/app3:1.0-prod,\"docker sha256:d8cbb5c5078c, k3s-containerd sha256:cf5a749b3935\""),
        "largest-stores": Self(
            31, "docker-containerd-store-sid,containerd,containerd,/var/lib/containerd,459685888,4,1",
            "docker-containerd-store-sid,docker,docker,/var/lib/containerd,459685888,3,1",
            "kubeadm-shared-containerd-trixie,containerd,containerd,/var/lib/containerd,326545408,4,1",
            "leftover-docker-trixie,docker,docker,/var/lib/docker,217571328,4,0"),
        "failed-captures": Self(
            nil, "crictl-version,timeout,1,dark,",
            "docker-version,failed,1,leftover-docker-trixie,Cannot connect to the Docker daemon"),
        // 670 ms: `docker container inspect` of one sample.
        "slow-captures": Self(nil, "docker-containers,670,", "docker-info,450,"),
        "not-seen": Self(1, "silent,2026-11-01T08:00:00Z,22,1"),
        "bundle-problems": Self(2, "conflict,\"differs from two-live.tar.gz, which has the same node two-live-trixie"),
        "by-label": Self(2, "rack,a1,1,1,133096544,41943040", "rack,b4,1,1,133096544,41943040"),
        // K3s's token, in all recorded environment files of K3s.
        "redactions": Self(
            11, "busy,file:/etc/systemd/system/k3s-agent.service.env,1",
            "two-live-trixie,file:/etc/systemd/system/k3s-agent.service.env,1"),
        "rule-sets": Self(1, "2026.2,13,busy"),
        "node-evidence": Self(
            22, "content,different,sufficient,2 of Docker's 3 images are stored again below ",
            "runtime-name,different,sufficient,crictl is answered by containerd; Docker keeps its images in overlay2,"
                + "cri-version.k3s-containerd,2,RuntimeName:  containerd"),
        "node-stores": Self(
            3, "containerd,containerd,/var/lib/containerd,overlayfs,k8s.io,1,0,204800,crictl -r SOCKET images,",
            "docker,docker,/var/lib/docker,overlay2,\"\",1,3,133763072,docker images,/run/docker.sock,0",
            "k3s-containerd,containerd,/var/lib/rancher/k3s/agent/containerd,overlayfs,k8s.io,1,4,326508544,crictl images,"
        ),
        "node-images": Self(
            2,
            "\"\(r)example/app1:1.0-prod, \(r)example/my-app:1.0-prod\",\"docker, k3s-containerd\",106882144,exact,"
                + "k3s-containerd,1,no container of docker uses it",
            "\(r)example/app2:1.0-prod,\"docker, k3s-containerd\",91153504,exact,docker,0,used by 1 container of docker"
        ),
        "node-plan": Self(
            2, "1,docker ps -a --no-trunc,check that still no container uses what is removed next,,none: it only looks",
            "2,docker image rm \(r)example/app1:1.0-prod \(r)example/my-app:1.0-prod,remove Docker's copies of 1 image"),
    ]
}
