#!/usr/bin/env bats
# The collector and the verdict on real runtimes: dockerd and containerd of Debian's packages.

load helpers

setup() { empty_node; }
teardown() { clear_node; }

two_stores() { # app is in both, other only in Docker's, third only in k3s's; they share a layer
    start_docker
    start_k3s_containerd
    build registry.example/app:1 base-8 app-12
    build registry.example/other:1 base-8 other-4
    build registry.example/third:1 base-8 third-6
    copy_to "$k3s_socket" registry.example/app:1
    copy_to "$k3s_socket" registry.example/third:1
    docker rmi registry.example/third:1 >/dev/null
    docker image prune -f >/dev/null
}

@test "one image in dockerd's store and in k3s's containerd is duplicated, and removing it frees the bytes said" {
    two_stores
    collect
    expect "node['verdict']" duplicated
    expect "node['confidence']" certain
    expect "[i['names'] for i in node['images'] if len(i['stores']) > 1]" "[['registry.example/app:1']]"
    expect "node['duplicatedBytes']['bytes'] >> 20" 20 # base and app
    local docker_frees cri_frees before
    docker_frees=$(answer "node['freedByRemoving']['docker']['bytes']")
    cri_frees=$(answer "node['freedByRemoving']['cri']['bytes']")
    before=$(kib /var/lib/docker)
    docker rmi registry.example/app:1 >/dev/null
    expect_freed "$docker_frees" "$before" "$(kib /var/lib/docker)"
    before=$(kib "$k3s_root")
    crictl rmi registry.example/app:1
    sleep 3 # containerd's garbage collector
    expect_freed "$cri_frees" "$before" "$(kib "$k3s_root")"
    collect
    expect "node['verdict']" separate
}

@test "--probe imports into Docker and finds that no CRI server sees it, and leaves both as they were" {
    two_stores
    before=$(all_ids)
    collect --probe
    [ "$(status_of probe)" = ok ] || fail "$(status_of probe)"
    [ "$(capture probe)" = "view	seen_after_import	seen_after_removal
docker	yes	no
k3s-containerd	no	no
containerd	no	no" ] || fail "$(capture probe)"
    expect "[c['says'] for c in node['checks'] if c['id'] == 'deletion']" "['different']"
    [ "$before" = "$(all_ids)" ] || fail "the probe left a trace"
}

@test "--probe into a dockerd that hangs says which image may be left, and that command removes it" {
    start_docker
    kill -STOP "${daemons[1]}"
    collect --probe --timeout 2
    [ "$(status_of probe)" = timeout ] || fail "$(status_of probe)"
    [[ $output == *"docker rmi"* ]] || fail "$output"
    kill -CONT "${daemons[1]}"
    within 30 docker version
    local name
    name=$(grep -o 'twinstore-probe-[0-9-]*:delete-me' <<<"$output")
    echo "# left: $(docker images -q "$name" | wc -l)" >&3
    docker rmi "$name" >/dev/null 2>&1 || true
    [ -z "$(docker images -aq)" ] || fail "$(docker images -a)"
}

all_ids() { # of both lists, sorted: containerd answers in no order
    docker images -aq --no-trunc | sort
    crictl images -o json | grep -o 'sha256:[0-9a-f]*' | sort
}

@test "dockerd on overlay2 beside a kubelet on the same containerd is duplicated" {
    start_docker --storage-driver=overlay2
    set_crictl /run/containerd/containerd.sock
    build registry.example/app:1 app-12
    copy_to /run/containerd/containerd.sock registry.example/app:1
    collect
    expect "node['verdict']" duplicated
    expect "node['confidence']" certain
}

@test "Docker's containerd image store beside a kubelet on the same containerd is one content store, unpacked twice" {
    [ "$(dockerd --version | grep -oE '[0-9]+' | head -n 1)" -ge 23 ] || skip "this dockerd has no containerd image store; Debian 13's has"
    echo '{"features": {"containerd-snapshotter": true}}' >/etc/docker/daemon.json
    start_docker
    set_crictl /run/containerd/containerd.sock
    build registry.example/app:1 app-12
    copy_to /run/containerd/containerd.sock registry.example/app:1
    collect
    expect "node['verdict']" partly-duplicated
}

@test "Docker stopped and left over is leftover, from the disk alone" {
    two_stores
    for image in app third; do copy_to "$k3s_socket" registry.example/$image:1 2>/dev/null || true; done
    kill "${daemons[1]}" && wait "${daemons[1]}" || true
    kill "${daemons[0]}" && wait "${daemons[0]}" || true
    within 10 test ! -S /run/docker.sock
    collect
    expect "node['verdict']" leftover
    local said before
    said=$(answer "sum(r['bytes'] for r in node['residues'])")
    before=$(kib /var/lib)
    rm -rf /var/lib/docker
    expect_freed "$said" "$before" "$(kib /var/lib)"
}

@test "a dockerd that hangs costs its own captures only, and the disk still gives a verdict" {
    two_stores
    kill -STOP "${daemons[1]}"
    collect --timeout 3
    [ "$(status_of docker-images)" = timeout ] || fail "$(status_of docker-images)"
    for name in crictl-images cri-images.k3s-containerd docker-layerdb docker-imagedb blobs.k3s-containerd du; do
        [ "$(status_of $name)" = ok ] || fail "$name is $(status_of $name)"
    done
    expect "node['verdict']" duplicated
}

@test "where there is no crictl, ctr and the disk are enough for the verdict" {
    two_stores
    PATH=${PATH#*:} # without the stand-in
    collect
    [ "$(status_of crictl-images)" = absent ]
    [ "$(status_of ctr-images.k3s-containerd.k8s.io)" = ok ]
    expect "node['verdict']" duplicated
    expect "node['duplicatedBytes']['bytes'] >> 20" 20
}
