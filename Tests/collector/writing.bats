#!/usr/bin/env bats
# Where the bundle goes, and where the collector works: every place that may be asked for, full, read-only or slow.

# shellcheck disable=SC2030,SC2031 # bats runs each test in a subshell

load helpers

setup() { setup_node; }

@test "-o - streams the bundle to standard output and leaves nothing behind, also from standard input as over ssh" {
    while read -r shell; do
        shell_is_here "$shell" || continue
        local words
        read -ra words <<<"$shell"
        words[0]=$(type -P "${words[0]}")
        env -i TMPDIR="$BATS_TEST_TMPDIR/tmp" PATH="$node/bin:$tools" "${words[@]}" -s -- --root "$node/root" --no-rest -o - \
            <"$collector" >"$BATS_TEST_TMPDIR/streamed.tar.gz" || fail "$shell: exit $?"
        unpack "$BATS_TEST_TMPDIR/streamed.tar.gz"
        expect_status roots ok
        nothing_left
    done <<<"$shells"
}

@test "a reader of standard output that goes away ends the run, and nothing is left" {
    put /etc/default/k3s "$(head -c 3000000 /dev/urandom | base64)" # does not fit into a pipe
    while read -r shell; do
        shell_is_here "$shell" || continue
        local words
        read -ra words <<<"$shell"
        words[0]=$(type -P "${words[0]}")
        env -i TMPDIR="$BATS_TEST_TMPDIR/tmp" PATH="$node/bin:$tools" "${words[@]}" "$collector" --root "$node/root" --no-rest -o - 2>/dev/null |
            head -c 1 >/dev/null
        [ "${PIPESTATUS[0]}" != 0 ] || fail "$shell: exit 0"
        nothing_left
    done <<<"$shells"
}

@test "without -o the bundle goes into the current directory, and its path is printed" {
    mkdir "$BATS_TEST_TMPDIR/here" && cd "$BATS_TEST_TMPDIR/here"
    run_collector dash
    [ "$status" = 0 ] || fail "$output"
    [[ $output =~ ^twinstore-node-of-tests-[0-9]{8}T[0-9]{6}Z\.tar\.gz$ ]] || fail "$output"
    [ -f "$output" ]
    [ "$(ls | wc -l)" = 1 ]
    [ "$(tar -tzf "$output" | cut -d/ -f1 | sort -u)" = "${output%.tar.gz}" ]
}

@test "-o takes a file or a directory, and only its owner may read the bundle" {
    mkdir "$BATS_TEST_TMPDIR/there"
    run_collector dash -o "$BATS_TEST_TMPDIR/there"
    [ "$status" = 0 ]
    [ "$(ls "$BATS_TEST_TMPDIR/there")" = "${output##*/}" ]
    run_collector dash -o "$BATS_TEST_TMPDIR/mine.tar.gz"
    [ "$output" = "$BATS_TEST_TMPDIR/mine.tar.gz" ]
    [ "$(stat -c %a "$output")" = 600 ]
}

@test "a place that cannot be written is exit 1, and nothing is left" {
    run_collector dash -o "$BATS_TEST_TMPDIR/no/such/folder/x.tar.gz"
    [ "$status" = 1 ] || fail "exit $status: $output"
    nothing_left
}

small_disk() { # -> $disk, a file system of 256 KiB, or skip
    disk=$BATS_TEST_TMPDIR/disk
    mkdir "$disk"
    mount -t tmpfs -o size=256k tmpfs "$disk" 2>/dev/null || skip "cannot mount here"
}
teardown() { [ -z "${disk:-}" ] || umount "$disk" 2>/dev/null || true; }

passes_over() { # SHELL
    collect "$1"
    [ "$status" = 0 ] || fail "$1: exit $status: $output"
    [ -z "$(ls -A "$disk")" ] || fail "$1 left $(ls -A "$disk")"
}

@test "a temporary directory without space is passed over" {
    small_disk
    variables=(TMPDIR="$disk")
    each_shell passes_over
}

@test "a read-only temporary directory is passed over" {
    small_disk
    mount -o remount,ro "$disk"
    variables=(TMPDIR="$disk")
    each_shell passes_over
}

