#!/usr/bin/env bats
# Never hangs, never harms: time limits, caps, deadlines, signals. One bad tool costs its own captures only.

# shellcheck disable=SC2030,SC2031 # bats runs each test in a subshell

load helpers

setup() { setup_node; }

hanging_tool() {
    local started=$SECONDS
    collect "$1" --timeout 1
    [ "$status" = 3 ] || fail "$1: exit $status: $output"
    expect_status docker-images timeout
    expect_status roots ok
    [ "$(field docker-images milliseconds)" -lt 5000 ]
    [ $((SECONDS - started)) -lt 40 ]
    nothing_left
}

@test "a tool that hangs costs its own time limit, and the bundle is written" {
    stub docker 'case $1 in images) sleep 600 ;; *) exit 1 ;; esac'
    each_shell hanging_tool
}

@test "a tool that ignores TERM and hides in its children is killed with all of them" {
    stub docker 'case $1 in images) trap "" TERM INT HUP; sleep 601 & sleep 602; sleep 603 ;; *) exit 1 ;; esac'
    each_shell hanging_tool
}

@test "what a tool printed before it hung is kept" {
    stub docker 'case $1 in images) echo "{\"ID\":\"sha256:1\"}"; sleep 600 ;; *) exit 1 ;; esac'
    collect dash --timeout 1
    expect_status docker-images timeout
    grep -q sha256:1 "$bundle/captures/docker-images"
}

quick_tool() {
    stub docker 'echo {}'
    collect "$1"
    [ "$(field docker-version milliseconds)" -lt 2000 ] || fail "$1: $(field docker-version milliseconds) ms"
}

@test "the watchdog returns as soon as the tool does" {
    each_shell quick_tool
}

gigabytes() {
    collect "$1"
    expect_status docker-images truncated
    [ "$(field docker-images truncated)" = yes ]
    [ "$(field docker-images bytes)" -le 4194305 ] # a newline ends what was cut
    [ "$(wc -c <"$bundle/captures/docker-images")" = "$(field docker-images bytes)" ]
    expect_status docker-version ok
    nothing_left
}

@test "a tool that prints gigabytes is cut at the cap and marked truncated" {
    stub docker 'case $1 in images) while :; do head -c 99999 /dev/zero | tr "\000" x; echo; done ;; *) echo {} ;; esac'
    each_shell gigabytes
}

@test "the cap is the same where bash is not told to be POSIX" {
    stub docker 'case $1 in images) while :; do head -c 99999 /dev/zero | tr "\000" x; echo; done ;; *) echo {} ;; esac'
    gigabytes bash
}

@test "a tool that prints binary is kept as it is, without its zero bytes" {
    stub docker 'case $1 in images) printf "\001\000\377\033[31m\n" ;; *) echo {} ;; esac'
    each_shell binary
}

binary() { # SHELL
    collect "$1"
    expect_status docker-images ok
    [ "$(od -An -tx1 "$bundle/captures/docker-images" | tr -d ' \n')" = 01ff1b5b33316d0a ]
}

@test "docker info that is no JSON is failed, and not a byte of it is kept" {
    stub docker 'case $1 in info) echo "{\"HttpProxy\":\"http://u:hunter2@p\",\"Name\":\"x\"" ;; *) echo {} ;; esac'
    collect dash
    expect_status docker-info failed
    ! grep -rq hunter2 "$bundle" || fail "the secret is in the bundle"
}

@test "escaped quotes, braces in strings and nesting do not confuse the pruning of docker info" {
    stub docker 'case $1 in info) cat <<\END
{"Labels":["a=\"},{"],"Name":"n\\","DriverStatus":[["a","{\"ID\":1}"],[]],"Plugins":{"Driver":"no"},"Images":3,"Containerd":{"Address":"/x","Namespaces":{"Containers":"moby"}},"ID":null}
END
    ;; *) echo {} ;; esac'
    collect dash
    [ "$(cat "$bundle/captures/docker-info")" = '{"Name":"n\\","DriverStatus":[["a","{\"ID\":1}"],[]],"Images":3,"Containerd":{"Address":"/x","Namespaces":{"Containers":"moby"}},"ID":null}' ]
}

@test "a directory that hangs costs what lies behind it, not the run" {
    stub readlink 'case $1 in */var/lib/docker) sleep 600 ;; *) exec '"$tools"'/readlink "$@" ;; esac' # as a hung mount does
    ln -s /elsewhere "$node/root/var/lib/docker"
    put /etc/os-release 'ID=x'
    collect dash --timeout 1
    [ "$status" = 3 ] || fail "exit $status: $output"
    [[ $output == *"timed out"* ]]
    expect_status file:/etc/os-release ok
    expect_status roots timeout
    nothing_left
}

hanging_from_the_start() { # SHELL
    collect "$1" --timeout 1
    [ "$status" = 3 ] || fail "$1: exit $status: $output"
    grep -qx 'node	unknown' "$bundle/node.tsv"
    expect_status df timeout
    expect_status roots ok
    nothing_left
}

@test "a df and a hostname that hang cost what they would have said, not the bundle" {
    stub df 'sleep 600'
    stub hostname 'sleep 600'
    put /var/lib/docker/x x
    each_shell hanging_from_the_start
}

