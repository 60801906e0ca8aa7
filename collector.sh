#!/bin/sh
# shellcheck shell=dash disable=SC2086,SC2046,SC2064,SC2013,SC2012,SC2015,SC2030,SC2031,SC2317,SC2329
# (off: quoting and loops over lists, which are lines here, see IFS below; functions that only the table names)
#
# twinstore's collector: what one node says about its container image stores, as one .tar.gz. See --help.
#
# It reads only: it writes a private temporary directory, removed on every exit and signal, and the bundle. Nothing can
# make it hang, and what fails costs its own capture only. Secrets are removed before anything enters the bundle.
#
# Read it before you run it as root: main, the one table of all that it looks at, the options; then helpers in the order
# in which a run needs them; at the end two awk programs, of which one keeps of JSON what is named and one redacts.

VERSION=1.0.0

# Lists have one item a line: IFS is a newline and globbing is off, so an unquoted list splits into its items.
set -uf
[ -z "${BASH_VERSION:-}" ] || set -o posix # else it counts other blocks in ulimit
LC_ALL=C
export LC_ALL
unset BLOCK_SIZE BLOCKSIZE LS_BLOCK_SIZE DU_BLOCK_SIZE DF_BLOCK_SIZE QUOTING_STYLE TIME_STYLE PS_FORMAT PS_PERSONALITY TAR_OPTIONS
umask 077
NEWLINE='
'
TAB='	'
IFS=$NEWLINE

main() {
    read_options "$@"
    find_clients
    find_sockets
    if [ "$mode" = run ]; then prepare; fi
    captures
    if [ "$mode" = run ]; then write_bundle; fi
}

# --- The table -------------------------------------------------------------------------------------------------------
# run   one program of the node    NAME LIMIT FILTER COMMAND…
# look  several calls, or the disk NAME LIMIT PROGRAM "SHOWN" FUNCTION…
# row   what is not captured here  NAME STATUS "SHOWN"
# LIMIT is in seconds. FILTER and PROGRAM may be -, for none; `crictl` and `ctr` may become `k3s crictl` and the like.

captures() {
    look environment 5 - 'printenv DOCKER_HOST DOCKER_CONTEXT CONTAINER_RUNTIME_ENDPOINT IMAGE_SERVICE_ENDPOINT CRI_CONFIG_FILE' client_environment
    look crictl-programs 5 - 'readlink every crictl on PATH' crictl_programs
    look sockets 5 - 'readlink every known runtime socket' sockets_table

    run docker-contexts 20 - docker context ls # of the client's own configuration
    find_docker_host
    run docker-version 20 - docker version --format '{{json .}}'
    run docker-info 30 keep_docker_info docker info --format '{{json .}}'
    run docker-images 60 - docker images -a --no-trunc --digests --format '{{json .}}'
    look docker-image-inspect 120 docker "docker image inspect --format '$DOCKER_IMAGE' IMAGE..." docker_image_inspect
    look docker-containers 60 docker "docker container inspect --format '$DOCKER_CONTAINER' CONTAINER..." docker_container_inspect

    for key in runtime-endpoint image-endpoint; do
        look "crictl-$key" 10 crictl "crictl config --get $key" crictl_setting $key
    done
    run crictl-version 25 - crictl version
    run crictl-images 60 - crictl images -o json
    run crictl-imagefsinfo 25 - crictl imagefsinfo -o json

    for socket in $cri_sockets; do
        s=${socket%%"$TAB"*} p=unix://$root${socket#*"$TAB"}
        run "cri-version.$s" 25 - crictl -t 20s -r "$p" -i "$p" version
        run "cri-images.$s" 60 - crictl -t 20s -r "$p" -i "$p" images -o json
        run "cri-imagefsinfo.$s" 25 - crictl -t 20s -r "$p" -i "$p" imagefsinfo -o json
        run "cri-containers.$s" 60 keep_cri_containers crictl -t 20s -r "$p" -i "$p" ps -a -o json
        run "cri-info.$s" 25 - crictl -t 20s -r "$p" -i "$p" info -o go-template --template "$CRI_INFO"
        look "cri-image-inspect.$s" 120 crictl "crictl -t 20s -r $p -i $p inspecti -o go-template --template '$CRI_IMAGE' IMAGE" cri_image_inspect "$s" "$p"
    done
    for socket in $ctr_sockets; do
        s=${socket%%"$TAB"*} p=$root${socket#*"$TAB"}
        run "ctr-namespaces.$s" 25 - ctr -a "$p" namespaces ls -q
        for n in $(namespaces "$s"); do
            run "ctr-images.$s.$n" 25 - ctr -a "$p" -n "$n" images ls
            run "ctr-content.$s.$n" 60 - ctr -a "$p" -n "$n" content ls
            run "ctr-snapshots.$s.$n" 60 - ctr -a "$p" -n "$n" snapshots --snapshotter "$(snapshotter "$s")" usage
        done
    done

    units '' "$UNITS"
    units .more "$(more_units)"

    look ps 20 ps "ps -ww -eo pid,ppid,user,etimes,args" process_table
    look proc-exe 20 ps 'readlink /proc/PID/exe' process_executables
    run listeners 20 keep_runtime_sockets ss -xlpn

    files configuration_files
    find_roots
    files files_below_roots

    look mounts 10 - 'cat /proc/self/mounts' runtime_mounts
    look docker-layerdb 120 - 'cat ROOT/image/DRIVER/layerdb/sha256/CHAIN/{diff,size,parent}' docker_layers
    look docker-imagedb 120 - 'cat ROOT/image/DRIVER/imagedb/content/sha256/IMAGE' docker_images_on_disk
    for r in $roots; do
        case $r in *"${TAB}containerd$TAB"*)
            look "blobs.${r%%"$TAB"*}" 60 - "ls -ln ${r##*"$TAB"}/$BLOBS" list_directory "${r##*"$TAB"}/$BLOBS" ;;
        esac
    done
    look airgap 10 - 'ls -ln DATA-DIR/agent/images' airgap_images
    look roots 30 - 'stat -c %d %i %F PATH' roots_table
    look df 30 - 'df -Pk PATH' free_space_table
    if [ "$mode" = list ] || [ -n "$with_probe" ]; then
        look probe 120 docker 'docker import - twinstore-probe-TIME' probe_deletion
    else
        row probe skipped 'docker import - twinstore-probe-TIME'
    fi
    if [ -z "$no_du" ]; then look du 300 - 'du -skx PATH' disk_usage; else row du skipped 'du -skx PATH'; fi # slowest last
}

units() { # SUFFIX UNITS
    if [ -z "$2" ]; then
        row "systemctl-cat$1" absent 'systemctl cat'
        row "systemctl-show$1" absent 'systemctl show'
        return
    elif [ -n "$offline" ]; then
        as_typed $2
        look "systemctl-cat$1" 20 - "systemctl cat $typed" units_on_disk $2
    else
        run "systemctl-cat$1" 20 - systemctl cat $2
    fi
    run "systemctl-show$1" 20 - systemctl show -p "$UNIT_PROPERTIES" $2
}

files() { # FUNCTION that names them
    look_up file_states "$1"
    for state_and_path in $lines; do
        path=${state_and_path#*"$TAB"}
        case $state_and_path in
        present*) look "file:$path" 10 - "cat $path" print_file "$path" ;;
        *) row "file:$path" "${state_and_path%%"$TAB"*}" "cat $path" ;;
        esac
    done
}

# The words of the table. The command lines are forms that were run on real nodes.
DOCKER_IMAGE='{"Id":{{json .Id}},"RepoTags":{{json .RepoTags}},"RepoDigests":{{json .RepoDigests}},"Created":{{json .Created}},"Size":{{json .Size}},"Layers":{{json .RootFS.Layers}}}'
DOCKER_CONTAINER='{"Id":{{json .Id}},"Image":{{json .Image}},"Name":{{json .Name}},"Status":{{json .State.Status}},"ConfigImage":{{json .Config.Image}}}'
CRI_INFO='{{.config.containerdRootDir}} {{.config.containerdEndpoint}}'
CRI_IMAGE='{{.status.id}} {{.info.imageSpec.rootfs.diff_ids}}'
BLOBS=io.containerd.content.v1.content/blobs/sha256
UNIT_PROPERTIES=Id,LoadState,ActiveState,SubState,UnitFileState,MainPID,FragmentPath,DropInPaths,ExecStart
lines_of() { printf '%s\n' "$@"; }
UNITS=$(lines_of k3s k3s-agent rke2-server rke2-agent kubelet docker docker.socket containerd cri-docker cri-docker.socket crio)
MORE_UNITS=$(lines_of 'k3s-*.service' snap.docker.dockerd.service 'snap.microk8s.*.service' 'k0s*.service' 'k8e*.service')
UNIT_DIRECTORIES=$(lines_of /etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system /usr/lib/systemd/system /lib/systemd/system)
RUNTIMES='dockerd|docker-containerd|docker-proxy|containerd|cri-dockerd|k3s|rke2|k0s|k8e|kubelet|kubelite|hyperkube|crio|conmon|buildkitd|microk8s|rootlesskit'

