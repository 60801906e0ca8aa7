#!/usr/bin/env bats
# Secrets stay on the node: none survives in the bundle, and every flag that is none does.

# shellcheck disable=SC2030,SC2031 # bats runs each test in a subshell

load helpers

setup() { setup_node; }

# Every planted secret contains SECRET-; what must survive contains keep or is checked by name.
plant() {
    put /etc/systemd/system/k3s.service.env <<'END'
K3S_TOKEN='SECRET-1'
K3S_TOKEN="SECRET-2 SECRET-3"
export RKE2_TOKEN=SECRET-4
K3S_DATASTORE_ENDPOINT='mysql://root:SECRET-5@tcp(192.0.2.1:3306)/k3s'
HTTPS_PROXY="http://keep:SECRET-6@proxy.example:3128" NO_PROXY=keep.example
http_proxy=keep:SECRET-7@proxy.example:3128
AWS_SECRET_ACCESS_KEY=SECRET-8
AZURE_CLIENT_ID=SECRET-9
GOOGLE_APPLICATION_CREDENTIALS=SECRET-10
PASSWORD=SECRET-11 SECRET-12
K3S_TOKEN_FILE=/etc/keep/token
K3S_URL='https://192.0.2.10:6443'
END
    put /etc/rancher/k3s/config.yaml <<'END'
token: SECRET-20
agent-token: "SECRET-21" # comment
token: |
  SECRET-22
  SECRET-23
docker: true
datastore-endpoint: postgres://keep:SECRET-24@db.example:5432/k3s
etcd-s3-secret-key: SECRET-25
etcd-s3-access-key: SECRET-26
vpn-auth: "name=tailscale,joinKey=SECRET-27"
token-file: /etc/keep/token
kube-apiserver-arg:
  - --token
  - SECRET-28
  - anonymous-auth=false
client-key-data: SECRET-101
password:
  SECRET-102
extra: >-
  --token
  SECRET-103
  --docker
END
    put /etc/rancher/k3s/config.yaml.d/10-more.yaml 'agent-token: SECRET-29'
    put /etc/docker/daemon.json <<'END'
{
  "data-root": "/var/lib/keep",
  "proxies": {"http-proxy": "http://keep:SECRET-30@proxy.example:3128"},
  "auths": {"registry.example": {"auth": "SECRET-31", "password": "SECRET-32", "identitytoken": "SECRET-33"}},
  "token": 777000777,
  "key": "-----BEGIN EC PRIVATE KEY-----\nSECRET-34\n-----END EC PRIVATE KEY-----\n",
  "args": ["--token", "SECRET-35", "--docker"],
  "authorization-plugins": ["keep"],
  "features": {"containerd-snapshotter": true}
}
END
    put /etc/containerd/config.toml <<'END'
root = "/var/lib/keep"
[plugins."io.containerd.grpc.v1.cri".registry.configs."registry.example".auth]
  username = "keep"
  password = "SECRET-40"
  auth = 'SECRET-41'
  identitytoken = """SECRET-42
SECRET-43"""
[plugins."io.containerd.grpc.v1.cri".registry.headers]
  Authorization = ["Bearer SECRET-44abc"]
[x]
  auth = [
    "SECRET-104",
    "SECRET-105"
  ]
  after = ["keep"]
END
    put /var/lib/kubelet/kubeadm-flags.env 'KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///run/keep.sock --bootstrap-token SECRET-50 --cloud=keep"'
    put /etc/default/docker <<'END'
-----BEGIN RSA PRIVATE KEY-----
SECRET-60
-----END RSA PRIVATE KEY-----
DOCKER_OPTS="--registry-mirror=https://keep:SECRET-61@mirror.example/ --token=SECRET-62 --debug"
END
    stub systemctl 'case $1 in cat) cat <<\END
# /etc/systemd/system/k3s.service
[Service]
Environment="K3S_TOKEN=SECRET-70 SECRET-71" "OTHER=keep"
Environment=K3S_AGENT_TOKEN=SECRET-72 OTHER=keep
ExecStart=/usr/local/bin/k3s \
    agent \
	'\''--token'\'' \
	'\''SECRET-73'\'' \
	'\''--docker'\'' \
	'\''--node-label=keep=1'\'' \

ExecStart=/usr/local/bin/k3s agent -t SECRET-74 --docker
ExecStart=/usr/local/bin/k3s agent \
  -t \
  SECRET-75 \
  --docker
ExecStart=/usr/local/bin/k3s server "--token=SECRET-76 SECRET-77" --docker --token \
  # a comment
  SECRET-78 --docker --secrets-encryption --docker
END
    ;; show) echo "ExecStart={ path=/usr/local/bin/k3s ; argv[]=/usr/local/bin/k3s agent --token SECRET-79 --docker ; pid=1 }" ;; esac'
    stub ps 'cat <<\END
  PID  PPID USER     ELAPSED COMMAND
   10     1 root          17 /usr/local/bin/k3s server --token SECRET-80 --docker --datastore-endpoint=mysql://u:SECRET-81@h/db --data-dir /keep
   11     1 root          17 mysqld --password=SECRET-82
   13     1 root          17 k3s server --token SECRET\ -106 --agent-token=SECRET'"'"'x -107'"'"' --keep1 http://u:SECRET-/108@h --keep2
   12     1 root          17 docker run -e DB_PASS=SECRET-83 app
