# Helpers of the tests against real runtimes. They run in namespaces of their own (see run): /var/lib, /run and /etc
# are private to them, and whatever they start ends with them.

project=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
k3s_root=/var/lib/rancher/k3s/agent/containerd
k3s_socket=/run/k3s/containerd/containerd.sock
PATH=$BATS_TEST_DIRNAME:/usr/bin:/usr/sbin:/bin:/sbin # this folder's crictl

empty_node() {
    mount -t tmpfs -o mode=755 tmpfs /var/lib
    mount -t tmpfs -o mode=755 tmpfs /run
    rm -rf /etc/docker /etc/containerd /etc/rancher
    mkdir -p /etc/docker
    daemons=()
    bundle=$BATS_TEST_TMPDIR/node.tar.gz
    set_crictl "$k3s_socket"
}

clear_node() {
    for pid in "${daemons[@]}"; do kill -CONT "$pid" && kill "$pid"; done 2>/dev/null
    for pid in "${daemons[@]}"; do wait "$pid"; done 2>/dev/null
    umount -R -l /var/lib /run
}

set_crictl() { # SOCKET
    printf 'runtime-endpoint: unix://%s\nimage-endpoint: unix://%s\n' "$1" "$1" >/etc/crictl.yaml
}

start() { # SOCKET COMMAND…: a daemon, until it listens
    local socket=$1
    shift
    "$@" >>"$BATS_TEST_TMPDIR/daemons.log" 2>&1 3>&- &
    daemons+=($!)
    within 30 test -S "$socket" || fail "$1 does not start: $(tail -n 5 "$BATS_TEST_TMPDIR/daemons.log")"
}

within() { # SECONDS COMMAND…
    local tries=$(($1 * 10))
    shift
    until "$@" >/dev/null 2>&1; do [ $((tries -= 1)) -gt 0 ] && sleep 0.1 || return; done
}

start_docker() { # OPTION…: dockerd on the containerd of Debian's package
    start /run/containerd/containerd.sock containerd
    start /run/docker.sock dockerd --bridge=none --iptables=false --ip6tables=false \
        --containerd /run/containerd/containerd.sock "$@"
    within 30 docker version || fail "no answer: $(tail -n 5 "$BATS_TEST_TMPDIR/daemons.log")"
}

start_k3s_containerd() { # a containerd of its own, where k3s has it
    start "$k3s_socket" containerd --root "$k3s_root" --state /run/k3s/containerd -a "$k3s_socket"
    within 30 crictl version
}

build() { # NAME LAYER-FILE…: an image from scratch, a layer a file
    local file
    { echo "FROM scratch" && for file in "${@:2}"; do echo "COPY $file /$file"; done; } >"$BATS_TEST_TMPDIR/Dockerfile"
    for file in "${@:2}"; do
        [ -e "$BATS_TEST_TMPDIR/$file" ] || head -c "$((${file#*-} << 20))" /dev/urandom >"$BATS_TEST_TMPDIR/$file"
    done
    DOCKER_BUILDKIT=0 docker build -q -t "$1" "$BATS_TEST_TMPDIR" >/dev/null
}

copy_to() { # SOCKET IMAGE…: from Docker into a containerd, as a kubelet's pull would
    docker save "${@:2}" | ctr -a "$1" -n k8s.io images import - >/dev/null
    within 20 sees "$1" "$2"
}

sees() { crictl -r "unix://$1" images -o json | grep -qF "\"$2\""; } # SOCKET IMAGE

collect() { # OPTION… -> $status, $bundle
    run sh "$project/collector.sh" --no-rest -o "$bundle" "$@"
    [ "$status" = 0 ] || [ "$status" = 3 ] || fail "exit $status: $output"
}

answer() { # PYTHON-EXPRESSION over node, the report's one node
    "$twinstore" analyze "$bundle" --format json | python3 -c "
import json, sys
node = json.load(sys.stdin)['nodes'][0]
print($1)"
}

expect() { # EXPRESSION VALUE
    local found
    found=$(answer "$1")
    [ "$found" = "$2" ] || fail "$1 is $found, not $2: $("$twinstore" analyze "$bundle")"
}

status_of() { # CAPTURE
    tar -xOzf "$bundle" --wildcards '*/manifest.tsv' | awk -F '\t' -v name="$1" '$1 == name { print $2 }'
}

capture() { tar -xOzf "$bundle" --wildcards "*/captures/$1"; } # NAME

kib() { du -sk "$1" | cut -f1; } # DIRECTORY

expect_freed() { # BYTES BEFORE AFTER, in KiB: within 1 % or 1 MiB
    local measured=$((($2 - $3) * 1024)) off allowed=1048576
    off=$((measured > $1 ? measured - $1 : $1 - measured))
    [ $(($1 / 100)) -lt $allowed ] || allowed=$(($1 / 100))
    echo "# said $1 bytes, really freed $measured" >&3
    [ $off -le $allowed ] || fail "said $1 bytes, really freed $measured"
}

fail() {
    echo "$*"
    return 1
}
