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
    [ -n "${RELEASE-}" ] || skip "NOT RUN: RELEASE=bookworm fetches one"
    needs debootstrap
    root=$folder/debian
    # What it mounts, it mounts for itself only.
    unshare --mount --propagation private debootstrap --variant=minbase "$RELEASE" "$root" >"$folder/log" 2>&1 ||
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

# WORDS of a command line, of which the last is being typed -> what bash offers
bash_offers() {
    # shellcheck disable=SC2016 # for the shell inside
    bash --norc -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        complete -p twinstore >/dev/null || exit 1
        _twinstore twinstore "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s\n" "${COMPREPLY[@]}"' "$share/bash-completion/completions/twinstore" "$@"
}

@test "bash offers commands, formats, verdicts, saved questions, nodes and images" {
    run bash_offers twinstore co
    [[ $'\n'$output$'\n' == *$'\n'compare* ]]
    run bash_offers twinstore analyze --format ma
    [[ $output == markdown* ]]
    run bash_offers twinstore analyze --fail-on par
    [[ $output == partly-duplicated* ]]
    run bash_offers twinstore query @top-wasted-i
    [[ $output == @top-wasted-images* ]]
    "$PROGRAM" ingest -q -d "$folder/fleet.db" Samples/two-live.tar.gz
    run bash_offers twinstore explain --database "$folder/fleet.db" two
    [[ $output == two-live-trixie* ]]
    run bash_offers twinstore query --database "$folder/fleet.db" @nodes-with-image --param image=1
    [[ $output == *127.0.0.1:5000/example/* ]]
}

@test "fish offers commands" {
    needs fish
    run env HOME="$folder" fish --no-config -c "source $share/fish/vendor_completions.d/twinstore.fish; complete -C 'twinstore inge'"
    [ "$status" -eq 0 ]
    [[ $output == ingest* ]]
}