END'
    printf '[Service]\r\nExecStart=/usr/local/bin/k3s agent --token \\\r\n  SECRET-109 --docker\r\n' |
        put /etc/default/k3s
    stub docker 'echo "error: Authorization: Basic U0VDUkVU-SECRET-90=" >&2; echo "K10b7f0f1cc9a3::server:SECRET-91" >&2; exit 1'
    stub crictl 'echo "{\"images\":[{\"id\":\"sha256:1\",\"repoTags\":[\"registry.example/auth:1\",\"registry.example/token:keep\"],\"repoDigests\":[\"registry.example/secret@sha256:2\"]}]}"'
}

no_secret_survives() {
    collect "$1" --label "note=token=SECRET-99"
    [ -n "$bundle" ] || fail "$1: exit $status: $output"
    ! grep -rnE 'SECRET-|777000777|-10[67]|/108' "$bundle" || fail "$1 lets secrets through"
    [[ $output != *SECRET-* ]]
}

@test "no planted secret survives in the bundle, under any shell" {
    plant
    while read -r shell; do shell_is_here "$shell" && no_secret_survives "$shell"; done <<<"$shells"
}

@test "no planted secret survives under busybox's awk" {
    plant
    local program
    tools=$BATS_TEST_TMPDIR/busybox
    link_tools "$tools"
    for program in awk tr head sed grep; do ln -sf "$(type -P busybox)" "$tools/$program"; done
    no_secret_survives dash
    expect_status file:/etc/docker/daemon.json ok
}

@test "every flag that is no secret survives, --docker after --token first of all" {
    plant
    collect dash
    local unit=$bundle/captures/systemctl-cat
    [ "$(grep -c -e '--docker' "$unit")" = 5 ]
    [ "$(grep -o -e '--docker' "$unit" | wc -l)" = 6 ]
    grep -qx "	'--token' \\\\" "$unit"
    grep -qx "	'<redacted:flag>' \\\\" "$unit"
    grep -qx "	'--docker' \\\\" "$unit"
    grep -q -e '--node-label=keep=1' "$unit"
    grep -qx '  <redacted:short-flag> \\' "$unit"
    grep -q 'OTHER=keep' "$unit"
    grep -q -e '--token <redacted:flag> --docker ; pid=1' "$bundle/captures/systemctl-show"
    grep -q -e '--data-dir /keep' "$bundle/captures/ps"
}

@test "paths, names, user names, digests and settings next to secrets survive" {
    plant
    collect dash
    grep -q '^K3S_TOKEN_FILE=/etc/keep/token$' "$bundle/files/etc/systemd/system/k3s.service.env"
    grep -q 'http://keep:<redacted:url>@proxy.example:3128" NO_PROXY=keep.example' "$bundle/files/etc/systemd/system/k3s.service.env"
    grep -q '^docker: true$' "$bundle/files/etc/rancher/k3s/config.yaml"
    grep -q '^token-file: /etc/keep/token$' "$bundle/files/etc/rancher/k3s/config.yaml"
    grep -q 'anonymous-auth=false' "$bundle/files/etc/rancher/k3s/config.yaml"
    grep -q '"data-root": "/var/lib/keep"' "$bundle/files/etc/docker/daemon.json"
    grep -q '"authorization-plugins": \["keep"\]' "$bundle/files/etc/docker/daemon.json"
    grep -q '"--token", "<redacted:flag>", "--docker"' "$bundle/files/etc/docker/daemon.json"
    python3 -m json.tool "$bundle/files/etc/docker/daemon.json" >/dev/null
    grep -q '^root = "/var/lib/keep"$' "$bundle/files/etc/containerd/config.toml"
    grep -q 'username = "keep"' "$bundle/files/etc/containerd/config.toml"
    grep -q 'endpoint=unix:///run/keep.sock --bootstrap-token <redacted:flag> --cloud=keep"$' "$bundle/files/var/lib/kubelet/kubeadm-flags.env"
    grep -qF 'registry.example/auth:1","registry.example/token:keep' "$bundle/captures/crictl-images"
    grep -qF 'registry.example/secret@sha256:2' "$bundle/captures/crictl-images"
}

@test "redactions are counted per capture and per rule" {
    plant
    collect dash
    [ "$(field file:/etc/rancher/k3s/config.yaml.d/10-more.yaml redactions)" = 1 ]
    [ "$(field file:/var/lib/kubelet/kubeadm-flags.env redactions)" = 1 ]
    [ "$(field file:/etc/os-release redactions)" = 0 ]
    local total in_manifest
    total=$(awk -F '\t' '/^redactions\./ { n += $2 } END { print n }' "$bundle/node.tsv")
    in_manifest=$(awk -F '\t' 'NR > 1 { n += $8 } END { print n }' "$bundle/manifest.tsv")
    [ "$total" = "$in_manifest" ] || fail "node.tsv counts $total, the manifest $in_manifest"
    for rule in flag short-flag variable cloud key url proxy header token private-key; do
        grep -q "^redactions\.$rule	[1-9]" "$bundle/node.tsv" || fail "$rule found nothing"
    done
}