@test "the run has the lowest priority of CPU and of I/O" {
    stub renice "echo \"renice \$*\" >>$BATS_TEST_TMPDIR/priority"
    stub ionice "echo \"ionice \$*\" >>$BATS_TEST_TMPDIR/priority"
    collect dash
    [[ $(cat "$BATS_TEST_TMPDIR/priority") =~ ^renice\ -n\ 19\ -p\ [0-9]+.ionice\ -c\ 3\ -p\ [0-9]+$ ]]
}

@test "a failing tool is failed, with its exit code and what it said" {
    stub docker 'echo broken >&2; exit 7'
    collect dash
    [ "$status" = 3 ]
    expect_status docker-images failed
    [ "$(field docker-images exit)" = 7 ]
    [ "$(cat "$bundle/captures/docker-images.err")" = broken ]
    [[ $output == *"incomplete:"*docker-images* ]]
}

@test "a tool on PATH that exits 127 is failed, not absent" {
    stub docker 'exit 127'
    collect dash
    expect_status docker-images failed
    expect_status crictl-images absent
}

@test "a refusal is denied, in English and translated" {
    stub docker 'echo "permission denied while trying to connect to the Docker daemon socket" >&2; exit 1'
    stub crictl 'echo "許可がありません" >&2; exit 1'
    collect dash
    expect_status docker-images denied
    expect_status crictl-images denied
}

@test "a tool that says nothing is empty" {
    stub docker 'exit 0'
    collect dash
    expect_status docker-images empty
    [ -f "$bundle/captures/docker-images" ]
}

@test "a run paces itself, and neither what is slow nor --no-rest waits longer" {
    stub sleep "echo \"\$*\" >>$BATS_TEST_TMPDIR/slept; exec '$tools/sleep' \"\$@\""
    collect dash
    ! grep -qx 0.5 "$BATS_TEST_TMPDIR/slept" || fail "it rests in spite of --no-rest"
    run env -i TMPDIR="$BATS_TEST_TMPDIR/tmp" PATH="$node/bin:$tools" "$(type -P dash)" "$collector" --root "$node/root" -o - --timeout 1
    [ "$(grep -cx 0.5 "$BATS_TEST_TMPDIR/slept")" -gt 5 ] || fail "it does not rest"
}

@test "the deadline bounds the whole run: what hanging runtimes cut off is skipped, and the disk has its time" {
    stub docker 'sleep 600'
    stub crictl 'sleep 600'
    mkdir -p "$node/root/var/lib/docker"
    stub du 'sleep 600'
    local started=$SECONDS
    collect dash --deadline 24
    [ "$status" = 3 ]
    [ $((SECONDS - started)) -lt 60 ]
    expect_status docker-contexts timeout
    expect_status crictl-images skipped
    expect_status roots ok
    expect_status df ok
    expect_status du timeout
    nothing_left
}

signalled() {
    local signal words
    for signal in TERM INT HUP QUIT ABRT USR1 USR2 ALRM XCPU; do
        rm -f "$BATS_TEST_TMPDIR/started"
        read -ra words <<<"$1"
        words[0]=$(type -P "${words[0]}")
        # python gives SIGINT and SIGQUIT back, which a shell takes from its background jobs, and SIGHUP, which nohup takes
        python3 -c '
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
os.execve(sys.argv[3], sys.argv[3:], {"TMPDIR": sys.argv[1], "PATH": sys.argv[2]})' "$BATS_TEST_TMPDIR/tmp" "$node/bin:$tools" \
            "${words[@]}" "$collector" --root "$node/root" --no-rest -o "$BATS_TEST_TMPDIR/none.tar.gz" >"$BATS_TEST_TMPDIR/log" 2>&1 3>&- &
        local pid=$! code=0 tries=0
        until [ -e "$BATS_TEST_TMPDIR/started" ] || [ $((tries += 1)) -gt 100 ]; do sleep 0.1; done
        [ -e "$BATS_TEST_TMPDIR/started" ] || fail "$1 did not start: $(cat $BATS_TEST_TMPDIR/log)"
        kill -$signal "$pid"
        wait "$pid" || code=$?
        [ "$code" -gt 128 ] || fail "$1: exit $code after SIG$signal"
        [ -z "$(find "$BATS_TEST_TMPDIR" -maxdepth 1 -name 'none.tar.gz*')" ]
        nothing_left
    done
}

@test "every signal midway that ends a program ends the tools, removes the temporary directory and writes nothing" {
    stub docker ": >$BATS_TEST_TMPDIR/started; exec sleep 604"
    each_shell signalled
}

@test "without setsid, too, whatever a tool started is ended with it" {
    tools=$BATS_TEST_TMPDIR/without
    link_tools "$tools"
    rm "$tools/setsid"
    stub docker 'case $1 in images) sleep 606 & sleep 607; sleep 608 ;; *) exit 1 ;; esac'
    collect dash --timeout 1
    expect_status docker-images timeout
    nothing_left
}

@test "the temporary directory is its owner's alone while it exists" {
    stub docker "stat -c %a $BATS_TEST_TMPDIR/tmp/* >>$BATS_TEST_TMPDIR/mode"
    collect dash
    [ "$(sort -u "$BATS_TEST_TMPDIR/mode")" = 700 ]
    nothing_left
}

@test "du is the last thing that runs" {
    collect dash
    [ "$(tail -n 1 "$bundle/manifest.tsv" | cut -f1)" = du ]
}