# name, path, who speaks there: both CRI and containerd, or one of them
KNOWN_SOCKETS='k3s-containerd	/run/k3s/containerd/containerd.sock	both
k3s-cri-dockerd	/run/k3s/cri-dockerd/cri-dockerd.sock	cri
containerd	/run/containerd/containerd.sock	both
cri-dockerd	/run/cri-dockerd.sock	cri
cri-docker	/run/cri-docker.sock	cri
crio	/run/crio/crio.sock	cri
dockershim	/run/dockershim.sock	cri
k0s-containerd	/run/k0s/containerd.sock	both
microk8s-containerd	/var/snap/microk8s/common/run/containerd.sock	both
k8e-containerd	/run/k8e/containerd/containerd.sock	both
k8e-cri-dockerd	/run/k8e/cri-dockerd/cri-dockerd.sock	cri
docker-containerd	/run/docker/containerd/containerd.sock	ctr
snap-docker-containerd	/run/snap.docker/containerd/containerd.sock	ctr'

# name, kind, path
KNOWN_ROOTS='docker	docker	/var/lib/docker
snap-docker	docker	/var/snap/docker/common/var-lib-docker
containerd	containerd	/var/lib/containerd
k3s-containerd	containerd	/var/lib/rancher/k3s/agent/containerd
rke2-containerd	containerd	/var/lib/rancher/rke2/agent/containerd
k0s-containerd	containerd	/var/lib/k0s/containerd
microk8s-containerd	containerd	/var/snap/microk8s/common/var/lib/containerd
docker-containerd	containerd	/var/lib/docker/containerd/daemon
containers	storage	/var/lib/containers/storage
k3s	data	/var/lib/rancher/k3s
rke2	data	/var/lib/rancher/rke2'

configuration_files() { # configuration and environment files; a pattern that matches nothing stays as it is
    lines_of /etc/crictl.yaml /var/lib/kubelet/kubeadm-flags.env /var/lib/kubelet/config.yaml /etc/docker/daemon.json \
        /etc/containerd/config.toml /etc/containers/storage.conf /etc/os-release
    crictl_configs
    for product in k3s rke2; do matches "/etc/rancher/$product/config.yaml" "/etc/rancher/$product/config.yaml.d/*.yaml"; done
    for unit in k3s rke2 kubelet; do matches "/etc/systemd/system/$unit*.env"; done
    for unit in k3s k3s-agent rke2-server rke2-agent kubelet docker; do lines_of "/etc/default/$unit" "/etc/sysconfig/$unit"; done
}

files_below_roots() {
    for d in $(paths_of data); do lines_of "$d/agent/etc/crictl.yaml" "$d/agent/etc/containerd/config.toml"; done
    for d in $(paths_of docker); do matches "$d/image/*/repositories.json"; done
}

# --- Options ---------------------------------------------------------------------------------------------------------

usage() {
    cat <<USAGE
Usage: sh collector.sh [OPTION]...
Writes twinstore-<node>-<UTC>.tar.gz into the current directory and prints its path. Reads only.
From afar: ssh node 'sudo sh -s -- -o -' < collector.sh > node.tar.gz

  --list              print every capture: name, time limit in seconds, command
  --dry-run           print the captures that would run here
  -o FILE|DIR|-       write the bundle there; - is standard output
  --root DIR          look up every file, directory and socket below DIR
  --offline           run no runtime command: collect from the disk (with --root, of a node that does not boot)
  --label KEY=VALUE   put a label into the bundle (may be given again)
  --node-name NAME    instead of the host name
  --timeout S         time limit of every capture, instead of its own
  --deadline S        time limit of the whole run (default $deadline); who takes the bundle slowly has a minute more
  --no-du             leave out du, the slowest capture
  --full-ps           keep every process, not only those of container runtimes
  --no-rest           do not pause between captures. A run makes at most two in a second, so it stays below a twentieth
                      of one core and takes half a minute; a tool that is slow is not waited for twice
  --probe             import an empty image into Docker, look for it through every CRI endpoint, remove it, look again
  --help, --version

Exit: 0 written, complete; 3 written, incomplete (not root, or a capture failed); 1 not written; 64 usage;
128 + its number on a signal (130 Ctrl-C, 143 SIGTERM): not written, and everything that was begun is ended.
USAGE
}

wrong_usage() {
    printf 'collector.sh: %s; see --help\n' "$1" >&2
    exit 64
}

fail() {
    printf 'collector.sh: %s\n' "$1" >&2
    exit 1
}

read_options() {
    mode=run docker_is_remote='' root='' root_given='' offline='' labels='' node='' target='' timeout='' deadline=600 no_du='' full_ps='' no_rest='' with_probe=''
    while [ $# -gt 0 ]; do
        case $1 in
        --?*=*) # --root=DIR is --root DIR
            option=${1%%=*} value=${1#*=}
            shift
            set -- "$option" "$value" "$@"
            ;;
        esac
        option=$1
        case $1 in
        -o | --root | --label | --node-name | --timeout | --deadline) [ -n "${2:-}" ] || wrong_usage "$1 needs a value"; shift ;;
        esac
        case $option in
        --list | --dry-run) mode=${option#--} ;;
        --offline) offline=yes ;;
        --no-du) no_du=yes ;;
        --full-ps) full_ps=yes ;;
        --no-rest) no_rest=yes ;;
        --probe) with_probe=yes ;;
        --help) usage; exit ;;
        --version) printf 'collector.sh %s\n' "$VERSION"; exit ;;
        -o) target=$1 ;;
        --root) root_given=$1 ;;
        --node-name) node=$1 ;;
        --timeout) timeout=$1 ;;
        --deadline) deadline=$1 ;;
        --label)
            case ${1%%=*} in "$1" | '' | *[!A-Za-z0-9._-]*) wrong_usage "--label needs KEY=VALUE: $1" ;; esac
            tsv "${1#*=}"
            labels=$labels"label.${1%%=*}$TAB$escaped$NEWLINE"
            ;;
        *) wrong_usage "unknown option $1" ;;
        esac
        shift
    done
    for value in "$timeout" "$deadline"; do
        case $value in *[!0-9]* | 0* | ???????*) wrong_usage "not a number of seconds: $value" ;; esac
    done
    [ "$target" != - ] || [ ! -t 1 ] || wrong_usage '-o - writes an archive: redirect it'
    if [ -n "$root_given" ]; then
        root=$(cd -P -- "$root_given" 2>/dev/null && pwd) || wrong_usage "no such directory: $root_given"
        [ "$root" != / ] || root=''
    fi
    # sudo and ssh often leave these out; a foreign root says which programs it wants.
    [ -n "$root" ] || PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin:/opt/bin
    [ "$mode" != list ] || root=''
}

# --- What is here ----------------------------------------------------------------------------------------------------

