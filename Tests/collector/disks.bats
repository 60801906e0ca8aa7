#!/usr/bin/env bats
# --root and --offline: the disk of a node that does not boot, which may be broken or want to harm who looks at it.

# shellcheck disable=SC2030,SC2031 # bats runs each test in a subshell

load helpers

setup() { setup_node; }

@test "--offline runs no runtime command and still reads units, configuration and stores from the disk" {
    for name in docker crictl ctr systemctl ss ps; do stub "$name" "echo $name >>$BATS_TEST_TMPDIR/ran"; done
    need_recordings
    replayed=$node
    replay leftover-docker.trixie
    rm -rf "$node/bin" && mv "$replayed/bin" "$node/bin"
    put /etc/hostname recorded
    put /lib/systemd/system/docker.service '[Service]'
    put /etc/systemd/system/docker.service.d/lab.conf '# drop-in'
    while read -r shell; do
        shell_is_here "$shell" || continue
        collect "$shell" --offline
        [ "$status" = 0 ] || fail "$shell: exit $status: $output"
        [ ! -e "$BATS_TEST_TMPDIR/ran" ] || fail "$shell ran $(cat "$BATS_TEST_TMPDIR/ran")"
        for name in docker-images crictl-images ps; do expect_status "$name" skipped; done
        for name in docker-layerdb docker-imagedb blobs.containerd roots du systemctl-cat; do expect_status "$name" ok; done
        [ "$(grep '^# /' "$bundle/captures/systemctl-cat" | tr '\n' ' ')" = "# /lib/systemd/system/docker.service # /etc/systemd/system/docker.service.d/lab.conf " ]
        grep -qx 'node	recorded' "$bundle/node.tsv"
        grep -qx 'offline	yes' "$bundle/node.tsv"
    done <<<"$shells"
}

@test "links that are absolute are followed below the root, not on this machine" {
    put /usr/lib/os-release 'ID=of-the-node'
    ln -s /usr/lib/os-release "$node/root/etc/os-release"
    mkdir -p "$node/root/data/docker/overlay2"
    ln -s /data/docker "$node/root/var/lib/docker"
    collect dash
    [ "$(cat "$bundle/files/etc/os-release")" = ID=of-the-node ]
    grep -qP "^/var/lib/docker/overlay2\tpresent\t\d+\t\d+\tdirectory\t/data/docker/overlay2$" "$bundle/captures/roots"
    grep -qP "^\d+\t/var/lib/docker/overlay2$" "$bundle/captures/du"
    ! grep -rqF "$node" "$bundle" || fail "the node's own path is in the bundle"
}

@test "links above what is looked for by pattern are followed below the root, too" {
    put /data/config/a.yaml 'docker: true'
    mkdir -p "$node/root/etc/rancher/k3s" && ln -s /data/config "$node/root/etc/rancher/k3s/config.yaml.d"
    put /data/docker/image/overlay2/repositories.json '{}'
    put /data/layers/1a/size 5
    mkdir "$node/root/data/docker/image/overlay2/layerdb" && ln -s /data/layers "$node/root/data/docker/image/overlay2/layerdb/sha256"
    ln -s /data/docker "$node/root/var/lib/docker"
    collect dash --offline
    expect_status file:/etc/rancher/k3s/config.yaml.d/a.yaml ok
    expect_status file:/var/lib/docker/image/overlay2/repositories.json ok
    grep -qx '/var/lib/docker	overlay2	sha256:1a		5	' "$bundle/captures/docker-layerdb"
}

@test "a path with .. in a disk's configuration does not lead out of the bundle" {
    local up=../../../../../../../../../../../../../../..
    put /etc/rancher/k3s/config.yaml "data-dir: /a/$up$BATS_TEST_TMPDIR/victim"
    put "$BATS_TEST_TMPDIR/victim/agent/etc/crictl.yaml" 'of the disk'
    while read -r shell; do
        shell_is_here "$shell" || continue
        collect "$shell" --offline
        [ "$status" = 0 ] || fail "$shell: exit $status: $output"
        [ ! -e "$BATS_TEST_TMPDIR/victim" ] || fail "$shell wrote where the disk said"
        [ -z "$(find "$bundle/files" -name crictl.yaml)" ] || fail "$shell: $(find "$bundle/files")"
    done <<<"$shells"
}

@test "FIFOs, devices and directories in the place of files hang nothing, and are skipped" {
    rm "$node/root/etc/hostname"
    mkdir -p "$node/root/etc/docker" "$node/root/etc/containerd" "$node/root/etc/rancher/k3s" "$node/root/etc/systemd/system" \
        "$node/root/var/lib/docker/image/overlay2/layerdb/sha256/1a" "$node/root/proc/self" "$node/root/etc/os-release"
    for place in etc/hostname etc/machine-id etc/docker/daemon.json etc/rancher/k3s/config.yaml etc/systemd/system/k3s.service \
        var/lib/docker/image/overlay2/layerdb/sha256/1a/size var/lib/docker/image/overlay2/repositories.json proc/self/mounts; do
        mkfifo "$node/root/$place"
    done
    mknod "$node/root/etc/containerd/config.toml" c 1 5 2>/dev/null || mkfifo "$node/root/etc/containerd/config.toml" # zero
    while read -r shell; do
        shell_is_here "$shell" || continue
        collect "$shell" --offline
        [ "$status" = 0 ] || fail "$shell: exit $status: $output"
        for place in /etc/docker/daemon.json /etc/rancher/k3s/config.yaml /etc/containerd/config.toml /etc/os-release; do
            expect_status "file:$place" skipped
        done
        expect_status systemctl-cat absent
        grep -qx 'node	unknown' "$bundle/node.tsv"
    done <<<"$shells"
}

@test "a configuration file of gigabytes is cut at the cap, and a layer's of gigabytes is not read" {
    mkdir -p "$node/root/etc/docker" "$node/root/var/lib/docker/image/overlay2/layerdb/sha256/1a"
    truncate -s 9G "$node/root/etc/docker/daemon.json" "$node/root/var/lib/docker/image/overlay2/layerdb/sha256/1a/size"
    put /var/lib/docker/image/overlay2/layerdb/sha256/1a/diff sha256:5
    collect dash --offline
    [ "$status" = 3 ] || fail "exit $status: $output"
    expect_status file:/etc/docker/daemon.json truncated
    grep -qx '/var/lib/docker	overlay2	sha256:1a	sha256:5		' "$bundle/captures/docker-layerdb"
}

@test "a unit's name that would be an option of systemctl is not given to it" {
    stub systemctl "printf '%s\\n' \"\$@\" >>$BATS_TEST_TMPDIR/asked"
    put "/etc/systemd/system/$(printf 'k3s-x\n--host=far.example.service')" '[Service]'
    put '/--host=far.example.service' '[Service]'
    put /etc/systemd/system/k3s-edge.service '[Service]'
    collect dash
    grep -qx k3s-edge.service "$BATS_TEST_TMPDIR/asked"
    ! grep -e '^--host' "$BATS_TEST_TMPDIR/asked" || fail "systemctl was told to ask another machine"
}
