#!/usr/bin/env bats
# Collecting over what operators already use: ssh, Ansible, Kubernetes. Agentless, and nothing stays behind.

load helpers

setup() {
    empty_node
    export HOME=$BATS_TEST_TMPDIR/home TMPDIR=$BATS_TEST_TMPDIR/tmp
    mkdir -p "$HOME" "$TMPDIR"
    cd "$BATS_TEST_TMPDIR" || return
    touch before
}
teardown() { clear_node; }

expect_bundle() { # FILE NODE: complete but for systemd, which does not run here
    tar -tzf "$1" | grep -q '/manifest.tsv$' || fail "no manifest in $1"
    tar -xOzf "$1" --wildcards '*/node.tsv' | grep -qx "node	$2" || fail "another node"
    "$twinstore" analyze "$1" >/dev/null
}

expect_nothing_left() { # no file, no process
    [ -z "$(ls -A "$TMPDIR")" ] && [ -z "$(find /run /var/lib /root -name '*winstore*' -newer before)" ] || fail "a file is left behind"
    nothing_runs || fail "a process is left behind"
}

nothing_runs() { ! pgrep -f 'sleep 605|collector.sh'; }

start_sshd() {
    [ -x /usr/sbin/sshd ] || skip "no sshd here"
    mkdir -p /run/sshd
    ip link set lo up
    grep -q '^sshd:' /etc/passwd || echo 'sshd:x:65533:65534::/run/sshd:/usr/sbin/nologin' >>/etc/passwd
    sed -i 's/^root:[^:]*/root:*/' /etc/shadow # no password, not locked
    ssh-keygen -q -t ed25519 -N '' -f host-key
    ssh-keygen -q -t ed25519 -N '' -f user-key
    cat >sshd_config <<END
Port 2222
ListenAddress 127.0.0.1
HostKey $PWD/host-key
AuthorizedKeysFile $PWD/user-key.pub
PidFile none
StrictModes no
PermitRootLogin yes
SetEnv TMPDIR=$TMPDIR
END
    /usr/sbin/sshd -D -e -f "$PWD/sshd_config" >>daemons.log 2>&1 3>&- &
    daemons+=($!)
    ssh_to_node=(ssh -F none -i "$PWD/user-key" -p 2222 -o StrictHostKeyChecking=no -o "UserKnownHostsFile=$PWD/known"
        -o LogLevel=ERROR root@127.0.0.1)
    within 10 "${ssh_to_node[@]}" true || fail "$(cat daemons.log)"
}

@test "one line of ssh collects through a real sshd, and leaves nothing on the node" {
    start_sshd
    "${ssh_to_node[@]}" 'sh -s -- -o -' <"$project/collector.sh" >node.tar.gz || [ $? = 3 ]
    expect_bundle node.tar.gz "$(hostname)"
    expect_nothing_left
}

@test "an ssh connection that breaks midway leaves nothing on the node" {
    start_sshd
    printf '#!/bin/sh\ntouch %s/asked; exec sleep 605\n' "$PWD" >crictl && chmod 755 crictl
    "${ssh_to_node[@]}" -tt "PATH=$PWD:\$PATH sh $project/collector.sh -o /dev/null" </dev/null >/dev/null 2>&1 3>&- &
    local client=$!
    within 20 test -e asked || fail "did not start"
    kill "$client" && wait "$client" || true
    within 20 nothing_runs || fail "$(pgrep -af 'sleep 605|collector.sh')"
    expect_nothing_left
}

@test "an ssh connection without a terminal that breaks midway lets the run end by itself, and nothing stays" {
    start_sshd
    printf '#!/bin/sh\ntouch %s/asked; exec sleep 605\n' "$PWD" >crictl && chmod 755 crictl
    "${ssh_to_node[@]}" "PATH=$PWD:\$PATH sh -s -- --timeout 2 --no-rest -o -" <"$project/collector.sh" >/dev/null 2>&1 3>&- &
    local client=$!
    within 20 test -e asked || fail "did not start"
    kill "$client" && wait "$client" || true
    within 60 nobody_collects || fail "$(pgrep -af 'sleep 605|sh -s --')"
    expect_nothing_left
}

nobody_collects() { ! pgrep -f 'sleep 605|^sh -s --'; }

@test "the Ansible playbook is valid, collects from localhost, and leaves nothing behind" {
    [ -x "$(command -v ansible-playbook)" ] || skip "no ansible-playbook here"
    export ANSIBLE_LOCAL_TEMP=$PWD/local ANSIBLE_REMOTE_TEMP=$PWD/remote ANSIBLE_NOCOLOR=1
    export LC_ALL=C.UTF-8
    ansible-playbook --syntax-check -i localhost, "$project/Samples/collect.yml"
    ansible-playbook -i localhost, -c local -e collect_as_root=false "$project/Samples/collect.yml" >log || fail "$(cat log)"
    expect_bundle bundles/localhost.tar.gz localhost
    [ -z "$(ls -A remote)" ] || fail "Ansible left $(ls -A remote)"
    rm -rf "$HOME/.ansible"
    expect_nothing_left
}

@test "the Kubernetes pod has only fields of the API, and its command collects" {
    sed 's/NODE/node-1/' "$project/Samples/collect-pod.json" >pod.json
    local kubectl
    kubectl=$(PATH=$PATH:/usr/local/bin:/snap/bin command -v kubectl) || true
    sed "s/\"apiVersion/\"kind\": \"Pod\", &/; s/busybox:/other:/" pod.json >whole.json
    if [ -n "$kubectl" ] && "$kubectl" set image --local -f whole.json twinstore=busybox:1.36 -o json >made.json; then
        echo "# fields checked by kubectl" >&3
    else
        echo "# no kubectl here: fields checked by the list in this test only" >&3
        cp pod.json made.json
    fi
    python3 - <<'END' # kubectl drops a field that the API does not have
import json
known = """apiVersion spec nodeName hostPID restartPolicy tolerations operator containers name image command stdin
    stdinOnce securityContext privileged""".split()
def check(asked, made, path=""):
    if isinstance(asked, dict):
        for key, value in asked.items():
            assert key in known and key in made, f"{path}.{key}"
            check(value, made[key], f"{path}.{key}")
    elif isinstance(asked, list):
        for one, other in zip(asked, made, strict=True):
            check(one, other, path + "[]")
    else:
        assert asked == made, path
check(json.load(open("pod.json")), json.load(open("made.json")))
END
    mapfile -t command < <(python3 -c 'import json; print(*json.load(open("pod.json"))["spec"]["containers"][0]["command"], sep="\n")')
    busybox "${command[@]}" <"$project/collector.sh" >node.tar.gz || [ $? = 3 ]
    expect_bundle node.tar.gz node-1
    expect_nothing_left
}