find_program() { # NAME -> $program; not `command -v`, which in busybox names its own applets
    program=
    case $1 in */*) [ -x "$1" ] && program=$1 && return ;; esac
    IFS=:
    for folder in $PATH; do
        [ -x "${folder:-.}/$1" ] && [ ! -d "${folder:-.}/$1" ] && program=${folder:-.}/$1 && break
    done
    IFS=$NEWLINE
    [ -n "$program" ]
}

tool() { # PROGRAM ARGUMENT…: a program of the node rather than an applet of this shell
    find_program "$1" || return 127
    shift
    "$program" "$@"
}

find_clients() { # -> $crictl, $ctr: the words with which to call them
    crictl=crictl ctr=ctr
    [ "$mode" = list ] || { crictl=$(client crictl) && ctr=$(client ctr); }
}

client() { # NAME
    rke2=/var/lib/rancher/rke2
    if find_program "$1"; then
        lines_of "$1"
    elif find_program k3s && [ -d "$root/var/lib/rancher/k3s/data" ]; then # else k3s would unpack itself
        lines_of k3s "$1"
    elif [ -x "$rke2/bin/$1" ] && [ -z "$root" ]; then
        lines_of "$rke2/bin/$1"
        [ "$1" = ctr ] || lines_of --config "$rke2/agent/etc/crictl.yaml"
    elif [ "$1" = ctr ] && find_program docker-containerd-ctr; then
        lines_of docker-containerd-ctr
    else
        lines_of "$1"
    fi
}

resolve() { # PATH of the node -> $resolved, every link followed below the root
    rest=${1#/} resolved='' hops=0
    while [ -n "$rest" ]; do
        part=${rest%%/*}
        case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
        case $part in
        '' | .) continue ;;
        ..) resolved=${resolved%/*} && continue ;;
        esac
        if [ -L "$root$resolved/$part" ] && [ $hops -lt 40 ]; then
            hops=$((hops + 1))
            link=$(tool readlink "$root$resolved/$part") || link=
            case $link in /*) resolved= ;; esac
            rest=${link#/}/$rest
        else
            resolved=$resolved/$part
        fi
    done
    [ -n "$resolved" ] || resolved=/
}

state_of() { # PATH of the node -> $state present, absent or denied; $resolved
    resolve "$1"
    state=present
    [ ! -e "$root$resolved" ] || return 0
    state=absent above=$root$resolved
    while [ -n "$above" ] && [ ! -e "$above" ]; do above=${above%/*}; done
    [ -x "${above:-/}" ] || state=denied # what one may not enter is unknown, not absent
}

present() { # PATH… -> lines path, where it is; else ABSENT, or DENIED where one may not look
    none=$ABSENT
    for path; do
        state_of "$path"
        case $state in
        present) printf '%s\t%s\n' "$path" "$root$resolved" && none=0 ;;
        denied) [ $none = 0 ] || none=$DENIED ;;
        esac
    done
    return $none
}

matches() { # PATTERN… of the node: the paths that match, else the pattern
    [ "$mode" != list ] || { lines_of "$@" && return; }
    for pattern; do
        fixed=${pattern%%[*]*} fixed=${fixed%/*}
        resolve "$fixed"
        set +f
        for path in "$root$resolved"${pattern#"$fixed"}; do
            case $path in *"$NEWLINE"*) ;; *) lines_of "$fixed${path#"$root$resolved"}" ;; esac
        done
        set -f
    done
}

files_among() { # PATH…: those that are files
    for path; do
        resolve "$path"
        [ ! -f "$root$resolved" ] || lines_of "$path"
    done
}

look_up() { # FUNCTION… -> $lines that it prints, within a limit: a hung mount must not hang the collector itself
    if [ "$mode" = run ]; then
        bounded "${timeout:-10}" $CAP "$work/lines" "$work/trouble" "$@"
        [ -n "$exit" ] || incomplete="$incomplete ($* timed out)"
        lines=$(cat "$work/lines")
    else
        lines=$("$@")
    fi
}

file_states() { # LIST -> lines state, path; skipped is what is there and no file, which could block
    for path in $("$1" | sort -u); do
        is_plain "$path" || [ "$mode" = list ] || continue
        state_of "$path"
        [ "$state" != present ] || [ -f "$root$resolved" ] || state=skipped
        [ "$mode" != list ] || state=present
        printf '%s\t%s\n' "$state" "$path"
    done
}

is_plain() { # PATH: absolute and without .., so that it stays below the folder that it is kept in
    case $1/ in */../* | [!/]*) return 1 ;; esac
}

programs_named() { # NAME: every program of this name on PATH, and RKE2's
    everywhere=$PATH:/var/lib/rancher/rke2/bin seen=
    IFS=:
    for folder in $everywhere; do
        case $seen in *":$folder:"*) continue ;; esac
        seen=$seen:$folder:
        resolve "$folder/$1"
        [ ! -x "$root$resolved" ] || [ -d "$root$resolved" ] || lines_of "$folder/$1"
    done
    IFS=$NEWLINE
}

crictl_configs() { # the files that the crictl of this node may read, beside /etc/crictl.yaml
    [ "$mode" != list ] || { lines_of "\$CRI_CONFIG_FILE" CRICTL-DIRECTORY/crictl.yaml && return; }
    case ${CRI_CONFIG_FILE:-} in '') ;; /*) lines_of "$CRI_CONFIG_FILE" ;; *) lines_of "$PWD/$CRI_CONFIG_FILE" ;; esac
    for path in $(programs_named crictl); do lines_of "${path%/*}/crictl.yaml"; done
}

printed() { # CAPTURE: what it printed in this run, if it did
    [ "$mode" != run ] || cat "$bundle/captures/$1" 2>/dev/null
}

find_docker_host() { # -> $docker_is_remote: what a client of another machine lists says nothing of this disk, and is network
    host=${DOCKER_HOST:-}
    [ -n "$host" ] || host=$(printed docker-contexts | awk '$2 == "*" { for (i = 3; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }')
    case $host in '' | unix://* | fd://*) docker_is_remote= ;; *) docker_is_remote=yes ;; esac
}

find_sockets() { # -> $sockets, $cri_sockets, $ctr_sockets
    sockets='' cri_sockets='' ctr_sockets='' seen=$NEWLINE
    [ "$mode" != list ] || cri_sockets=SOCKET${TAB}PATH ctr_sockets=SOCKET${TAB}PATH
    for line in $KNOWN_SOCKETS; do
        s=${line%%"$TAB"*} kind=${line##*"$TAB"} path=${line#*"$TAB"} path=${path%"$TAB"*}
        resolve "$path"
        [ "$mode" != list ] && [ -S "$root$resolved" ] || continue
        sockets=$sockets$s$TAB$path$TAB$resolved$NEWLINE
        case $seen in *"$NEWLINE$resolved$NEWLINE"*) continue ;; esac # an alias of one that comes before it
        seen=$seen$resolved$NEWLINE
        [ "$kind" = ctr ] || cri_sockets=$cri_sockets$s$TAB$resolved$NEWLINE
        [ "$kind" = cri ] || ctr_sockets=$ctr_sockets$s$TAB$resolved$NEWLINE
    done
}

namespaces() { # SOCKET: as containerd listed them
    if [ "$mode" = run ]; then printed "ctr-namespaces.$1" | grep -x '[A-Za-z0-9][A-Za-z0-9._-]*'; else lines_of NAMESPACE; fi
}

snapshotter() { # SOCKET: the one in use, as its image file system says
    used=$(printed "cri-imagefsinfo.$1" | sed -n 's/.*io\.containerd\.snapshotter\.v1\.\([a-z0-9-]*\)".*/\1/p' | sed 1q)
    lines_of "${used:-overlayfs}"
}

more_units() { # units that can start a runtime and that UNITS does not have
    [ "$mode" != list ] || { lines_of UNIT && return; }
    for folder in $UNIT_DIRECTORIES; do
        for unit in $MORE_UNITS; do files_among $(matches "$folder/$unit"); done
    done | sed 's/.*\///' | sort -u | grep -x '[a-z][A-Za-z0-9@:._-]*' | grep -vx 'k3s-agent.service'
}

find_roots() { # -> $roots as KNOWN_ROOTS has them
    roots=$KNOWN_ROOTS
    case $mode in
    list) roots=$(for kind in docker containerd data; do printf 'ROOT\t%s\tROOT\n' $kind; done) ;;
    run) look_up more_roots && roots=$roots$NEWLINE$lines ;;
    esac
}

more_roots() { # those that configuration and command lines name, and that are there
    for found in $(configured_roots); do
        kind=${found%%"$TAB"*} path=${found#*"$TAB"} path=${path%/}
        case "$NEWLINE$roots$NEWLINE" in *"$TAB$path$NEWLINE"*) continue ;; esac
        is_plain "$path" || continue
        resolve "$path"
        at=$root$resolved name=$(printf '%s' "${path#/}" | tr -c 'A-Za-z0-9_-' -)
        case $kind in
        containerd) [ -d "$at/io.containerd.metadata.v1.bolt" ] || [ -d "$at/${BLOBS%%/*}" ] || continue ;;
        data) [ -d "$at/agent" ] || continue ;;
        *) [ -d "$at" ] || continue ;;
        esac
        printf '%s\t%s\t%s\n' "$name" "$kind" "$path"
        case $kind in
        docker) printf '%s-containerd-daemon\tcontainerd\t%s/containerd/daemon\n' "$name" "$path" ;;
        data) printf '%s-agent-containerd\tcontainerd\t%s/agent/containerd\n' "$name" "$path" ;;
        esac
    done | awk '!seen[$0]++'
}

configured_roots() { # kind, path: the word after a setting's name, whatever the syntax; more_roots looks whether it is there
    {
        cat "$bundle/captures/docker-info" "$bundle/captures/ps" "$bundle/captures/systemctl-cat" "$bundle/captures/systemctl-cat.more"
        find "$bundle/files" -type f ! -name repositories.json -exec cat {} +
    } 2>/dev/null | tr "\"'\\\\,{}=:" '        ' | awk '
        BEGIN {
            kind["DockerRootDir"] = kind["data-root"] = kind["graph"] = "docker"
            kind["root"] = "containerd"; kind["graphroot"] = "storage"; kind["data-dir"] = kind["-d"] = "data"
        }
        {
            for (i = 1; i <= NF; i++) {
                if (of != "" && $i ~ /^\// && !seen[of, $i]++) print of "\t" $i
                name = $i
                sub(/^--?/, "", name)
                of = $i in kind ? kind[$i] : name in kind ? kind[name] : ""
            }
        }'
}

paths_of() { # KIND
    for r in $roots; do
        case $r in *"$TAB$1$TAB"*) lines_of "${r##*"$TAB"}" ;; esac
    done
}

each_root() { # the path of every root and, unless WHOLE is given, of its parts; other rows tell more of a data directory
    for r in $roots; do
        kind=${r#*"$TAB"} kind=${kind%%"$TAB"*} path=${r##*"$TAB"}
        [ "$kind" = data ] || lines_of "$path"
        case ${1:-$kind} in
        docker) lines_of "$path/overlay2" "$path/image" "$path/containers" "$path/volumes" "$path/buildkit" ;;
        containerd) lines_of "$path/${BLOBS%%/*}" "$path/io.containerd.snapshotter.v1.overlayfs" ;;
        data) lines_of "$path/agent/images" ;;
        esac
    done
}

# --- Running one capture ---------------------------------------------------------------------------------------------

run() { # NAME LIMIT FILTER COMMAND…
    name=$1 limit=$2 filter=$3
    shift 3
    case $1 in
    crictl) shift && set -- $crictl "$@" ;;
    ctr) shift && set -- $ctr "$@" ;;
    esac
    as_typed "$@"
    capture "$name" "$limit" "$filter" "$1" "$typed" in_its_own_group "$@"
}

look() { # NAME LIMIT PROGRAM SHOWN FUNCTION…
    name=$1 limit=$2 program=$3 shown=$4
    shift 4
    [ "$program" != crictl ] || program=${crictl%%"$NEWLINE"*}
    capture "$name" "$limit" - "$program" "$shown" "$@"
}

row() { # NAME STATUS SHOWN: a capture that was not run
    case $mode in
    list) printf '%s\t-\t%s\n' "$1" "$3" ;;
    run) manifest_row "$1" "$2" '' '' 0 0 no 0 "$3" ;;
    esac
}

