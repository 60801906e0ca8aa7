#!/usr/bin/env bats
# Every recorded node, replayed through the real collector.

load helpers

setup() {
    need_recordings
    setup_node
}

scenarios() { for folder in "$recordings"/*.*/; do basename "$folder"; done; }

answered() { # SCENARIO: captures of programs that ran on the recorded node, by the recording's own table of commands
    awk -F '\t' 'NR > 1 && $2 == 0 { print $3 }' "$recordings/$1/commands.tsv" | sed -n \
        -e 's/^docker version --format.*/docker-version/p' -e 's/^docker info --format.*/docker-info/p' \
        -e 's/^docker images -a --no-trunc --digests --format.*/docker-images/p' -e 's/^crictl images -o json$/crictl-images/p' \
        -e 's/^crictl version$/crictl-version/p' -e 's/^ps -ww.*/ps/p' -e 's/^ss -xlpn/listeners/p' \
        -e 's|^crictl .*unix:///run/k3s/containerd/containerd.sock images -o json$|cri-images.k3s-containerd|p' \
        -e 's|^crictl .*unix:///run/k3s/cri-dockerd/cri-dockerd.sock images -o json$|cri-images.k3s-cri-dockerd|p' \
        -e 's|^crictl .*unix:///run/containerd/containerd.sock images -o json$|cri-images.containerd|p' \
        -e 's|^crictl .*unix:///run/cri-dockerd.sock images -o json$|cri-images.cri-dockerd|p'
}

replayed() { # SCENARIO
    BATS_TEST_TMPDIR=$BATS_TEST_TMPDIR/$1.node
    mkdir -p "$BATS_TEST_TMPDIR/tmp"
    replay "$1"
    collect dash
    [ "$status" = 0 ] || [ "$status" = 3 ] || fail "$1: exit $status: $output"
    for name in $(answered "$1"); do expect_status "$name" ok; done
    for name in roots df du sockets; do expect_status "$name" ok; done
    ! grep -q "not recorded" "$bundle"/captures/*.err || fail "$1: $(grep "not recorded" "$bundle"/captures/*.err)"
    ! grep -rqF "$node" "$bundle" || fail "$1: a path of this machine: $(grep -rF "$node" "$bundle")"
}

@test "every recording gives a bundle in which whatever answered on the node is ok" {
    local pids=() pid # side by side
    for scenario in $(scenarios); do replayed "$scenario" & pids+=($!); done
    for pid in "${pids[@]}"; do wait "$pid"; done
}

@test "two live stores give images, layers, blobs and snapshots of both" {
    replay two-live.trixie
    collect dash
    [ "$(grep -c . "$bundle/captures/docker-image-inspect")" = 3 ]
    [ "$(grep -c '^sha256:.* \[sha256:' "$bundle/captures/cri-image-inspect.k3s-containerd")" = 4 ]
    [ "$(head -n 1 "$bundle/captures/docker-layerdb")" = "$(printf 'root\tdriver\tchain\tdiff\tsize\tparent')" ]
    [ "$(wc -l <"$bundle/captures/docker-layerdb")" = 5 ]
    [ "$(wc -l <"$bundle/captures/docker-imagedb")" = 4 ]
    grep -q ' 42074139 .*231c21b57cb7491485a7b172298f2ddf97ac184d7cea5cec3d603d894f1a9f85' "$bundle/captures/blobs.k3s-containerd"
    grep -q '^sha256:.* MiB' "$bundle/captures/ctr-snapshots.k3s-containerd.k8s.io"
    grep -q "^318856$(printf '\t')/var/lib/rancher/k3s/agent/containerd$" "$bundle/captures/du"
    grep -q "^170$(printf '\t')/usr/bin/containerd$" "$bundle/captures/proc-exe"
}

@test "the bundle of a node is the same under every shell" {
    replay two-live.trixie
    local first=
    while read -r shell; do
        shell_is_here "$shell" || continue
        collect "$shell"
        [ "$status" = 0 ] || fail "$shell: exit $status: $output"
        cut -f1-3,6- "$bundle/manifest.tsv" >"$bundle/manifest.stable"
        rm -r "$bundle/manifest.tsv" "$bundle/node.tsv"
        if [ -z "$first" ]; then
            first=$BATS_TEST_TMPDIR/first && mv "$bundle" "$first"
        else
            diff -r "$first" "$bundle" || fail "$shell differs"
        fi
    done <<<"$shells"
    nothing_left
}

@test "the bundle of a node is the same with every awk that is here" {
    replay two-live.trixie
    local first='' program
    tools=$BATS_TEST_TMPDIR/awks
    link_tools "$tools"
    for program in mawk gawk original-awk busybox; do
        program=$(type -P "$program") || continue
        ln -sf "$(readlink -f "$program")" "$tools/awk"
        collect dash
        [ "$status" = 0 ] || fail "$program: exit $status: $output"
        rm -r "$bundle/manifest.tsv" "$bundle/node.tsv"
        if [ -z "$first" ]; then
            first=$BATS_TEST_TMPDIR/first && mv "$bundle" "$first"
        else
            diff -r "$first" "$bundle" || fail "$program differs"
        fi
    done
}

@test "a program that was not on the node is absent, and its captures cost nothing else" {
    replay k3s-only.trixie
    collect dash
    [ "$status" = 0 ] || fail "exit $status: $output"
    for name in docker-version docker-info docker-images docker-image-inspect docker-containers; do expect_status "$name" absent; done
    expect_status cri-images.k3s-containerd ok
    [ ! -e "$bundle/captures/docker-images" ]
}

@test "a stopped daemon is failed, not absent, and the disk still tells its images" {
    replay leftover-docker.trixie
    collect dash
    [ "$status" = 3 ]
    expect_status docker-images failed
    grep -q 'Cannot connect to the Docker daemon' "$bundle/captures/docker-images.err"
    expect_status docker-info ok # it prints JSON and exits 0; what it lacks is in its ServerErrors
    expect_status docker-layerdb ok
    expect_status file:/var/lib/docker/image/overlay2/repositories.json ok
}

@test "docker info keeps identity, root and driver, and nothing of registries, proxies, labels or swarm" {
    replay docker-containerd-store.sid
    collect dash
    python3 - "$bundle/captures/docker-info" <<'P'
import json, sys
lines = open(sys.argv[1]).read().splitlines()
assert len(lines) == 1, lines
info = json.loads(lines[0])
kept = {"ID", "Name", "Driver", "DriverStatus", "DockerRootDir", "ServerVersion", "Images", "Containers", "Containerd",
        "ServerErrors", "OperatingSystem"}
assert set(info) <= kept, set(info) - kept
assert info["Containerd"]["Namespaces"]["Containers"] == "moby", info
P
}

@test "containers keep identity, image and state, and no label or annotation" {
    replay two-live.trixie
    collect dash
    python3 - "$bundle/captures/cri-containers.k3s-containerd" <<'P'
import json, sys
container = json.load(open(sys.argv[1]))["containers"][0]
assert set(container) == {"id", "image", "imageRef", "state", "imageId"}, container
assert set(container["image"]) == {"image"}, container
P
}