@test "the rules that count are those that the script lists as data" {
    local listed
    listed=$(sed -n "/^REDACTION_RULES='/,/'$/p" "$collector" | sed "s/^REDACTION_RULES='//" | cut -f1 | sort | tr '\n' ' ')
    [ "$listed" = "cloud flag header key private-key proxy short-flag token url variable " ] || fail "$listed"
}

@test "only processes of container runtimes are kept, with the count of all; --full-ps keeps all, redacted" {
    plant
    collect dash
    [ "$(wc -l <"$bundle/captures/ps")" = 3 ]
    grep -q "^process-total	4$" "$bundle/node.tsv"
    collect dash --full-ps
    [ "$(wc -l <"$bundle/captures/ps")" = 5 ]
    ! grep -q SECRET- "$bundle/captures/ps" || fail "$(cat "$bundle/captures/ps")"
}

half_a_secret() { # SHELL
    collect "$1" --timeout 2
    expect_status docker-images truncated
    expect_status docker-version timeout
    for name in docker-images docker-images.err docker-version; do
        [ "$(tail -n 1 "$bundle/captures/$name" | cut -c1-4)" = kept ] || fail "$1: $name ends $(tail -n 1 "$bundle/captures/$name")"
        ! grep -q zq "$bundle/captures/$name" || fail "$1: half a secret is in $name"
    done
}

@test "half a secret, where output was cut or a tool ended, does not enter the bundle" {
    stub docker 'lines() { awk -v n="$1" "BEGIN { while (n--) print \"kept xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" }"; } # of 40 bytes
case $1 in
images) lines 104857; { lines 1638; echo http://u:zqzqzqzqzqzqzqzqzqzqzq@h; } >&2; echo http://u:zqzqzqzqzqzqzqzqzqzqzq@h ;;
version) echo kept; printf http://u:zqzq; sleep 600 ;;
*) exit 1 ;;
esac'
    each_shell half_a_secret
}

corpus=$BATS_TEST_DIRNAME/../secrets

plant_corpus() { # every text of Tests/secrets where places.tsv says that a bundle has it
    local name place
    while IFS=$'\t' read -r name place; do
        case $place in
        files/*) put "/${place#files/}" <"$corpus/$name" ;;
        captures/systemctl-cat) stub systemctl "[ \$1 = cat ] && exec cat '$corpus/$name'" ;;
        captures/ps) stub ps "exec cat '$corpus/$name'" ;;
        captures/docker-images.err) stub docker "[ \$1 = images ] && cat '$corpus/$name' >&2; exit 1" ;;
        *) fail "nothing plants $name at $place" ;;
        esac
    done <"$corpus/places.tsv"
}

count() { grep -oF -e "$1" "$2" | wc -l; } # WORD FILE

corpus_is_clean() { # SHELL
    local name place word
    collect "$1" --full-ps --label "note=token=zq-99"
    ! grep -raE 'zq-?[0-9]' "$bundle" || fail "$1: secrets are left"
    while IFS=$'\t' read -r name place; do
        [ -s "$bundle/$place" ] || fail "$1: no $place"
        while read -r word; do
            ! grep -rqF -e "$word" "$bundle" || fail "$1: $word of $name is left"
        done <"$corpus/$name.secrets"
        while IFS= read -r word; do
            [ "$(count "$word" "$bundle/$place")" = "$(count "$word" "$corpus/$name")" ] ||
                fail "$1: $word of $name is there $(count "$word" "$bundle/$place") times, not $(count "$word" "$corpus/$name")"
        done <"$corpus/$name.kept"
    done <"$corpus/places.tsv"
    python3 -m json.tool "$bundle/files/etc/docker/daemon.json" >/dev/null || fail "$1: daemon.json is no JSON any more"
    case $output in *zq*) fail "$1: a secret is in what it says" ;; esac
}

@test "of the corpus of unit, environment, YAML, TOML and JSON files, process lines and messages no secret enters the bundle, and every other word does" {
    plant_corpus
    while read -r shell; do shell_is_here "$shell" && corpus_is_clean "$shell"; done <<<"$shells"
}

@test "the corpus is redacted alike by every awk that is here" {
    plant_corpus
    local program
    tools=$BATS_TEST_TMPDIR/awks
    link_tools "$tools"
    for program in mawk gawk original-awk; do
        program=$(type -P "$program") || continue
        ln -sf "$(readlink -f "$program")" "$tools/awk"
        corpus_is_clean dash
        [ -z "$(find "$bundle/captures" -name 'systemctl-cat.err' -size +0)" ] || fail "$program complains"
    done
}

@test "the corpus is redacted alike by busybox's awk" {
    plant_corpus
    local program
    tools=$BATS_TEST_TMPDIR/busybox
    link_tools "$tools"
    for program in awk tr head sed grep; do ln -sf "$(type -P busybox)" "$tools/$program"; done
    corpus_is_clean dash
}
