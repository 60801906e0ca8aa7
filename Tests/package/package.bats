#!/usr/bin/env bats
# The static program and the package, as somebody meets them who has only these. See run.

bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_DIRNAME/../.." || return
    folder=$BATS_TEST_TMPDIR
    share=$BATS_FILE_TMPDIR/unpacked/usr/share
    PATH=$BATS_FILE_TMPDIR/unpacked/usr/bin:$PATH
}

setup_file() { dpkg-deb -x "$package" "$BATS_FILE_TMPDIR/unpacked"; }

needs() {
    local program
    for program; do command -v "$program" >/dev/null || skip "there is no $program"; done
}

needs_chroot() { [ "$(id -u)" = 0 ] || skip "NOT RUN: only root may chroot"; }

answers() { [[ $output == *"two-live-trixie: 2 of 4 images are stored twice: 133 MB"* ]]; }

@test "the program is one file of at most 25 MB that asks for no library" {
    [ "$(wc -c <"$PROGRAM")" -le 25000000 ]
    run readelf -ld "$PROGRAM"
    [ "$status" -eq 0 ]
    [[ $output == *"Program Headers"* ]]
    [[ $output != *NEEDED* && $output != *interpreter* ]]
}

@test "the program answers where nothing else is" {
    needs_chroot
    mkdir "$folder/empty"
    cp "$PROGRAM" "$folder/empty/twinstore"
    cp Samples/two-live.tar.gz Samples/foreign-sos-two-live.tar.xz "$folder/empty/"
    # Not even /proc: what Swift's runtime looks up there is what fails first.
    run chroot "$folder/empty" /twinstore --help
    [ "$status" -eq 0 ]
    [[ $output == *"twinstore analyze"* ]]
    run chroot "$folder/empty" /twinstore analyse /two-live.tar.gz
    [ "$status" -eq 64 ]
    [[ $output == *"did you mean \`analyze\`?"* ]]
    run chroot "$folder/empty" /twinstore analyze /two-live.tar.gz
    [ "$status" -eq 0 ]
    answers
    run chroot "$folder/empty" /twinstore analyze /foreign-sos-two-live.tar.xz
    [ "$status" -eq 0 ]
    answers || [[ $output == *"stored twice"* ]]
    run chroot "$folder/empty" /twinstore ingest --jobs 4 --database /fleet.db /two-live.tar.gz
    [ "$status" -eq 0 ]
    run chroot "$folder/empty" /twinstore query --database /fleet.db --format csv 'SELECT node, verdict FROM node_verdict'
    [ "$status" -eq 0 ]
    [[ $output == *two-live-trixie,duplicated* ]]
    run chroot "$folder/empty" /twinstore report --database /fleet.db
    [ "$status" -eq 0 ]
    answers
    # Nothing but what it was given and asked to write.
    [ "$(cd "$folder/empty" && echo *)" = "fleet.db foreign-sos-two-live.tar.xz twinstore two-live.tar.gz" ]
}

@test "the program reads no configuration of libcrypto's" {
    printf 'openssl_conf = all\nconfig_diagnostics = 1\n[all]\nproviders = some\n[some]\nabsent = one\n[one]\nmodule = /nonexistent.so\nactivate = 1\n' \
        >"$folder/openssl.cnf"
    OPENSSL_CONF=$folder/openssl.cnf run "$PROGRAM" analyze Samples/two-live.tar.gz
    [ "$status" -eq 0 ]
    answers
}

@test "the package depends on nothing and says what is linked in" {
    run dpkg-deb -f "$package" Depends
    [ "$output" = "" ]
    run dpkg-deb -f "$package" Static-Built-Using
    [[ $output == *"libarchive (= "*"sqlite3 (= "* ]]
    [ "$(dpkg-deb -f "$package" Version)" = "$("$PROGRAM" --version)" ]
}

@test "dpkg installs the package, what it installed answers, and removing it leaves nothing" {
    needs_chroot
    root=$folder/root
    mkdir -p "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/info"
    : >"$root/var/lib/dpkg/status"
    dpkg() { command dpkg --force-not-root --force-script-chrootless --log=/dev/null --root="$root" "$@"; }
    dpkg -i "$package"
    cp Samples/two-live.tar.gz "$root/"
    run chroot "$root" /usr/bin/twinstore analyze /two-live.tar.gz
    [ "$status" -eq 0 ]
    answers
    dpkg --purge twinstore
    [ ! -e "$root/usr/bin/twinstore" ]
    [ -z "$(find "$root/usr" -type f 2>/dev/null)" ]
}

@test "the package installs into a plain Debian and answers there" {
    needs_chroot
    needs debootstrap
    release=${RELEASE-$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)}
    [ -n "$release" ] || skip "NOT RUN: RELEASE=bookworm fetches one"
    root=$folder/debian
    # What it mounts, it mounts for itself only.
    unshare --mount --propagation private timeout 900 debootstrap --variant=minbase "$release" "$root" >"$folder/log" 2>&1 ||
        skip "NOT RUN: $(tail -n 1 "$folder/log")"
    cp "$package" "$root/twinstore.deb"
    cp Samples/two-live.tar.gz "$root/"
    chroot "$root" apt-get install --yes /twinstore.deb
    run chroot "$root" twinstore analyze /two-live.tar.gz
    [ "$status" -eq 0 ]
    answers
    run chroot "$root" twinstore-collect --list
    [ "$status" -eq 0 ]
    [[ $output == *docker-images* ]]
    chroot "$root" apt-get purge --yes twinstore
    run chroot "$root" find /usr /etc -name '*twinstore*'
    [ "$status:$output" = 0: ]
}