capture() { # NAME LIMIT FILTER PROGRAM SHOWN COMMAND…
    name=$1 limit=${timeout:-$2} filter=$3 needed=$4 shown=$5
    shift 5
    if [ "$mode" != list ] && [ "$needed" != - ]; then
        if [ -n "$offline" ] || { [ "$needed" = docker ] && [ -n "$docker_is_remote" ]; }; then
            row "$name" skipped "$shown" && return
        elif ! find_program "$needed"; then
            row "$name" absent "$shown" && return
        fi
    fi
    [ "$mode" = run ] || { printf '%s\t%s\t%s\n' "$name" "$limit" "$shown" && return; }
    clock
    left=$((ends_at - now))
    [ "$needed" = - ] || left=$((left - deadline * 250)) # a quarter of the time is the disk's, should every runtime hang
    if [ $left -lt 1000 ] || [ $room -lt 512 ]; then
        incomplete="$incomplete $name"
        row "$name" skipped "$shown" && return
    fi
    [ $((left / 1000)) -ge "$limit" ] || limit=$((left / 1000))
    cap=$CAP
    [ $cap -le $room ] || cap=$((room / 512 * 512))
    [ $((now / 1000)) = "$second" ] || second=$((now / 1000)) started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    started_at=$now
    bounded "$limit" "$cap" "$work/out" "$work/err" "$@"
    clock
    milliseconds=$((now - started_at)) code=$exit cut=no
    [ ! -s "$work/out" ] || [ "$(wc -c <"$work/out")" -lt $cap ] || cut=yes
    find_status "$1"
    keep
    manifest_row "$name" "$status" "$code" "$started" "$milliseconds" "$bytes" "$cut" "$redactions" "$shown"
    pace
}

ABSENT=66 DENIED=77 # exit codes of the table's functions
CAP=4194304         # bytes kept of one capture
CAP_OF_ERRORS=65536
ROOM=33554432 # bytes kept of all
PACE=500      # milliseconds a capture

pace() { # keeps the run below a twentieth of one core; what ran slowly has left the processor alone already
    due=$((due + PACE))
    [ -n "$no_rest" ] || [ $((due - now)) -lt $PACE ] || sleep 0.5 2>/dev/null
}

find_status() { # FUNCTION that ran -> $status: what became of it
    status=failed
    if [ -z "$exit" ]; then
        status=timeout
    elif [ $cut = yes ]; then
        status=truncated
    elif [ "$exit" = 0 ] || says cri-info 'map has no entry for key'; then # cri-dockerd and CRI-O have no roots of containerd
        status=ok
    elif says systemctl-cat '^No files found for ' && ! grep -qv -e '^No files found for ' -e '^Warning: ' -e '^$' "$work/err"; then
        status=ok # it fails when one of several units does not exist
        [ -s "$work/out" ] || status=absent
    elif [ "$exit" = $ABSENT ] && [ "$1" != in_its_own_group ]; then
        status=absent
    elif { [ "$exit" = $DENIED ] && [ "$1" != in_its_own_group ]; } || grep -qiE "$REFUSALS" "$work/err"; then
        status=denied
    fi
    [ $status != ok ] || [ -s "$work/out" ] || status=empty
}

REFUSALS='permission denied|operation not permitted|허가 거부|권한이 없습니다|权限不够|許可がありません|Keine Berechtigung|Permission non accordée|Permiso denegado|Отказано в доступе'

says() { # CAPTURE PATTERN: did this capture fail with these words?
    case $name in "$1"*) [ "$exit" = 1 ] && grep -q -e "$2" "$work/err" ;; *) return 1 ;; esac
}

in_its_own_group() { # COMMAND…: so that what it starts and abandons can be ended with it
    if find_program setsid; then tool setsid "$@"; else tool "$@"; fi
}

bounded() { # LIMIT CAP OUT ERR COMMAND… -> $exit, empty if it had to be ended
    # The guard is a bare sleep, which the command's wrapper kills when the command ends. So waiting for the guard returns
    # as soon as either ends, even where the command cannot be killed (a hung mount).
    seconds=$1 blocks=$(($2 / 512)) to_out=$3 to_err=$4
    shift 4
    sleep "$seconds" >/dev/null 2>&1 &
    guard=$!
    (
        (
            ulimit -f $blocks
            "$@"
        ) </dev/null >"$to_out" 2>"$to_err"
        code=$?
        kill -KILL "$guard"
        exit $code
    ) >/dev/null 2>&1 &
    child=$! exit=
    if wait "$guard" 2>/dev/null; then
        stop "$child"
        alive "$child" || wait "$child" 2>/dev/null # what cannot be killed is left behind
    else
        wait "$child" 2>/dev/null
        exit=$?
    fi
    child='' guard=''
}

stop() { # PID: ends it, everything it started and their groups: TERM, then KILL
    family_of "$1"
    for signal in TERM KILL; do
        for pid in $family; do
            kill -$signal "$pid" 2>/dev/null
            kill -$signal "-$pid" 2>/dev/null
        done
        tries=0
        while [ $tries -lt 10 ] && alive $family; do
            tries=$((tries + 1))
            sleep 0.2 2>/dev/null || sleep 1
        done
    done
}

# These two run in traps, where the `read` of busybox may never end. Only /proc/PID/status escapes what a process calls itself.
family_of() { # PID -> $family: it and its descendants
    set +f
    family=$(grep -s '^PPid:' /proc/[0-9]*/status | FIRST=$1 awk -F '[/:\t ]+' '
        { parent[$3] = $6 }
        END {
            list = in_family[ENVIRON["FIRST"]] = ENVIRON["FIRST"]
            for (grew = 1; grew;) {
                grew = 0
                for (pid in parent) if (!(pid in in_family) && parent[pid] in in_family) { in_family[pid]; list = list "\n" pid; grew = 1 }
            }
            print list
        }')
    set -f
}

alive() { # PID…: is any of them more than a zombie?
    for pid; do grep -qs '^State:[[:space:]]*[^XZ[:space:]]' "/proc/$pid/status" && return; done
    return 1
}

clock() { # -> $now, milliseconds
    if read -r up 2>/dev/null </proc/uptime; then
        up=${up%% *}
        now=$((${up%.*} * 1000 + 1${up#*.} * 10 - 1000))
    else
        now=$(($(date +%s) * 1000))
    fi
}

as_typed() { # ARGUMENT… -> $typed, quoted where a shell needs it
    typed=
    for word; do
        case $word in *[!A-Za-z0-9_./:=@%+,-]* | '') word="'$word'" ;; esac
        typed="$typed${typed:+ }$word"
    done
}

tsv() { # VALUE -> $escaped
    escaped=$1
    case $1 in *["$TAB$NEWLINE"\\]*)
        escaped=$(lines_of "$1" | sed -e ':all' -e '$!{N' -e 'ball' -e '}' -e 's/\\/\\\\/g' -e "s/$TAB/\\\\t/g" -e 's/\n/\\n/g') ;;
    esac
}

joined() { # FIELD…: a row
    fields=
    for field; do
        tsv "$field"
        fields=$fields$TAB$escaped
    done
    lines_of "${fields#"$TAB"}"
}

manifest_row() { # NAME STATUS EXIT STARTED MILLISECONDS BYTES TRUNCATED REDACTIONS SHOWN
    case $2 in denied | failed | timeout | truncated) incomplete="$incomplete $1" ;; esac
    joined "$@" >>"$work/manifest"
}

# --- The bundle ------------------------------------------------------------------------------------------------------
# Format, version 1:
#   twinstore-<node>-<UTC>/manifest.tsv   a row a capture: name status exit started milliseconds bytes truncated
#                                         redactions command
#   twinstore-<node>-<UTC>/node.tsv       key TAB value
#   twinstore-<node>-<UTC>/captures/NAME  standard output, NAME.err standard error
#   twinstore-<node>-<UTC>/files/PATH     small files by their path on the node

prepare() { # -> $work, $bundle
    for need in awk sed grep find xargs sort tar gzip; do find_program $need || fail "there is no $need"; done
    (: 3>&1) 2>/dev/null || { [ "$target" != - ] || fail "standard output is closed"; exec >/dev/null; }
    work='' child='' guard='' incomplete=''
    trap clean_up EXIT
    for signal in $SIGNALS; do trap "interrupted $signal" $signal; done
    renice -n 19 -p $$ >/dev/null 2>&1
    ionice -c 3 -p $$ >/dev/null 2>&1
    for place in "${TMPDIR:-}" /tmp /var/tmp /run /dev/shm .; do
        { [ -d "$place" ] && [ -w "$place" ] && has_room "$place" $((ROOM / 512)); } || continue
        work=$(mktemp -d "$place/twinstore.XXXXXX" 2>/dev/null) && break
    done
    [ -n "$work" ] || fail "no writable directory with $((ROOM / 524288)) MiB free for temporary files (see TMPDIR)"
    [ -n "$node" ] || { look_up node_name && node=${lines:-unknown}; }
    folder_name=twinstore-$(printf '%.99s' "$node" | tr -c 'A-Za-z0-9._-' _)-$(date -u +%Y%m%dT%H%M%SZ)
    bundle=$work/$folder_name
    mkdir -p "$bundle/captures" "$bundle/files" || fail "cannot write to $work"
    printf 'name\tstatus\texit\tstarted\tmilliseconds\tbytes\ttruncated\tredactions\tcommand\n' >"$work/manifest"
    room=$ROOM
    clock
    ends_at=$((now + deadline * 1000)) due=$now second=
}

SIGNALS=$(lines_of 1 2 3 6 10 12 13 14 15 24) # all that end a program and can be caught: HUP INT QUIT ABRT USR1 USR2 PIPE ALRM TERM XCPU

has_room() { # DIRECTORY KIB; where df does not know, or not within five seconds, yes
    bounded 5 $CAP /dev/fd/3 /dev/null tool df -Pk "$1" 3>&1 | NEED=$2 awk '
        NR > 1 && $4 ~ /^[0-9]+$/ { short = $4 + 0 < ENVIRON["NEED"] + 0; exit }
        END { exit short }' >/dev/null
}

node_name() {
    if [ -z "$offline" ]; then tool hostname 2>/dev/null || tool uname -n; else print_file /etc/hostname | head -c 256 | sed 1q; fi
}

machine_id() { # hashed: it is its owner's
    resolve /etc/machine-id
    [ ! -f "$root$resolved" ] || sha256sum <"$root$resolved"
}

clean_up() {
    if [ -f "$work/probe" ]; then
        bounded 20 $CAP "$work/out" "$work/err" remove_probe
        [ ! -f "$work/probe" ] || printf 'collector.sh: Docker did not say that it removed the probe: docker rmi %s\n' "$(cat "$work/probe")" >&2
    fi
    [ ! -s "$work/partial" ] || rm -f "$(cat "$work/partial")"
    [ -z "$work" ] || rm -rf "$work"
}

interrupted() { # SIGNAL
    trap '' $SIGNALS
    [ -z "$guard" ] || { kill -KILL "$guard" && wait "$guard"; } 2>/dev/null # bash would report it
    [ -z "$child" ] || stop "$child"
    trap - EXIT # in mksh it would change the exit code
    clean_up
    exit $((128 + $1))
}

keep() { # the capture's output, filtered and redacted, goes into the bundle -> $bytes, $redactions; may fail it
    case $name in
    file:*) kept=$bundle/files${name#file:} && mkdir -p "${kept%/*}" ;;
    *) kept=$bundle/captures/$name ;;
    esac
    bytes=0 redactions=0
    : >"$kept"
    if [ -s "$work/out" ] || [ -s "$work/err" ]; then
        bounded 30 $((2 * CAP)) "$work/counts" "$work/trouble" refine "$kept"
        if [ "$exit" = 0 ]; then
            IFS=' ' read -r bytes redactions <"$work/counts"
            [ "$redactions" = 0 ] || cat "$work/counts" >>"$work/counts-of-all"
        else
            rm -f "$kept" "$kept.err"
            status=failed
        fi
    fi
    case $status in
    ok | empty | truncated) ;;
    absent) code='' && rm -f "$kept" ;;
    *) [ -s "$kept" ] || rm -f "$kept" ;;
    esac
    room=$((room - bytes))
}