without_room() { # SHELL
    run_collector "$1" -o "$BATS_TEST_TMPDIR/none.tar.gz"
    [ "$status" = 1 ] || fail "$1: exit $status: $output"
    [[ $output == *"free for temporary files"* ]]
    [ ! -e "$BATS_TEST_TMPDIR/none.tar.gz" ]
    nothing_left
}

@test "where no directory has room nothing is written, and the exit code is 1" {
    stub df 'echo "Filesystem 1024-blocks Used Available Capacity Mounted on"; echo "x 9 9 100 99% /"'
    each_shell without_room
}

full_at_the_end() { # SHELL
    run_collector "$1" -o "$disk/bundle.tar.gz"
    [ "$status" = 1 ] || fail "$1: exit $status: $output"
    [ "$(ls -A "$disk")" = ballast ] || fail "$1 left $(ls -A "$disk")"
    nothing_left
}

@test "a full file system for the bundle is exit 1, with no half of it left" {
    small_disk
    head -c 300000 /dev/zero >"$disk/ballast" 2>/dev/null || true
    each_shell full_at_the_end
}

full_midway() { # SHELL
    run_collector "$1" -o "$BATS_TEST_TMPDIR/out.tar.gz"
    [ "$status" = 1 ] || [ "$status" = 3 ] || fail "$1: exit $status: $output"
    [ -z "$(ls -A "$disk")" ] || fail "$1 left $(ls -A "$disk")"
    [ "$status" = 1 ] || tar -tzf "$BATS_TEST_TMPDIR/out.tar.gz" >/dev/null || fail "$1: half a bundle"
    rm -f "$BATS_TEST_TMPDIR/out.tar.gz"
}

@test "a file system that fills up midway gives an incomplete bundle or none, and nothing is left" {
    small_disk
    variables=(TMPDIR="$disk")
    stub df 'echo "Filesystem 1024-blocks Used Available Capacity Mounted on"; echo "x 9 9 999999999 1% /"'
    stub docker 'case $1 in images) head -c 900000 /dev/zero | tr "\000" x ;; *) echo {} ;; esac'
    each_shell full_midway
}

written_into() { # PLACE
    run_collector dash -o "$1"
    [ "$status" = 0 ] || fail "exit $status: $output"
    nothing_left
}

@test "a device and a link are written into, never replaced" {
    mknod "$BATS_TEST_TMPDIR/null" c 1 3 2>/dev/null || skip "needs root to make a device"
    written_into "$BATS_TEST_TMPDIR/null"
    [ -c "$BATS_TEST_TMPDIR/null" ]
    ln -s linked.tar.gz "$BATS_TEST_TMPDIR/link"
    written_into "$BATS_TEST_TMPDIR/link"
    [ -L "$BATS_TEST_TMPDIR/link" ]
    unpack "$BATS_TEST_TMPDIR/linked.tar.gz"
    expect_status roots ok
}

@test "a FIFO and /dev/stdout get the bundle" {
    mkfifo "$BATS_TEST_TMPDIR/fifo"
    cat "$BATS_TEST_TMPDIR/fifo" >"$BATS_TEST_TMPDIR/read.tar.gz" 3>&- &
    written_into "$BATS_TEST_TMPDIR/fifo"
    wait $!
    unpack "$BATS_TEST_TMPDIR/read.tar.gz"
    expect_status roots ok
    each_shell to_dev_stdout
}

to_dev_stdout() { # SHELL
    run_collector "$1" -o /dev/stdout >"$BATS_TEST_TMPDIR/stdout"
    [ -L /dev/stdout ]
    [[ $output == $'\x1f\x8b'* ]] || fail "$1: no archive"
}

full_output() { # SHELL
    local words
    read -ra words <<<"$1"
    words[0]=$(type -P "${words[0]}")
    for to in ">/dev/full" ">&-"; do
        run env -i TMPDIR="$BATS_TEST_TMPDIR/tmp" PATH="$node/bin:$tools" sh -c "exec \"\$@\" $to" - \
            "${words[@]}" "$collector" --root "$node/root" --no-rest -o -
        [ "$status" = 1 ] || fail "$1: exit $status: $output"
        [ -z "$(ls -A "$BATS_TEST_TMPDIR/here")" ] || fail "$1 left $(ls -A "$BATS_TEST_TMPDIR/here")"
        nothing_left
    done
    run env -i TMPDIR="$BATS_TEST_TMPDIR/tmp" PATH="$node/bin:$tools" sh -c 'exec "$@" >&-' - \
        "${words[@]}" "$collector" --root "$node/root" --no-rest -o -x.tar.gz
    [ "$status" = 0 ] || fail "$1: exit $status: $output"
    rm "$BATS_TEST_TMPDIR/here/-x.tar.gz"
}