@test "the collector is the one of the source" {
    cmp collector.sh "$(command -v twinstore-collect)"
    run twinstore-collect --list
    [ "$status" -eq 0 ]
    [[ $output == *docker-images* ]]
}

@test "packaging again gives the same bytes" {
    cp "$package" "$folder/first.deb"
    TZ=Asia/Tokyo LC_ALL=C.UTF-8 .ci/package >/dev/null
    cmp "$folder/first.deb" "$package"
}

@test "lintian finds nothing" {
    needs lintian
    run lintian --allow-root --fail-on error,warning "$package"
    echo "$output"
    [ "$status" -eq 0 ]
}

@test "every command has a manual page that renders without a warning" {
    needs man mandoc
    pages=$share/man/man1
    commands=$("$PROGRAM" --experimental-dump-help | python3 -c '
import json, sys
print(*[c["commandName"] for c in json.load(sys.stdin)["command"]["subcommands"] if c["commandName"] != "help"])')
    [[ $commands == *analyze*ingest* ]]
    for page in twinstore twinstore-collect $(printf 'twinstore-%s ' $commands); do
        gunzip -c "$pages/$page.1.gz" >"$folder/$page.1"
        run mandoc -T lint -W warning "$folder/$page.1"
        [ "$status:$output" = 0: ]
        run --separate-stderr env LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$folder/$page.1"
        [ "$status:$stderr" = 0: ]
        [[ $output == *EXAMPLES*twinstore* ]]
        # Nobody has it by that name who has the package.
        [[ $output != *collector.sh* ]]
    done
    [ "$(find "$pages" -name '*.gz' | wc -l)" -eq "$(find "$folder" -name '*.1' | wc -l)" ]
}

@test "the shells read their completions" {
    bash -n "$share/bash-completion/completions/twinstore"
    for shell in zsh fish; do
        command -v $shell >/dev/null || echo "# $shell: NOT RUN, it is not here" >&3
    done
    ! command -v zsh >/dev/null || zsh -n "$share/zsh/vendor-completions/_twinstore"
    ! command -v fish >/dev/null || fish -n "$share/fish/vendor_completions.d/twinstore.fish"
}

# SHELL LINE... -> each line as the shell has it after one TAB, in $folder
completed() {
    local shell=$1 script
    shift
    case $shell in
        bash) script=bash-completion/completions/twinstore ;;
        zsh) script=zsh/vendor-completions/_twinstore ;;
        fish) script=fish/vendor_completions.d/twinstore.fish ;;
    esac
    (cd "$folder" && HOME=$folder "$BATS_TEST_DIRNAME/line.py" "$shell" "$share/$script" "$@" | sed 's/ *$//')
}

@test "bash, zsh and fish complete commands, formats, verdicts, saved questions, nodes and images" {
    "$PROGRAM" ingest -q -d "$folder/fleet.db" Samples/two-live.tar.gz Samples/k3s-docker.tar.gz
    cat >"$folder/expected" <<'EOF'
twinstore ingest
twinstore analyze --format markdown
twinstore analyze --fail-on partly-duplicated
twinstore analyze --fail-on duplicated,leftover
twinstore schema node_verdict
twinstore query @top-wasted-images
twinstore explain --database fleet.db two-live-trixie
twinstore report -d fleet.db --node k3s-docker-trixie
twinstore query -d fleet.db @node-plan --param node=
twinstore query -d fleet.db @node-plan --param node=two-live-trixie
twinstore query -d fleet.db @nodes-with-image --param image=127.0.0.1:5000/
twinstore query -d fleet.db @nodes-with-image --param image=127.0.0.1:5000/example/app1:1.0-prod
EOF
    for shell in bash zsh fish; do
        if ! command -v $shell >/dev/null; then
            echo "# $shell: NOT RUN, it is not here" >&3
            continue
        fi
        completed $shell 'twinstore inge' 'twinstore analyze --format ma' 'twinstore analyze --fail-on par' \
            'twinstore analyze --fail-on duplicated,lef' 'twinstore schema node_v' 'twinstore query @top-wasted-i' \
            'twinstore explain --database fleet.db tw' 'twinstore report -d fleet.db --node k' \
            'twinstore query -d fleet.db @node-plan --param ' 'twinstore query -d fleet.db @node-plan --param node=t' \
            'twinstore query -d fleet.db @nodes-with-image --param image=12' \
            'twinstore query -d fleet.db @nodes-with-image --param image=127.0.0.1:5000/example/app1' >"$folder/$shell"
        diff "$folder/expected" "$folder/$shell"
    done
}

@test "a shell runs nothing of a node's name that it could complete" {
    mkdir "$folder/evil"
    tar -xzf Samples/two-live.tar.gz -C "$folder/evil" --strip-components 1
    # shellcheck disable=SC2016 # the name itself
    sed -i 's/^node\t.*/node\tx$(touch ran)`touch ran`/' "$folder/evil/node.tsv"
    "$PROGRAM" ingest -q -d "$folder/fleet.db" "$folder/evil"
    [ "$("$PROGRAM" query -d "$folder/fleet.db" -f csv 'SELECT node FROM node_verdict' | wc -l)" -eq 2 ]
    for shell in bash zsh fish; do
        command -v $shell >/dev/null || continue
        [ "$(completed $shell 'twinstore explain -d fleet.db x')" = 'twinstore explain -d fleet.db x' ]
        [ ! -e "$folder/ran" ]
    done
}