refine() { # KEPT: filters and redacts what the capture printed; prints what redact does
    found=$work/out
    if [ "$filter" != - ] && [ -s "$found" ]; then
        found=$work/filtered
        "$filter" <"$work/out" >"$found" || return
    fi
    head -c $CAP_OF_ERRORS "$work/err" >"$work/said"
    whole_lines "$found" $cut >"$work/1"
    [ "$(wc -c <"$work/said")" -lt $CAP_OF_ERRORS ] || cut=yes
    whole_lines "$work/said" $cut >"$work/2"
    case $name in
    file:*) redact '' file "$work/1" "$1" "$work/2" "$1.err" ;; # files are kept as they are
    *) redact "$root" '' "$work/1" "$1" "$work/2" "$1.err" ;;
    esac
}

whole_lines() { # FILE CUT: where it was cut, or its tool killed, not the line that does not end: half a secret is none to any rule
    if { [ $2 = yes ] || [ "${code:-137}" -gt 128 ]; } && [ "$(awk 'END { print NR }' "$1")" -gt "$(wc -l <"$1")" ]; then
        sed '$d' "$1"
    else
        cat "$1"
    fi | tr -d '\000'
}

write_bundle() {
    look_up machine_id
    shell=$(tool readlink /proc/$$/exe)
    tsv "$node"
    {
        printf '%s\t%s\n' format 1 collector "$VERSION" node "$escaped" machine "${lines%% *}" \
            clock "$(date -u +%Y-%m-%dT%H:%M:%SZ)" uid "$(id -u)" shell "${shell##*/}" root "${root_given:-/}" offline "${offline:-no}"
        printf 'process-total\t%s\n' "$(cat "$work/process-total" 2>/dev/null)"
        printf '%s' "$labels"
        [ ! -f "$work/counts-of-all" ] || awk '/^[a-z]/ { n[$1] += $2 } END { for (rule in n) print "redactions." rule "\t" n[rule] }' "$work/counts-of-all" | sort
    } >"$work/1"
    redact "$root" '' "$work/manifest" "$bundle/manifest.tsv" "$work/1" "$bundle/node.tsv" >/dev/null || fail "redaction failed: nothing is written"
    {
        # The manifest first: a bundle that is cut on its way still says what it held.
        (cd "$work" && tar -cf - "$folder_name/manifest.tsv" "$folder_name/node.tsv" "$folder_name/captures" "$folder_name/files") ||
            : >"$work/tar-failed"
    } | gzip -c >"$work/archive" || fail "cannot compress the bundle"
    [ ! -f "$work/tar-failed" ] || fail "cannot pack the bundle"
    clock
    left=$(((ends_at - now) / 1000))
    [ $left -ge 60 ] || left=60
    exit=1
    bounded $left 2147483647 "$work/lines" "$work/trouble" hand_over 3>&1
    [ "$exit" = 0 ] || fail "cannot write ${target:-the bundle}: $(sed 1q "$work/trouble")"
    cat "$work/lines"
    [ "$(id -u)" = 0 ] || incomplete="$incomplete (not root)"
    [ -n "$incomplete" ] || exit 0
    printf 'collector.sh: incomplete:%s\n' "$incomplete" >&2
    exit 3
}

hand_over() { # the archive to where it belongs; only what is a file, or new, is replaced: never a device
    [ ! -d "${target:=.}" ] || target=${target%/}/$folder_name.tar.gz
    case $target in
    - | /dev/stdout | /dev/fd/1 | /proc/self/fd/1) cat "$work/archive" >&3; return ;;
    -*) target=./$target ;;
    esac
    if [ -L "$target" ] || { [ -e "$target" ] && [ ! -f "$target" ]; }; then
        cat "$work/archive" >"$target"
    else
        case $target in */*) folder=${target%/*} ;; *) folder=. ;; esac
        has_room "${folder:-/}" $(($(wc -c <"$work/archive") / 1024 + 1)) || { echo "no space left" >&2 && return 1; }
        lines_of "$target.$$" >"$work/partial"
        set -C # follows no link that somebody else put there
        cat "$work/archive" >"$target.$$" && mv -f "$target.$$" "$target"
    fi && lines_of "${target#./}"
}

# --- Captures that are more than one command -------------------------------------------------------------------------

client_environment() {
    env | grep -E '^(DOCKER_HOST|DOCKER_CONTEXT|CONTAINER_RUNTIME_ENDPOINT|IMAGE_SERVICE_ENDPOINT|CRI_CONFIG_FILE)=' | sort
    return 0
}

crictl_programs() {
    header=path${TAB}target
    for path in $(programs_named crictl); do
        resolve "$path"
        table_row "$path" "$resolved"
    done
}

sockets_table() {
    [ -z "$sockets" ] || printf 'name\tpath\ttarget\n%s' "$sockets"
}

table_row() { # FIELD…; the header goes before the first row, so a table without rows is empty
    [ -z "$header" ] || lines_of "$header"
    header=
    joined "$@"
}

succeeded() { # NAME of a capture on which another depends
    grep -qE "^$1$TAB(ok|empty|truncated)$TAB" "$work/manifest" && return
    printf '%s did not succeed\n' "$1" >&2
    return 1
}

docker_image_inspect() {
    succeeded docker-images || return
    sed -n 's/.*"ID":"\([A-Za-z0-9:]*\)".*/\1/p' "$bundle/captures/docker-images" | sort -u |
        xargs -r -n 50 docker image inspect --format "$DOCKER_IMAGE"
}

docker_container_inspect() {
    containers=$(tool docker ps -aq --no-trunc) || return
    lines_of "$containers" | grep -x '[A-Za-z0-9]*' | xargs -r -n 50 docker container inspect --format "$DOCKER_CONTAINER"
}

crictl_setting() { # KEY; only where a configuration file is: the command would create it
    [ -n "$(files_among "${CRI_CONFIG_FILE:-/etc/crictl.yaml}" $(crictl_configs))" ] || return $ABSENT
    tool $crictl config --get "$1"
}

cri_image_inspect() { # SOCKET ENDPOINT; one image a call: with several, new versions hand the template a list
    succeeded "cri-images.$1" || return
    worst=0
    images=$(tr '{' , <"$bundle/captures/cri-images.$1" | tr , '\n' | sed -n 's/^[[:space:]]*"id": *"\([A-Za-z0-9:]*\)".*/\1/p')
    for image in $images; do
        tool $crictl -t 20s -r "$2" -i "$2" inspecti -o go-template --template "$CRI_IMAGE" "$image" || worst=$?
    done
    return $worst
}