@test "standard output that is full or closed is exit 1 where the bundle goes there, and else not asked for" {
    mkdir "$BATS_TEST_TMPDIR/here" && cd "$BATS_TEST_TMPDIR/here"
    each_shell full_output
}

@test "a place that df knows to be too small is not begun" {
    stub df 'case $2 in */tmp) free=99999999 ;; *) free=0 ;; esac; printf "Filesystem 1024-blocks Used Available Capacity Mounted on\nx 9 9 $free 1%% /\n"'
    run_collector dash -o "$BATS_TEST_TMPDIR/none.tar.gz"
    [ "$status" = 1 ] || fail "exit $status: $output"
    [[ $output == *"no space left"* ]]
    [ ! -e "$BATS_TEST_TMPDIR/none.tar.gz" ]
    nothing_left
}

roomy() { # SHELL
    collect "$1"
    [ "$status" = 0 ] || fail "$1: exit $status: $output"
}

@test "terabytes of free space are room enough" {
    stub df 'printf "Filesystem 1024-blocks Used Available Capacity Mounted on\nx 9 9 3000000000 1%% /\n"'
    each_shell roomy
}

slow_reader() { # SHELL: TERM while nobody reads
    local words pid code=0 tries=0
    read -ra words <<<"$1"
    words[0]=$(type -P "${words[0]}")
    mkfifo "$BATS_TEST_TMPDIR/pipe"
    exec 8<>"$BATS_TEST_TMPDIR/pipe" # open, and never read
    env -i TMPDIR="$BATS_TEST_TMPDIR/tmp" PATH="$node/bin:$tools" "${words[@]}" "$collector" --root "$node/root" --no-rest -o - \
        >"$BATS_TEST_TMPDIR/pipe" 2>/dev/null 3>&- 8<&- &
    pid=$!
    until [ -e "$BATS_TEST_TMPDIR/handing-over" ] || [ $((tries += 1)) -gt 200 ]; do sleep 0.1; done
    kill -TERM "$pid"
    wait "$pid" || code=$?
    exec 8<&-
    rm "$BATS_TEST_TMPDIR/pipe" "$BATS_TEST_TMPDIR/handing-over"
    [ "$code" = 143 ] || fail "$1: exit $code"
    nothing_left
}

too_much_for_a_pipe() {
    put /etc/default/k3s "$(head -c 3000000 /dev/urandom | base64)"
    stub cat "case \$1 in */archive) : >$BATS_TEST_TMPDIR/handing-over ;; esac; exec $tools/cat \"\$@\""
}

@test "a reader of standard output that stalls does not keep a signal from ending the run" {
    too_much_for_a_pipe
    while read -r shell; do shell_is_here "$shell" && slow_reader "$shell"; done < <(grep -v busybox <<<"$shells") # its cat is its own
}

@test "a reader of standard output that stalls past the deadline is given up a minute later" {
    too_much_for_a_pipe
    stub sleep "[ \$1 != 60 ] || set -- 1; exec $tools/sleep \"\$@\"" # a minute is a second here
    mkfifo "$BATS_TEST_TMPDIR/pipe"
    exec 8<>"$BATS_TEST_TMPDIR/pipe"
    run "$(type -P dash)" -c 'exec >"$0" && exec "$@"' "$BATS_TEST_TMPDIR/pipe" env -i TMPDIR="$BATS_TEST_TMPDIR/tmp" \
        PATH="$node/bin:$tools" "$(type -P dash)" "$collector" --root "$node/root" --no-rest --deadline 50 -o - 8<&-
    exec 8<&-
    [ "$status" = 1 ] || fail "exit $status: $output"
    [[ $output == *"cannot write"* ]]
    nothing_left
}
