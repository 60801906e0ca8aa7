#!/usr/bin/env bats
# Every way to fail at once, under every shell and with the tools of coreutils and of busybox.

load helpers

setup() {
    setup_node
    stub docker 'case $1 in
images) sleep 611 ;;
info) head -c 99999 /dev/urandom ;;
version) printf "\001\000\377\n" ;;
context) trap "" TERM INT HUP; sleep 612 & sleep 613 ;;
*) echo "K10aabb::server:zq-1 --token zq-2 --docker" >&2; exit 1 ;;
esac'
    stub crictl 'echo "{\"images\":[{\"id\":\"-rf; touch pwned\"},{\"id\":\"*\"}]}"'
    stub ctr 'case "$*" in
*namespaces*) printf "%s\n" ../../x "a b" -q k8s.io "\$(touch pwned)" ;;
*content*) while :; do head -c 99999 /dev/zero | tr "\000" x; echo; done ;;
*) exit 127 ;;
esac'
    stub systemctl 'echo "System has not been booted with systemd as init system (PID 1). Can'\''t operate." >&2; exit 1'
    stub hostname 'printf "%s\n" "../\$(touch pwned);\`id\` x"'
    stub ps 'echo "PID PPID USER ELAPSED COMMAND"; echo "9 1 root 5 /usr/local/bin/k3s agent --token zq-3 --docker"'
    listen /run/containerd/containerd.sock
    put /etc/rancher/k3s/config.yaml 'token: zq-4'
    put "/etc/rancher/k3s/config.yaml.d/\$(touch pwned); x.yaml" 'docker: true'
    mkdir -p "$node/root/var/lib/docker/overlay2"
    cd "$BATS_TEST_TMPDIR" || return
}

use_busybox() {
    tools=$BATS_TEST_TMPDIR/busybox && mkdir "$tools"
    for name in $base_tools; do
        busybox --list | grep -qx "$name" && ln -sf "$(type -P busybox)" "$tools/$name"
    done
}

costs_its_own_capture() { # SHELL
    shell_is_here "$1" || skip "no ${1%% *} here"
    collect "$1" --timeout 2 --label "rack=b7"
    [ "$status" = 3 ] || fail "exit $status: $output"
    for name in docker-contexts docker-images; do expect_status $name timeout; done
    for name in docker-info docker-image-inspect docker-containers systemctl-cat ctr-images.containerd.k8s.io; do expect_status $name failed; done
    case $(field ctr-content.containerd.k8s.io status) in truncated | timeout) ;; *) expect_status ctr-content.containerd.k8s.io truncated ;; esac
    for name in docker-version crictl-images ps roots file:/etc/rancher/k3s/config.yaml; do expect_status $name ok; done
    [ "$(od -An -tx1 "$bundle/captures/docker-version" | tr -d ' \n')" = 01ff0a ]
    [ "$(cut -f1 "$bundle/manifest.tsv" | grep -c '^ctr-images')" = 1 ]
    grep -q -e '--token <redacted:flag> --docker' "$bundle/captures/ps"
    ! grep -raq 'zq-' "$bundle" || fail "a secret is in the bundle"
    [ -z "$(find "$BATS_TEST_TMPDIR" -name pwned)" ] || fail "fooled"
    [ "$(dirname "$bundle")" = "$BATS_TEST_TMPDIR/unpacked" ]
    nothing_left
}

@test "dash with coreutils: hangs, ignored signals, gigabytes, binary, failures, secrets and hostile names cost their own captures" {
    costs_its_own_capture dash
}

@test "dash with busybox's tools: every failure costs its own capture" {
    use_busybox
    costs_its_own_capture dash
}

@test "busybox ash with coreutils: every failure costs its own capture" {
    costs_its_own_capture "busybox ash"
}

@test "busybox ash with busybox's tools: every failure costs its own capture" {
    use_busybox
    costs_its_own_capture "busybox ash"
}

@test "bash --posix with coreutils: every failure costs its own capture" {
    costs_its_own_capture "bash --posix"
}

@test "bash --posix with busybox's tools: every failure costs its own capture" {
    use_busybox
    costs_its_own_capture "bash --posix"
}

@test "mksh with coreutils: every failure costs its own capture" {
    costs_its_own_capture mksh
}

@test "mksh with busybox's tools: every failure costs its own capture" {
    use_busybox
    costs_its_own_capture mksh
}
