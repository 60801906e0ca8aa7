#!/usr/bin/env bats
# --probe: the deletion check on an image of our own. Docker is a stub that keeps a list of images in a file.

load helpers

setup() {
    setup_node
    images=$BATS_TEST_TMPDIR/images
    echo keep:1 >"$images"
    stub docker "
case \$1 in
import) head -c 99999 >$BATS_TEST_TMPDIR/imported; echo \"\$3\" >>$images ;;
images) sed 's/:/ /' $images ;;
rmi) shift; grep -vxF \"\$1\" $images >$images.new; mv $images.new $images; echo \"rmi \$*\" >>$BATS_TEST_TMPDIR/removed ;;
*) echo {} ;;
esac"
    listen /run/cri-dockerd.sock
    listen /run/k3s/containerd/containerd.sock
    stub crictl "case \"\$*\" in
*cri-dockerd.sock*images*) cat $images ;;
*images*) echo '{\"images\":[]}' ;;
*) echo x ;;
esac"
}

@test "without --probe nothing is imported and nothing removed" {
    collect dash
    expect_status probe skipped
    [ ! -e "$BATS_TEST_TMPDIR/imported" ] && [ ! -e "$BATS_TEST_TMPDIR/removed" ]
}

probed() {
    rm -f "$BATS_TEST_TMPDIR/removed"
    collect "$1" --probe
    expect_status probe ok
    [ "$(cat "$bundle/captures/probe")" = "$(printf 'view\tseen_after_import\tseen_after_removal\ndocker\tyes\tno\nk3s-containerd\tno\tno\ncri-dockerd\tyes\tno')" ] ||
        fail "$(cat "$bundle/captures/probe")"
    [ "$(cat "$images")" = keep:1 ]
    [[ $(cat "$BATS_TEST_TMPDIR/removed") == "rmi twinstore-probe-"*":delete-me" ]]
    [ "$(wc -l <"$BATS_TEST_TMPDIR/removed")" = 1 ]
}

@test "--probe imports an image of its own, looks, removes only that, and looks again" {
    while read -r shell; do shell_is_here "$shell" && probed "$shell"; done <<<"$shells"
    [ "$(tar -tf "$BATS_TEST_TMPDIR/imported" | wc -l)" = 0 ] # an empty archive
}

@test "--probe that hangs or is interrupted removes its image all the same" {
    sed -i 's/^\*cri-dockerd.sock\*images\*).*/*cri-dockerd.sock*images*) case $(cat '"${images//\//\\/}"') in *probe*) sleep 600 ;; esac ;;/' "$node/bin/crictl"
    collect dash --probe --timeout 2
    expect_status probe timeout
    [ "$(cat "$images")" = keep:1 ] || fail "left: $(cat "$images")"
    nothing_left
}

@test "--probe whose removal hangs says by which name its image may be left" {
    sed -i 's/^rmi) /rmi) sleep 600; /' "$node/bin/docker"
    stub sleep "[ \$1 != 20 ] || set -- 1; exec $tools/sleep \"\$@\"" # the limit of cleaning up
    collect dash --probe --timeout 3
    expect_status probe timeout
    [[ $output == *"docker rmi"* ]] && [[ $output == *"$(grep probe "$images")"* ]] || fail "$output"
    nothing_left
}

@test "--probe whose import fails leaves nothing to remove, and says nothing of it" {
    sed -i 's/^import) .*/import) exit 1 ;;/; s/^rmi) .*/rmi) exit 1 ;;/; s/^images) .*/images) [ $2 = -q ] || cat \/dev\/null ;;/' "$node/bin/docker"
    collect dash --probe
    expect_status probe failed
    [[ $output != *"docker rmi"* ]] || fail "$output"
    nothing_left
}

@test "--probe is skipped with --offline" {
    collect dash --probe --offline
    expect_status probe skipped
    [ ! -e "$BATS_TEST_TMPDIR/imported" ]
}

@test "--probe that gets TERM midway removes its image before it ends" {
    sed -i 's/^\*cri-dockerd.sock\*images\*).*/*cri-dockerd.sock*images*) case $(cat '"${images//\//\\/}"') in *probe*) : >'"${BATS_TEST_TMPDIR//\//\\/}"'\/midway; sleep 609 ;; esac ;;/' "$node/bin/crictl"
    run_collector dash --probe -o "$BATS_TEST_TMPDIR/none.tar.gz" &
    local runner=$! tries=0
    until [ -e "$BATS_TEST_TMPDIR/midway" ] || [ $((tries += 1)) -gt 200 ]; do sleep 0.1; done
    kill -TERM "$(pgrep -f -o "$collector --root $node/root")"
    wait "$runner"
    [ "$(cat "$images")" = keep:1 ] || fail "left: $(cat "$images")"
    [ ! -e "$BATS_TEST_TMPDIR/none.tar.gz" ]
    nothing_left
}
