#!/usr/bin/env bats
# Nodes in trouble: no runtime, no systemd, not root, foreign tools, hostile names.

# shellcheck disable=SC2030,SC2031 # bats runs each test in a subshell

load helpers

setup() { setup_node; }

@test "a node without any runtime gives a complete bundle that says so" {
    while read -r shell; do
        shell_is_here "$shell" || continue
        collect "$shell"
        [ "$status" = 0 ] || fail "$shell: exit $status: $output"
        for name in docker-images crictl-images systemctl-cat listeners mounts docker-layerdb airgap; do expect_status "$name" absent; done
        expect_status sockets empty
        grep -q '^/var/lib/docker	absent' "$bundle/captures/roots"
        nothing_left
    done <<<"$shells"
}

@test "busybox's tools suffice" {
    need_recordings
    replay two-live.trixie
    tools=$BATS_TEST_TMPDIR/busybox && mkdir "$tools"
    for name in $base_tools; do
        busybox --list | grep -qx "$name" && ln -sf "$(type -P busybox)" "$tools/$name"
    done
    ln -sf "$(type -P busybox)" "$tools/ash"
    collect "busybox ash"
    [ "$status" = 0 ] || fail "exit $status: $output"
    for name in docker-info docker-image-inspect cri-containers.k3s-containerd docker-layerdb docker-imagedb blobs.k3s-containerd ps roots du; do
        expect_status "$name" ok
    done
    [ "$(wc -l <"$bundle/captures/docker-layerdb")" = 5 ]
    rm "$node"/bin/* # and without the recorded ps, du, df and stat
    collect "busybox ash"
    expect_status ps ok
    grep -qi '^ *pid  *ppid' "$bundle/captures/ps"
    expect_status df ok
    expect_status roots ok
    expect_status du ok
}

@test "not root: what is refused is denied, not absent; the bundle is written and incomplete" {
    [ "$(id -u)" = 0 ] || skip "needs root to become someone else"
    type -P setpriv >/dev/null || skip "no setpriv"
    put /var/lib/docker/overlay2/l/x x
    put /var/lib/docker/image/overlay2/layerdb/sha256/1/size 1
    put /etc/rancher/k3s/config.yaml 'docker: true'
    chmod 700 "$node/root/var/lib/docker"
    chmod 600 "$node/root/etc/rancher/k3s/config.yaml"
    mkdir "$BATS_TEST_TMPDIR/out"
    chmod 777 "$BATS_TEST_TMPDIR/tmp" "$BATS_TEST_TMPDIR/out"
    local above=$BATS_TEST_TMPDIR
    while [ "$above" != / ]; do [ -k "$above" ] || chmod o+x "$above" && above=$(dirname "$above"); done
    # The project may lie where nobody else may look, as below /root.
    cp "$collector" "$BATS_TEST_TMPDIR/collector.sh"
    chmod 644 "$BATS_TEST_TMPDIR/collector.sh"
    collector=$BATS_TEST_TMPDIR/collector.sh
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    while read -r shell; do
        shell_is_here "$shell" || continue
        rm -f "$BATS_TEST_TMPDIR/out/bundle.tar.gz"
        refused "$shell"
    done <<<"$shells"
}

refused() { # SHELL
    run_collector "$1" -o "$BATS_TEST_TMPDIR/out/bundle.tar.gz"
    [ "$status" = 3 ] || fail "$1: exit $status: $output"
    [[ $output == *"(not root)"* ]]
    unpack "$BATS_TEST_TMPDIR/out/bundle.tar.gz"
    expect_status file:/etc/rancher/k3s/config.yaml denied
    expect_status docker-layerdb denied
    grep -q '^/var/lib/docker	present' "$bundle/captures/roots"
    grep -q '^/var/lib/docker/overlay2	denied' "$bundle/captures/roots"
    grep -q '^/var/lib/containerd	absent' "$bundle/captures/roots"
    expect_status du denied
    grep -qx 'uid	65534' "$bundle/node.tsv"
}

@test "hostile names of hosts, images, files and namespaces stay data" {
    stub hostname 'printf "%s\n" "../\$(touch pwned);\`id\` x"'
    stub docker 'echo "{\"ID\":\"sha256:\$(touch pwned)\",\"Repository\":\"x; touch pwned\"}"'
    stub crictl 'echo "{\"images\":[{\"id\":\"-rf; touch pwned\"},{\"id\":\"*\"}]}"'
    stub ctr 'case "$*" in *namespaces*) printf "%s\n" ../../x "a b" -q k8s.io "\$(touch pwned)" ;; *) echo x ;; esac'
    listen /run/containerd/containerd.sock
    put "/etc/rancher/k3s/config.yaml.d/\$(touch pwned); x.yaml" 'docker: true'
    put "/etc/rancher/k3s/config.yaml.d/$(printf 'a\tb').yaml" 'docker: false'
    cd "$BATS_TEST_TMPDIR"
    while read -r shell; do
        shell_is_here "$shell" || continue
        collect "$shell"
        [ -n "$bundle" ] || fail "$shell: exit $status: $output"
        [ -z "$(find "$BATS_TEST_TMPDIR" -name pwned)" ] || fail "$shell was fooled"
        [ "$(cut -f1 "$bundle/manifest.tsv" | grep -c '^ctr-images')" = 1 ]
        expect_status ctr-images.containerd.k8s.io ok
        [ "$(cat "$bundle/files/etc/rancher/k3s/config.yaml.d/\$(touch pwned); x.yaml")" = "docker: true" ]
        expect_status 'file:/etc/rancher/k3s/config.yaml.d/a\tb.yaml' ok
        [ "$(dirname "$bundle")" = "$BATS_TEST_TMPDIR/unpacked" ]
    done <<<"$shells"
}

@test "missing units alone do not make systemctl cat a failure; no systemd does" {
    stub systemctl 'echo "# /etc/systemd/system/docker.service"; echo "No files found for k3s.service." >&2; exit 1'
    collect dash
    expect_status systemctl-cat ok
    [ "$(field systemctl-cat exit)" = 1 ]
    stub systemctl 'echo "No files found for k3s.service." >&2; exit 1'
    collect dash
    expect_status systemctl-cat absent
    stub systemctl 'echo "System has not been booted with systemd as init system (PID 1). Can'\''t operate." >&2; exit 1'
    collect dash
    expect_status systemctl-cat failed
}

@test "a runtime without containerd's roots has said nothing, which is no failure" {
    stub crictl 'case "$*" in *info*template*) echo "executing \"x\" at <.config>: map has no entry for key \"containerdRootDir\"" >&2; exit 1 ;; *) echo {} ;; esac'
    listen /run/cri-dockerd.sock
    collect dash
    expect_status cri-info.cri-dockerd empty
}

@test "units that start a runtime under other names are captured as more" {
    put /etc/systemd/system/k3s-edge.service '[Service]'
    put /etc/systemd/system/k3s-agent.service '[Service]'
    stub systemctl 'echo "$@"'
    collect dash
    [ "$(cat "$bundle/captures/systemctl-cat.more")" = "cat k3s-edge.service" ]
}

@test "k3s's own crictl and ctr are used where there is no other, and only where k3s is unpacked" {
    stub k3s 'echo "k3s $*"'
    listen /run/k3s/containerd/containerd.sock
    collect dash
    expect_status crictl-images absent
    mkdir -p "$node/root/var/lib/rancher/k3s/data"
    collect dash
    [ "$(cat "$bundle/captures/crictl-images")" = "k3s crictl images -o json" ]
    [ "$(field crictl-images command)" = "k3s crictl images -o json" ]
    [ "$(cat "$bundle/captures/ctr-namespaces.k3s-containerd")" = "k3s ctr -a /run/k3s/containerd/containerd.sock namespaces ls -q" ]
}

@test "crictl config --get, which would create the file, runs only where a configuration file exists" {
    stub crictl 'echo "$*"'
    collect dash
    expect_status crictl-runtime-endpoint absent
    put /etc/crictl.yaml 'runtime-endpoint: unix:///run/x.sock'
    collect dash
    expect_status crictl-runtime-endpoint ok
}

@test "a socket that leads to another is listed and not asked again; a path that is no socket is never asked" {
    stub crictl 'echo "$*"'
    listen /run/k3s/containerd/containerd.sock
    mkdir -p "$node/root/run/containerd" "$node/root/run/crio"
    ln -s /run/k3s/containerd/containerd.sock "$node/root/run/containerd/containerd.sock"
    put /run/crio/crio.sock 'no socket'
    collect dash
    grep -qx "containerd	/run/containerd/containerd.sock	/run/k3s/containerd/containerd.sock" "$bundle/captures/sockets"
    expect_status cri-version.k3s-containerd ok
    [ -z "$(field cri-version.containerd status)$(field cri-version.crio status)" ]
}

@test "no client is asked that speaks to another machine" {
    stub docker "echo \"\$*\" >>$BATS_TEST_TMPDIR/asked; case \$1 in context) printf 'NAME DESCRIPTION DOCKER ENDPOINT ERROR\nfar * far ssh://root@far.example\n' ;; esac"
    collect dash
    expect_status docker-contexts ok
    expect_status docker-images skipped
    [ "$(cat "$BATS_TEST_TMPDIR/asked")" = "context ls" ]
    stub docker 'echo {}'
    variables=(DOCKER_HOST=tcp://far.example:2375)
    collect dash
    expect_status docker-images skipped
    grep -qx 'DOCKER_HOST=tcp://far.example:2375' "$bundle/captures/environment"
    variables=(DOCKER_HOST=unix:///run/docker.sock)
    collect dash
    expect_status docker-images ok
}

@test "roots that configuration names are found: data-root, containerd's root, k3s's data-dir" {
    put /etc/docker/daemon.json '{"debug": true, "data-root": "/data/docker"}'
    put /etc/containerd/config.toml 'root = "/data/containerd"'
    put /etc/rancher/k3s/config.yaml 'data-dir: /data/k3s'
    stub ps 'echo "PID PPID USER ELAPSED COMMAND"; echo "9 1 root 5 /usr/bin/dockerd --data-root=/data/second --config-file /x"'
    mkdir -p "$node/root/data/docker/image" "$node/root/data/containerd/io.containerd.content.v1.content/blobs/sha256" \
        "$node/root/data/k3s/agent/containerd" "$node/root/data/second"
    put /data/k3s/agent/images/airgap.tar.zst 12345
    put /data/k3s/agent/etc/crictl.yaml 'runtime-endpoint: unix:///x'
    collect dash
    for path in /data/docker /data/containerd /data/k3s/agent/containerd /data/second /data/docker/overlay2; do
        grep -q "^$path	" "$bundle/captures/roots" || fail "no $path in roots: $(cut -f1 "$bundle/captures/roots")"
    done
    expect_status blobs.data-containerd ok
    expect_status file:/data/k3s/agent/etc/crictl.yaml ok
    grep -qx "/data/k3s/agent/images/airgap.tar.zst	6" "$bundle/captures/airgap"
}

@test "du never counts below /run, and counts each directory in a call of its own" {
    mkdir -p "$node/root/run/elsewhere" "$node/root/var/lib/containerd/io.containerd.content.v1.content"
    ln -s /run/elsewhere "$node/root/var/lib/docker"
    stub du "echo \"\$*\" >>$BATS_TEST_TMPDIR/asked; echo \"4	\$2\""
    collect dash
    [ "$(sed "s|$node/root||" "$BATS_TEST_TMPDIR/asked")" = "-skx /var/lib/containerd
-skx /var/lib/containerd/io.containerd.content.v1.content" ]
}

@test "nothing below the root is changed" {
    need_recordings
    replay two-live.trixie
    find "$node/root" -printf '%p %s %T@ %C@\n' | sort >"$BATS_TEST_TMPDIR/before"
    collect dash
    find "$node/root" -printf '%p %s %T@ %C@\n' | sort | diff "$BATS_TEST_TMPDIR/before" -
}