units_on_disk() { # UNIT…: as systemctl cat prints them
    found=
    for unit; do
        case $unit in *.service | *.socket) ;; *) unit=$unit.service ;; esac
        paths=$(for folder in $UNIT_DIRECTORIES; do files_among "$folder/$unit"; done | sed 1q)
        for folder in $UNIT_DIRECTORIES; do paths=$paths$NEWLINE$(files_among $(matches "$folder/$unit.d/*.conf")); done
        for path in $paths; do
            found=yes
            printf '# %s\n' "$path"
            print_file "$path"
            printf '\n'
        done
    done
    [ -n "$found" ] || return $ABSENT
}

print_file() { # PATH
    resolve "$1"
    [ -f "$root$resolved" ] && cat "$root$resolved"
}

process_table() {
    tool ps -ww -eo pid,ppid,user,etimes,args >"$work/ps" 2>"$work/ps.err" ||
        COLUMNS=8192 tool ps -o pid,ppid,user,args >"$work/ps" 2>>"$work/ps.err" || # busybox
        { cat "$work/ps.err" >&2 && return 1; }
    awk 'END { print NR - 1 }' "$work/ps" >"$work/process-total"
    if [ -n "$full_ps" ]; then cat "$work/ps"; else keep_runtime_processes <"$work/ps"; fi
}

