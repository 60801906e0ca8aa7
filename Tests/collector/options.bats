#!/usr/bin/env bats
# What the command line promises: the table, labels, exit codes.

load helpers

setup() { setup_node; }

kind() { sed -E 's/^(file):.*/\1/; s/^(cri|ctr)(-[a-z-]+)\..*/\1\2/; s/^(blobs)\..*/\1/'; }

@test "--list has every capture that a run writes, and a run attempts every capture of --list" {
    need_recordings
    replay two-live.trixie
    collect dash
    cut -f1 "$bundle/manifest.tsv" | tail -n +2 | kind | sort -u >"$BATS_TEST_TMPDIR/run"
    while read -r shell; do
        shell_is_here "$shell" || continue
        run_collector "$shell" --list
        [ "$status" = 0 ] || fail "$shell: exit $status"
        cut -f1 <<<"$output" | kind | sort -u | diff - "$BATS_TEST_TMPDIR/run" || fail "$shell"
    done <<<"$shells"
}

@test "--list gives name, time limit and command, and depends on nothing of the machine" {
    run_collector dash --list
    [ -z "$(grep -vP '^[^\t]+\t[0-9]+\t[^\t]+$' <<<"$output")" ] || fail "$(grep -vP '^[^\t]+\t[0-9]+\t[^\t]+$' <<<"$output")"
    grep -q "^docker-images	[0-9]*	docker images -a --no-trunc --digests --format '{{json .}}'$" <<<"$output"
    grep -q '^cri-images.SOCKET	[0-9]*	crictl -t 20s -r unix://PATH -i unix://PATH images -o json$' <<<"$output"
    local here=$output
    listen /run/containerd/containerd.sock
    stub k3s 'exit 1'
    CRI_CONFIG_FILE=/x run_collector dash --list
    [ "$output" = "$here" ]
    nothing_left
}

@test "--dry-run says what would run here, runs nothing and writes nothing" {
    stub docker "touch $BATS_TEST_TMPDIR/ran"
    put /etc/docker/daemon.json '{}'
    run_collector dash --dry-run -o "$BATS_TEST_TMPDIR/none.tar.gz"
    [ "$status" = 0 ]
    grep -q "^docker-images	60	docker images" <<<"$output"
    grep -q "^file:/etc/docker/daemon.json" <<<"$output"
    ! grep -q "^crictl-images" <<<"$output" || fail "crictl-images is listed"
    ! grep -q "^file:/etc/crictl.yaml" <<<"$output" || fail "crictl.yaml is listed"
    [ ! -e "$BATS_TEST_TMPDIR/ran" ] && [ ! -e "$BATS_TEST_TMPDIR/none.tar.gz" ]
    nothing_left
}

@test "wrong usage is exit 64, and says where help is" {
    for wrong in --nonsense "--label novalue" "--timeout x" "--deadline 0" "--root /no/such/folder" "-o" "extra"; do
        read -ra words <<<"$wrong"
        run_collector dash "${words[@]}"
        [ "$status" = 64 ] || fail "$wrong: exit $status"
        [[ $output == *--help* ]]
    done
    for option in -o --root --node-name --timeout --deadline; do # as of a variable that is not set
        run_collector dash "$option" ''
        [ "$status" = 64 ] || fail "$option '': exit $status"
    done
}

@test "help that cannot be printed is a failure, and collects nothing" {
    mkdir "$BATS_TEST_TMPDIR/here" && cd "$BATS_TEST_TMPDIR/here"
    for option in --help --version; do
        run env -i PATH="$node/bin:$tools" "$(type -P dash)" -c 'exec sh "$@" >/dev/full' - "$collector" $option --root "$node/root"
        [ "$status" = 1 ] || fail "$option: exit $status: $output"
        [ -z "$(ls)" ] || fail "$option wrote $(ls)"
    done
}

@test "--help and --version exit 0; help names every option" {
    run_collector dash --version
    [ "$status" = 0 ] && [[ $output == collector.sh\ [0-9]* ]]
    run_collector dash --help
    [ "$status" = 0 ]
    for option in --list --dry-run --root --offline --label --node-name -o --timeout --deadline --no-du --full-ps --no-rest --probe; do
        [[ $output == *"$option"* ]] || fail "no $option in the help"
    done
}

@test "labels and the node's name reach node.tsv, whatever they contain" {
    while read -r shell; do
        shell_is_here "$shell" || continue
        collect "$shell" --label rack=b7 --label "note=$(printf 'tab\there\nnew; $(line) \\end')" --node-name '../../etc/$(x) "node"'
        [ "$status" = 0 ] || fail "$shell: $output"
        grep -qx 'label.rack	b7' "$bundle/node.tsv"
        grep -qxF 'label.note	tab\there\nnew; $(line) \\end' "$bundle/node.tsv" || fail "$shell: $(cat "$bundle/node.tsv")"
        grep -qxF 'node	../../etc/$(x) "node"' "$bundle/node.tsv"
        [[ ${bundle##*/} =~ ^twinstore-[A-Za-z0-9._-]+Z$ ]]
        [ "$(dirname "$bundle")" = "$BATS_TEST_TMPDIR/unpacked" ]
    done <<<"$shells"
}

@test "--option=value is --option value" {
    collect dash --label=rack=b7 --node-name=n1 --timeout=9
    grep -qx 'label.rack	b7' "$bundle/node.tsv"
    grep -qx 'node	n1' "$bundle/node.tsv"
}

@test "--no-du leaves out du" {
    collect dash --no-du
    [ "$status" = 0 ]
    expect_status du skipped
    expect_status df empty
}

@test "manifest and node.tsv are as the format says" {
    put /etc/machine-id 0123456789abcdef0123456789abcdef
    collect dash
    [ "$(head -n 1 "$bundle/manifest.tsv")" = "$(printf 'name\tstatus\texit\tstarted\tmilliseconds\tbytes\ttruncated\tredactions\tcommand')" ]
    [ -z "$(awk -F '\t' 'NF != 9' "$bundle/manifest.tsv")" ]
    [ -z "$(tail -n +2 "$bundle/manifest.tsv" | cut -f1 | sort | uniq -d)" ]
    [ -z "$(tail -n +2 "$bundle/manifest.tsv" | cut -f2 | grep -vxE 'ok|empty|absent|denied|failed|timeout|truncated|skipped')" ]
    for key in format collector node machine clock uid shell root offline process-total; do
        grep -q "^$key	" "$bundle/node.tsv" || fail "no $key"
    done
    grep -qx "machine	$(sha256sum <"$node/root/etc/machine-id" | cut -d' ' -f1)" "$bundle/node.tsv"
    ! grep -rq 0123456789abcdef0123456789abcdef "$bundle" || fail "the machine id is in the bundle"
    awk -F '\t' 'NR > 1 && $2 == "ok" { print $1 "\t" $6 }' "$bundle/manifest.tsv" | while IFS=$'\t' read -r name bytes; do
        file=$bundle/captures/$name
        [ "${name#file:}" = "$name" ] || file=$bundle/files${name#file:}
        [ "$(wc -c <"$file")" = "$bytes" ] || fail "$name has not $bytes bytes"
    done
}

@test "no command of the table is known to stall a daemon, or changes anything without --probe" {
    run_collector dash --list
    ! cut -f3 <<<"$output" | grep -E 'system df|crictl.* stats|prune| rmi? ' || fail "a harmful command"
    [ "$(cut -f1,3 <<<"$output" | grep -cE 'docker (import|run|pull|create)')" = 1 ]
    grep -q '^probe	' <<<"$output"
}
