# Helpers of the collector's tests. A node is two folders: $node/root, its files, and $node/bin, its programs; besides
# those a collector under test finds only the base tools below, so nothing of the machine that runs the tests leaks in.

project=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
collector=$project/collector.sh
recordings=$project/../shared/recordings

# The shells of the contract, one a line; COLLECTOR_SHELLS may name others.
shells=${COLLECTOR_SHELLS:-dash
busybox ash
bash --posix
mksh}

# No renice and ionice: the tests would take as long as the machine is busy.
base_tools="sh cat ls awk sed grep tar gzip find sort head tr wc date mktemp rm mkdir mv cp env id sleep readlink
sha256sum setsid xargs printf uname printenv kill ps du df stat"

setup_node() { # an empty node that has the base tools of this machine
    node=$BATS_TEST_TMPDIR/node tools=$BATS_FILE_TMPDIR/tools
    mkdir -p "$node/root/etc" "$node/root/var/lib" "$node/root/run" "$node/bin" "$BATS_TEST_TMPDIR/tmp"
    echo node-of-tests >"$node/root/etc/hostname"
    stub hostname 'echo node-of-tests'
    stub ps 'echo "PID PPID USER ELAPSED COMMAND"; echo "1 0 root 5 /sbin/init"'
    [ -d "$tools" ] || link_tools "$tools"
}

link_tools() { # DIRECTORY
    mkdir -p "$1"
    for name in $base_tools; do
        program=$(type -P "$name") && ln -sf "$(readlink -f "$program")" "$1/$name"
    done
}

stub() { # NAME BODY: a program of the node
    printf '#!/bin/sh\n%s\n' "$2" >"$node/bin/$1"
    chmod 755 "$node/bin/$1"
}

put() { # PATH [TEXT]: a file of the node; standard input without TEXT
    mkdir -p "$node/root${1%/*}"
    if [ $# -gt 1 ]; then printf '%s\n' "$2" >"$node/root$1"; else cat >"$node/root$1"; fi
}

listen() { # PATH: a socket of the node, on which nobody answers
    mkdir -p "$node/root${1%/*}"
    (cd "$node/root${1%/*}" && python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "${1##*/}")
}

shell_is_here() { # SHELL
    type -P "${1%% *}" >/dev/null || { echo "# no ${1%% *} on this machine: not tested under it" >&3 && return 1; }
}

each_shell() { # FUNCTION
    while read -r shell; do
        shell_is_here "$shell" || continue
        "$1" "$shell"
    done <<<"$shells"
}

collect() { # SHELL OPTION…: runs the collector on the node and unpacks what it wrote -> $status, $bundle
    rm -rf "$BATS_TEST_TMPDIR/out" && mkdir -p "$BATS_TEST_TMPDIR/out"
    run_collector "$@" -o "$BATS_TEST_TMPDIR/out/bundle.tar.gz"
    unpack "$BATS_TEST_TMPDIR/out/bundle.tar.gz"
}

unpack() { # FILE -> $bundle
    bundle=
    [ -f "$1" ] || return 0
    rm -rf "$BATS_TEST_TMPDIR/unpacked" && mkdir "$BATS_TEST_TMPDIR/unpacked"
    tar -xzf "$1" -C "$BATS_TEST_TMPDIR/unpacked"
    bundle=$(echo "$BATS_TEST_TMPDIR"/unpacked/*)
}

run_collector() { # SHELL OPTION… -> $status, $output; ${as[@]} may hold a command to run it with
    local words
    read -ra words <<<"$1"
    shift
    words[0]=$(type -P "${words[0]}")
    run "${as[@]}" env -i HOME=/nonexistent TMPDIR="$BATS_TEST_TMPDIR/tmp" ${variables[@]+"${variables[@]}"} \
        PATH="$node/bin:$tools" "${words[@]}" "$collector" --root "$node/root" --no-rest "$@"
}
as=()
variables=()

field() { # CAPTURE COLUMN: of the manifest
    NAME=$1 COLUMN=$2 awk -F '\t' '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == ENVIRON["COLUMN"]) c = i }
        $1 == ENVIRON["NAME"] { print $c }' "$bundle/manifest.tsv"
}

expect_status() { # CAPTURE STATUS
    [ "$(field "$1" status)" = "$2" ] || fail "$1 is $(field "$1" status), not $2"
}

fail() {
    echo "$*"
    [ -z "$bundle" ] || cut -f1-3 "$bundle/manifest.tsv" | grep -v absent
    return 1
}

nothing_left() { # no temporary directory, and no process of the node
    [ -z "$(ls -A "$BATS_TEST_TMPDIR/tmp")" ] || fail "left behind: $(ls -A "$BATS_TEST_TMPDIR/tmp")"
    local left # by what the collector gave it, not by its name: other tests may run beside this one
    left=$(grep -lszxF "TMPDIR=$BATS_TEST_TMPDIR/tmp" /proc/[0-9]*/environ) || true
    [ -z "$left" ] || fail "a process is left behind: $(for pid in $left; do tr '\0' ' ' <"${pid%environ}cmdline"; done 2>&1)"
}

need_recordings() {
    [ -d "$recordings" ] || skip "no recordings beside the project"
    type -P python3 >/dev/null || skip "no python3 to replay recordings"
}

replay() { # SCENARIO: becomes the node
    node=$BATS_TEST_TMPDIR/$1
    python3 "$recordings/replay" "$recordings/$1" "$node" >/dev/null
    (cd "$node/root" && find . -type s) >/dev/null
}