keep_runtime_processes() { # the daemons; not the clients, whose arguments are their users' business
    RUNTIMES="^($RUNTIMES)" awk '
        function name(word) { gsub(/^["\047-]+|["\047:]+$/, "", word); sub(/.*\//, "", word); return word }
        NR == 1 { first = NF; print; next }
        {
            program = name($first); next_word = name($(first + 1))
            if (next_word ~ /^(kubectl|crictl|ctr|helm)$/) next
            if (program ~ ENVIRON["RUNTIMES"] || program == "podman" && next_word == "system") print
            else if (program ~ /^(sh|ash|bash|dash|env|nice|nsenter|python[0-9.]*|setsid|sudo|tini|unshare)$/ &&
                next_word ~ /k3s|rke2|k0s|dockerd|containerd|kubelet|crio/) print
        }'
}

process_executables() { # of the processes that ps kept; a process cannot retitle this link
    succeeded ps || return
    header=pid${TAB}exe refused=
    for pid in $(awk 'NR > 1 { print $1 }' "$bundle/captures/ps"); do
        if exe=$(tool readlink "$root/proc/$pid/exe"); then
            table_row "$pid" "$exe"
        elif [ -d "$root/proc/$pid" ]; then
            refused=yes
        fi
    done
    [ -z "$refused" ] || [ "$(id -u)" = 0 ] || { echo "/proc/PID/exe: Permission denied" >&2 && return 1; }
}

runtime_mounts() { # those of a root, over it or below it
    [ -f "$root/proc/self/mounts" ] || return $ABSENT
    ROOTS=$(each_root) awk '
        BEGIN { n = split(ENVIRON["ROOTS"], root, "\n") }
        { for (i = 1; i <= n; i++) if (root[i] != "" && ($2 == "/" || index(root[i] "/", $2 "/") == 1 || index($0, root[i] "/") || index($0, root[i] " "))) { print; next } }
    ' "$root/proc/self/mounts"
}

docker_directories() { # SUBDIRECTORY of image/DRIVER -> lines root, driver, directory
    directories=$(present $(for d in $(paths_of docker); do matches "$d/image/*/$1"; done)) || return
    lines_of "$directories" | sed "s|/image/\([^/]*\)/$1$TAB|$TAB\1$TAB|"
}

docker_layers() { # one find and one awk a store, whatever the number of layers
    directories=$(docker_directories layerdb/sha256) || return
    printf 'root\tdriver\tchain\tdiff\tsize\tparent\n'
    for line in $directories; do
        find "${line##*"$TAB"}" -type f -size -3 \( -name diff -o -name size -o -name parent \) | AT=${line%"$TAB"*} awk -F / '
            {
                value = ""
                getline value <$0
                close($0)
                seen[$(NF - 1)] = 1; of[$(NF - 1), $NF] = value
            }
            END { for (chain in seen) printf "%s\tsha256:%s\t%s\t%s\t%s\n", ENVIRON["AT"], chain, of[chain, "diff"], of[chain, "size"], of[chain, "parent"] }' | sort
    done
}

docker_images_on_disk() {
    directories=$(docker_directories imagedb/content/sha256) || return
    printf 'root\tdriver\timage\tdiffs\n'
    for line in $directories; do
        AT=${line%"$TAB"*} find "${line##*"$TAB"}" -type f -size -2049 -exec awk '
            BEGIN { RS = "}" }
            /"rootfs"[ \t\r\n]*:/ {
                if (!sub(/.*"diff_ids"[ \t\r\n]*:[ \t\r\n]*\[/, "")) $0 = ""
                sub(/\].*/, "")
                gsub(/[" \t\r\n]/, "")
                image = FILENAME
                sub(/.*\//, "", image)
                print ENVIRON["AT"] "\tsha256:" image "\t" $0
            }' {} + | sort
    done
}

list_directory() { # PATH
    directory=$(present "$1") || return
    tool ls -ln "${directory#*"$TAB"}"
}

airgap_images() { # sizes from ls: wc of busybox would read the whole file
    directories=$(present $(for d in $(paths_of data); do lines_of "$d/agent/images"; done)) || return
    header=path${TAB}bytes
    for d in $directories; do
        d=${d%%"$TAB"*}
        for image in $(present $(files_among $(matches "$d/*.tar" "$d/*.tar.*" "$d/*.tgz" "$d/*.tzst" "$d/*.tbz"))); do
            table_row "${image%%"$TAB"*}" "$(ls -lnd "${image#*"$TAB"}" | awk '{ print $5; exit }')"
        done
    done
}

roots_table() {
    header=path${TAB}state${TAB}device${TAB}inode${TAB}type${TAB}target
    for path in $(each_root); do
        state_of "$path"
        found='  '
        [ "$state" = present ] || resolved=
        [ "$state" != present ] || found=$(tool stat -c '%d %i %F' "$root$resolved" 2>/dev/null) || found='  '
        inode=${found#* }
        table_row "$path" "$state" "${found%% *}" "${inode%% *}" "${inode#* }" "$resolved"
    done
}

free_space_table() {
    head=1 worst=0
    for path in $(present $(each_root whole)); do
        found=$(tool df -Pk "${path#*"$TAB"}") || { worst=$? && continue; }
        lines_of "$found" | sed -n "$head,2p"
        head=2
    done
    return $worst
}

disk_usage() { # one directory a call: a joint call hides what an earlier argument counted; never the mounts below /run
    worst=0
    for path in $(present $(each_root)); do
        case ${path#*"$TAB$root"} in /run/* | /var/run/*) continue ;; esac
        found=$(tool du -skx "${path#*"$TAB"}") || worst=$?
        [ -z "$found" ] || printf '%s\t%s\n' "${found%%["$TAB "]*}" "${path%%"$TAB"*}"
    done
    return $worst
}

probe_deletion() { # the deletion check, on an image of our own: ten kilobytes of zeros are an empty archive
    image=twinstore-probe-$(date +%s)-$$:delete-me header=view${TAB}seen_after_import${TAB}seen_after_removal
    lines_of "$image" >"$work/probe" # from here on clean_up removes it
    head -c 10240 /dev/zero | tool docker import - "$image" >/dev/null || return
    imported=$(views_of "$image")
    remove_probe || return
    for line in $(views_of "$image"); do
        for before in $imported; do
            [ "${before%%"$TAB"*}" != "${line%%"$TAB"*}" ] || table_row ${line%%"$TAB"*} "${before#*"$TAB"}" "${line#*"$TAB"}"
        done
    done
}

views_of() { # IMAGE -> lines view, yes or no
    tool docker images "$image" | grep -q "^${1%:*} " && printf 'docker\tyes\n' || printf 'docker\tno\n'
    for view in $cri_sockets; do
        endpoint=unix://$root${view#*"$TAB"}
        list=$(tool $crictl -t 20s -r "$endpoint" -i "$endpoint" images -o json) || continue
        case $list in *"$1"*) seen=yes ;; *) seen=no ;; esac
        printf '%s\t%s\n' "${view%%"$TAB"*}" "$seen"
    done
}

remove_probe() { # by its name, without force: nothing else can go
    image=$(cat "$work/probe")
    tool docker rmi "$image" >/dev/null || { left=$(tool docker images -q "$image") && [ -z "$left" ]; } || return
    rm -f "$work/probe"
}

# --- Filters: only what the bundle needs leaves them -------------------------------------------------------------------

keep_runtime_sockets() {
    awk 'NR == 1 || /docker|containerd|crio|cri-o|k3s|rke2|k0s|k8e|kubelet|microk8s|podman/'
}

keep_docker_info() { # docker info also holds registries, proxies, labels, swarm and every runtime's features
    prune ID Name Driver DriverStatus DockerRootDir ServerVersion Images Containers Containerd ServerErrors OperatingSystem
}

keep_cri_containers() { # no labels and annotations
    prune 'containers[].id' 'containers[].image.image' 'containers[].imageRef' 'containers[].state' 'containers[].imageId'
}

prune() { # PATH…: JSON, to the members that these name, [] for the items of a list; what is no JSON is a failure
    KEEP=$* awk "$PRUNE"
}

# A record is what stands between two quotes: a string, and what is between strings, in turn.
# shellcheck disable=SC2016
PRUNE='
BEGIN {
    RS = "\""
    n = split(ENVIRON["KEEP"], paths, "\n")
}
in_string {
    text = text $0
    match($0, /\\*$/)
    if (RLENGTH % 2) text = text "\"" # an escaped quote
    else if (type[depth] == "{" && !named) key[depth] = text
    else value("\"" text "\"")
    in_string = RLENGTH % 2
    next
}
{
    gsub(/[ \t\r\n,]+/, " ")
    for (s = $0; match(s, /^ ?([][}{:]|[-+.0-9A-Za-z]+)/); s = substr(s, RLENGTH + 1)) {
        word = substr(s, 1, RLENGTH)
        sub(/ /, "", word)
        if (word == ":") named = 1
        else if (word ~ /[]}]/) shut(word)
        else if (word ~ /^([[{]|true|false|null|-?[0-9][-+.0-9eE]*)$/) value(word)
        else bad = 1
    }
    if (s != "" && s != " ") bad = 1
    in_string = 1
    text = ""
}
END { # well, if outside of objects, lists and strings
    printf "\n"
    exit bad || depth || !started || !in_string || text != ""
}
function value(text,   path, how) {
    path = at[depth] (type[depth] == "[" ? "[]" : (at[depth] == "" ? "" : ".") key[depth])
    how = kept[depth] == 2 ? 2 : kept[depth] || !depth ? wanted(path) : 0
    if (how == 2 || how && text ~ /^[[{]/) {
        if (members[depth]++ && depth) printf ","
        if (type[depth] == "{") printf "\"%s\":", key[depth]
        printf "%s", text
    }
    if (text ~ /^[[{]/) {
        depth++
        started = 1
        type[depth] = text; at[depth] = path; kept[depth] = how; members[depth] = 0
    } else if (!depth) bad = 1
    named = 0
}
function wanted(path,   i, how) { # 2: all of it, 1: something in it
    for (i = 1; i <= n; i++)
        if (path == paths[i]) how = 2
        else if (path == "" || index(paths[i], path) == 1 && substr(paths[i], length(path) + 1, 1) ~ /[.[]/) how = how ? how : 1
    return how
}
function shut(bracket) {
    if (!depth || type[depth] != (bracket == "}" ? "{" : "[")) { bad = 1; return }
    if (kept[depth]) printf "%s", bracket
    depth--
    named = 0
}'

# --- Redaction ---------------------------------------------------------------------------------------------------------
# What is found becomes <redacted:RULE>; flags, keys, user names, quotes and line continuations survive. The names of
# rules are part of the bundle format: the ingester redacts again, by the same names. Tests/secrets holds what must go
# and what must stay.

# RULE, pattern of the lower-cased name or text, what is secret
# shellcheck disable=SC2016
REDACTION_RULES='private-key	-----begin [a-z0-9 ]*private key( block)?-----	a PEM block, also as one line with \n in JSON
flag	as key	--NAME VALUE, --NAME=VALUE, quoted, in lists, the value on the next line
short-flag	-t	-t VALUE on a command line of k3s or rke2
variable	as key	NAME=VALUE in capitals
cloud	(azure|google|gcp|gce)_[a-z0-9_]*	NAME=VALUE in capitals, whatever it is
key	token|secret([-_.]?id)?|password|passwd|passphrase|credentials?|creds|datastore[-_.]?endpoint|connection[-_.]?string|database[-_.]?url|key[-_.]?data|dockerconfigjson|(secret|access|private|api|shared|account|encryption|signing|session|master|license|ssh|join)[-_.]?key([-_.]?id)?|pass|pwd|auth|dsn	"NAME": "VALUE", NAME: VALUE, NAME = VALUE, over several lines, in lists
url	://[^ \t"/@:]*:	the password in SCHEME://USER:PASSWORD@HOST
proxy	proxy["\\]*[ \t]*[=:][ \t]*["\\]*[^ \t"/@:]+:[^ \t"/@]+@	the password of a proxy without scheme
header	((bearer|basic)|authorization["\\]*[ \t]*[=:][ \t]*["\\[]*[a-z0-9-]+)[ \t]+[-a-z0-9+/._~=]+	Bearer and Basic credentials, and whatever follows Authorization
token	k10[0-9a-f]+::[^ \t",]+|eyj[-a-z0-9_]+[.]eyj[-a-z0-9_]+[.][-a-z0-9_]+|gh[pousr]_[a-z0-9]+|github_pat_[a-z0-9_]+|xox[bp]-[-a-z0-9]+|swmtkn-1-[-a-z0-9]+|aiza[-a-z0-9_]+|dckr_pat_[-a-z0-9_]+|glpat-[-a-z0-9_]+|(akia|asia)[0-9a-z]+	tokens that can be told by their shape'

redact() { # PREFIX IN-FILE IN OUT IN OUT: also takes PREFIX off every path; prints the bytes of the first OUT and how
    # much was found, then RULE COUNT of each that found something
    RULES=$REDACTION_RULES PREFIX=$1 IN_FILE=$2 OUT1=$4 OUT2=$6 awk "$REDACT" "$3" "$5"
}

# shellcheck disable=SC2016
REDACT='
BEGIN {
    n = split(ENVIRON["RULES"], row, "\n")
    for (i = 1; i <= n; i++) {
        split(row[i], column, "\t")
        gsub(/\\t/, "\t", column[2])
        pattern[column[1]] = column[2]
    }
    named = "(" pattern["key"] "|" pattern["cloud"] "|" pattern["short-flag"] ")([^a-z0-9_.-]|$)"
    next_flag = "^\\\\*[\"\047]?-(-|[A-Za-z]([\"\047, \t]|$))"
    prefix = ENVIRON["PREFIX"]
    in_file = ENVIRON["IN_FILE"]
}
FNR == 1 {
    out = FILENAME == ARGV[1] ? ENVIRON["OUT1"] : ENVIRON["OUT2"]
    pem = 0; fence = ""; block = -1; list = ""; pending = ""; joined = continued = 0
}
{
    line = prefix == "" ? $0 : without_prefix($0)
    end = sub(/\r$/, "", line) ? "\r" : ""
    if (pem) { # inside a PEM block
        if (!match(tolower(line), /-----end [a-z0-9 ]*private key( block)?-----/)) next
        line = substr(line, RSTART)
        pem = 0
    }
    if (fence != "") { # inside a string of several lines
        i = length(fence) == 3 ? index(line, fence) : closing(fence line, 1) + 1
        if (!i) next
        line = substr(line, i)
        fence = ""
    }
    if (block >= 0) { # inside a value that goes on while lines are indented more than its key
        match(line, /^[ \t]*/)
        if (RLENGTH > block || RLENGTH == length(line)) next
        block = -1
    }
    if (continued) { # a value that went on to the end of its line, and on
        continued = line ~ /\\$/
        next
    }
    if (list != "") line = items(line)
    comment = line ~ /^[ \t]*[#;]/
    if (!joined) server = 0
    if (line ~ /(^|[\/ \t="\047])(k3s|rke2|k8e)["\047]?([ \t\\]|$)/ && line !~ /crictl|kubectl|ctr /) server = 1
    joined = line ~ /\\[ \t]*$/ || joined && comment
    line = urls(names(waiting(private_keys(line))))
    line = shapes(shapes(shapes(line, "proxy"), "header"), "token") end
    print line >out
    if (out == ENVIRON["OUT1"]) bytes += length(line) + 1
}
END {
    for (rule in found) total += found[rule]
    print bytes + 0, total + 0
    for (rule in found) print rule, found[rule]
}

function mark(rule) { found[rule]++; return "<redacted:" rule ">" }

function harmless(value) { # without an empty alternative, of which mawk makes that any end matches
    return value == "" || value ~ /^[$][A-Z0-9_]+$/ || tolower(value) ~ /^(true|false|null|none|nil|yes|no|~|-|;|x+|[*]+|[$][{][a-z0-9_]*[}]|[$][(](cat |<).*|<redacted:.*|<token.*)$/
}

# The width of what is between the quote at `at`, with the backslashes before it, and the one that closes it; -1 if none.
function closing(s, at,   quote, i, c, n) {
    quote = substr(s, at, 1)
    for (i = at + 1; (c = substr(s, i, 1)) != ""; i++) {
        if (c == quote && (at > 1 ? n < at : quote == "\047" || n % 2 == 0)) return i - 1 - at - (at > 1 ? n : 0)
        n = c == "\\" ? n + 1 : 0
    }
    return -1
}

function open_after(s,   open, c) { # the quote that is open where s ends
    while (match(s, /\\.|["\047]/)) {
        c = substr(s, RSTART, 1)
        s = substr(s, RSTART + RLENGTH)
        if (c != "\\") open = open == "" ? c : open == c ? "" : open
    }
    return open
}

function word(s, open, stops,   i, c, n) { # the width of a word as a shell reads it, within a quote that may be open
    for (i = 1; (c = substr(s, i, 1)) != "" && c !~ /[ \t]/ && c != open && !index(stops, c); i++) {
        if (c == "\\") {
            i++
            if (i > length(s) || open != "" && substr(s, i, 1) ~ /["\047\\nrt]/) { i--; break } # ends the line, or a string
        } else if (c ~ /["\047]/) {
            n = open == "" ? closing(substr(s, i), 1) : -1
            if (n >= 0) i += n + 1
        } else if (c == "$" && substr(s, i + 1) ~ /^\(.*\)/) i += index(substr(s, i), ")") - 1
    }
    return i - 1
}

# Replaces the value that starts s: in quotes, which may have opened before its name; else a word, or `width` wide.
# -> used, how much of what is returned is done
function hide(s, rule, open, stops, width, before,   lead, value) {
    lead = 0
    if (before != "") {
        width = closing(before s, length(before))
        if (width < 0) width = length(s)
    } else if (s ~ /^("""|\047\047\047)/) {
        lead = 3
        width = index(substr(s, 4), substr(s, 1, 3)) - 1
        if (width < 0) { width = length(s) - 3; fence = substr(s, 1, 3) }
    } else if (match(s, /^\\*["\047]/) && substr(s, 1, RLENGTH) != open) {
        lead = RLENGTH
        value = closing(s, lead)
        if (value < 0 && starts && in_file) fence = substr(s, lead, 1)
        if (value < 0) width = length(s) - lead
        else if (open != "" || lead > 1 || substr(s, value + 3, 1) ~ /^[] \t,;:)}|&#]?$/) width = value
        else { width = word(s, open, stops); lead = 0 } # quotes are a part of it
    } else if (width == "") width = word(s, open, stops)
    value = substr(s, lead + 1, width)
    used = lead + width
    if (harmless(value)) return s
    value = substr(s, 1, lead) mark(rule)
    used = length(value)
    return value substr(s, lead + width + 1)
}

function items(s,   done) { # the items of a list, to its end
    while (match(s, /[^ \t,]/) && substr(s, RSTART, 1) != "#") {
        done = done substr(s, 1, RSTART - 1)
        s = substr(s, RSTART)
        if (s ~ /^[][{}]/) { list = ""; break } # what is in objects speaks for itself
        s = hide(s, list, "", ",]")
        match(substr(s, used + 1), /^\\*["\047]*/)
        used += RLENGTH
        done = done substr(s, 1, used)
        s = substr(s, used + 1)
    }
    return done s
}

function private_keys(s,   done) {
    while (match(tolower(s), pattern["private-key"])) {
        done = done substr(s, 1, RSTART + RLENGTH - 1) mark("private-key")
        s = substr(s, RSTART + RLENGTH)
        if (!match(tolower(s), /-----end [a-z0-9 ]*private key( block)?-----/)) { pem = 1; return done }
        done = done substr(s, RSTART, RLENGTH)
        s = substr(s, RSTART + RLENGTH)
    }
    return done s
}

function waiting(s,   lead, rule) { # the value of a flag or key that ended the line before
    if (pending == "" || comment || s == "") return s
    rule = pending
    pending = ""
    match(s, /^[ \t]*(- +)?/)
    lead = substr(s, 1, RLENGTH)
    s = substr(s, RLENGTH + 1)
    if (rule != "key") {
        if (s ~ next_flag || alone && s !~ /^(\\*"[^"]*"|\047[^\047]*\047|[^ \t"\047]*)[\\"\047, \t]*$/) return lead s
        return lead hide(s, rule, "", ",")
    }
    if (RLENGTH <= depth || s ~ /^[^"\047 \t]*:([ \t]|$)/) return lead s
    starts = 1
    if (lead ~ /-/) pending = rule # a list
    else if (s !~ /^["\047]/) block = depth
    return lead hide(s, rule, "", "", length(s))
}

function names(s,   done, name, rule, before, gap, first, last) {
    while (match(tolower(s), named)) {
        last = RSTART + RLENGTH - 1
        if (substr(s, last, 1) ~ /[^A-Za-z0-9_.-]/) last--
        first = RSTART
        while (first > 1 && RSTART - first < 64 && substr(s, first - 1, 1) ~ /[A-Za-z0-9_.-]/) first--
        before = done substr(s, 1, first - 1)
        name = substr(s, first, last - first + 1)
        s = substr(s, last + 1)
        done = before name
        rule = rule_of(name, before, s)
        if (rule == "") continue
        if (rule ~ /flag/ && s ~ /^(\\*["\047])?[ \t]*,?[ \t]*\\?$/) { # the value is on the next line
            pending = rule
            alone = s !~ /[\\,]$/ && line !~ /^[ \t]*- / # then only a line that holds nothing else
        } else if (match(s, /^(\\*["\047])?[ \t]*[:=,]?[ \t]*/) && (rule !~ /flag/ || RLENGTH)) {
            gap = substr(s, 1, RLENGTH)
            s = substr(s, RLENGTH + 1)
            starts = before ~ /^[ \t]*(- +)?(export[ \t]+)?$/
            s = value(s, rule, gap, before, open_after(done gap))
            done = done gap substr(s, 1, used)
            s = substr(s, used + 1)
        }
    }
    return done s
}

function rule_of(name, before, after,   low) {
    low = tolower(name)
    if (low ~ /^-t$/) return server && name == "-t" ? "short-flag" : ""
    if (name ~ /^[A-Z0-9_]+$/ && after ~ /^=/ && low ~ "^" pattern["cloud"] "$") return "cloud"
    if (low !~ "(" pattern["key"] ")$" || low ~ /(pass|pwd|auth|dsn)$/ && low !~ /(^|[-_.])(pass|pwd|auth|dsn)$/ && name !~ /[a-z](Pass|Pwd|Auth)$/) return ""
    if (name ~ /^-/) return low ~ /^--?(no|enable|disable|anonymous)-/ ? "" : "flag"
    if (name ~ /^[A-Z0-9_]+$/ && after ~ /^=/) return "variable"
    return after ~ /^(\\*["\047])?[ \t]*=|^\\*["\047][ \t]*:|^[ \t]*:([ \t]|$)/ ? "key" : ""
}

function value(s, rule, gap, before, open,   width, quote) {
    used = 0
    if (rule ~ /flag/ && gap != "=" && s ~ next_flag) return s # this one has no value
    if (gap == "=" && match(before, /\\*["\047]$/) && (RLENGTH > 1 || open == substr(before, RSTART))) {
        quote = substr(before, RSTART)
        if (before !~ /[ \t]-[a-z]*c[ \t]+["\047]$/) return hide(s, rule, open, "", "", quote) # NAME=VALUE in quotes
    }
    if (rule ~ /flag/ || gap == "=" && !(starts && in_file)) return hide(s, rule, open, "")
    if (s ~ /^[{]/) return s # its members speak for themselves
    match(line, /^[ \t]*(- +)?/)
    depth = RLENGTH
    if (s == "" && gap ~ /:/) { pending = rule; return s } # on the next line
    if (s ~ /^\[/) {
        list = rule
        s = "[" items(substr(s, 2))
        used = length(s)
        return s
    }
    if (gap ~ /:/ && s ~ /^[|>][-+0-9]*[ \t]*(#.*)?$/) {
        block = depth
        used = length(s)
        return mark(rule)
    }
    if (gap ~ /^\\*["\047]/ && s ~ /^[^"\047\\]/) { # in JSON, a number
        width = match(s, /[] \t,}]/) ? RSTART - 1 : length(s)
        if (harmless(substr(s, 1, width))) return s
        return "\"" mark(rule) "\"" substr(s, width + 1)
    }
    if (before ~ /[{,][ \t]*$/) return hide(s, rule, open, "", match(s, /[ \t]*[,}]/) ? RSTART - 1 : length(s))
    if (!starts) return hide(s, rule, open, "")
    if (gap == "=" && s ~ /^[^"\047].*\\$/) continued = 1
    width = match(s, /([ \t]+#.*|[ \t]+)$/) ? RSTART - 1 : length(s)
    if (gap ~ /:/ && s !~ /^["\047]/ && !harmless(substr(s, 1, width))) block = depth
    if (gap ~ /[ \t]=/ && s !~ /^["\047]/ && !harmless(substr(s, 1, width))) return "\"" mark(rule) "\"" substr(s, width + 1)
    return hide(s, rule, open, "", width)
}

function urls(s,   done) {
    while (match(tolower(s), pattern["url"])) {
        done = done substr(s, 1, RSTART + RLENGTH - 1)
        s = substr(s, RSTART + RLENGTH)
        # A password may hold a slash; a port before a path, and a digest behind an @, are none.
        if (!match(s, /^[^ \t"\/]*@/) && (s ~ /^[0-9]*(\/|$)/ || !match(s, /^[^ \t"\047,]*@/))) continue
        if (harmless(substr(s, 1, RLENGTH - 1)) || substr(s, RLENGTH + 1) ~ /^sha[0-9]+:/) continue
        done = done mark("url")
        s = substr(s, RLENGTH)
    }
    return done s
}

function shapes(s, rule,   done, text) { # what can be told by its shape
    while (match(tolower(s), pattern[rule])) {
        text = substr(s, RSTART, RLENGTH)
        done = done substr(s, 1, RSTART - 1)
        s = substr(s, RSTART + RLENGTH)
        if (rule == "proxy") sub(/:[^:]*@$/, ":" mark(rule) "@", text)
        else if (rule == "header") {
            match(text, /[^ \t]*$/)
            if (RLENGTH >= 8 && substr(text, RSTART) ~ /[A-Z0-9+\/=._~]/ || tolower(text) ~ /^auth/)
                text = substr(text, 1, RSTART - 1) mark(rule)
        } else if (text ~ /^(AKIA|ASIA)/ ? length(text) == 20 : text ~ /::|^(eyJ|AIza|xox|SWMTKN)|_|glpat-/ && length(text) >= 20) text = mark(rule)
        done = done text
    }
    return done s
}

function without_prefix(s,   done, i) {
    while (i = index(s, prefix)) {
        done = done substr(s, 1, i - 1)
        s = substr(s, i + length(prefix))
        if (s ~ /^[A-Za-z0-9_.-]/) done = done prefix
    }
    return done s
}'

main "$@"
