#!/bin/sh
# shellcheck shell=dash disable=SC2086,SC2046,SC2013,SC2012,SC2015,SC2030,SC2031,SC2317,SC2329
# (off: quoting and loops over lists, which are lines here, see IFS below; functions that only the table names)
#
# twinstore's collector: what one node says about its container image stores, as one .tar.gz.
#
# Read it before you run it as root: main, the one table of everything that it looks at, the options, then helpers in
# the order in which a run needs them. The last third is two awk programs: one keeps of JSON what is named, one redacts.
# It reads only. It writes one private temporary directory, which is removed on every exit and signal, and the bundle.
# Secrets are removed before anything enters the bundle (redaction, at the end). Bundle format, version 1:
#
#   twinstore-<node>-<UTC>/manifest.tsv   a row a capture: name status exit started milliseconds bytes truncated
#                                         redactions command
#   twinstore-<node>-<UTC>/node.tsv       key TAB value
#   twinstore-<node>-<UTC>/captures/NAME  standard output, NAME.err standard error
#   twinstore-<node>-<UTC>/files/PATH     small files by their path on the node

VERSION=1.0.0

# Lists have one item a line: IFS is a newline and globbing is off, so an unquoted list splits into its items.
set -uf
LC_ALL=C
export LC_ALL
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
# run   one program of the node      NAME  LIMIT FILTER            COMMAND…
# ask   several calls of a program   NAME  LIMIT PROGRAM "SHOWN"   FUNCTION…
# look  the disk, no runtime needed  NAME  LIMIT "SHOWN"           FUNCTION…
# file  a small file                 PATH
# LIMIT is in seconds. FILTER - keeps everything; `crictl` and `ctr` may become `k3s crictl` and the like.

captures() {
    look environment 5 'printenv DOCKER_HOST DOCKER_CONTEXT CONTAINER_RUNTIME_ENDPOINT IMAGE_SERVICE_ENDPOINT CRI_CONFIG_FILE' client_environment
    look crictl-programs 5 'readlink every crictl on PATH' crictl_programs
    look sockets 5 'readlink every known runtime socket' sockets_table

    run docker-contexts 20 - docker context ls # of the client's own configuration
    find_docker_host
    run docker-version 20 - docker version --format '{{json .}}'
    run docker-info 30 keep_docker_info docker info --format '{{json .}}'
    run docker-images 60 - docker images -a --no-trunc --digests --format '{{json .}}'
    ask docker-image-inspect 120 docker "docker image inspect --format '$DOCKER_IMAGE' IMAGE..." docker_image_inspect
    ask docker-containers 60 docker "docker container inspect --format '$DOCKER_CONTAINER' CONTAINER..." docker_container_inspect

    if has_crictl_config; then
        run crictl-runtime-endpoint 10 - crictl config --get runtime-endpoint
        run crictl-image-endpoint 10 - crictl config --get image-endpoint
    else # the command would create the file
        row crictl-runtime-endpoint absent 'crictl config --get runtime-endpoint'
        row crictl-image-endpoint absent 'crictl config --get image-endpoint'
    fi
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
        ask "cri-image-inspect.$s" 120 "${crictl%%"$NEWLINE"*}" "crictl -t 20s -r $p -i $p inspecti -o go-template --template '$CRI_IMAGE' IMAGE" cri_image_inspect "$s" "$p"
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

    unit_captures '' "$UNITS"
    unit_captures .more "$(more_units)"

    ask ps 20 ps "ps -ww -eo pid,ppid,user,etimes,args" process_table
    ask proc-exe 20 ps 'readlink /proc/PID/exe' process_executables
    run listeners 20 keep_runtime_sockets ss -xlpn

    look_up file_states files
    for file in $lines; do file "$file"; done
    find_roots
    look_up file_states files_below_roots
    for file in $lines; do file "$file"; done

    look mounts 10 'cat /proc/self/mounts' runtime_mounts
    look docker-layerdb 120 'cat ROOT/image/DRIVER/layerdb/sha256/CHAIN/{diff,size,parent}' docker_layers
    look docker-imagedb 120 'cat ROOT/image/DRIVER/imagedb/content/sha256/IMAGE' docker_images_on_disk
    for r in $(roots_of containerd); do
        look "blobs.${r%%"$TAB"*}" 60 "ls -ln ${r##*"$TAB"}/$BLOBS" list_directory "${r##*"$TAB"}/$BLOBS"
    done
    look airgap 10 'ls -ln DATA-DIR/agent/images' airgap_images
    look roots 30 'stat -c %d %i %F PATH' roots_table
    look df 30 'df -Pk PATH' free_space_table
    if [ "$mode" = list ] || [ -n "$with_probe" ]; then
        ask probe 120 docker 'docker import - twinstore-probe-TIME' probe_deletion
    else
        row probe skipped 'docker import - twinstore-probe-TIME'
    fi
    if [ -z "$no_du" ]; then look du 300 'du -skx PATH' disk_usage; else row du skipped 'du -skx PATH'; fi # slowest last
}

unit_captures() { # SUFFIX UNITS
    [ -n "$2" ] || { row "systemctl-cat$1" absent 'systemctl cat' && row "systemctl-show$1" absent 'systemctl show'; return; }
    if [ -n "$offline" ]; then
        look "systemctl-cat$1" 20 "systemctl cat $(as_typed $2)" units_on_disk $2
    else
        run "systemctl-cat$1" 20 - systemctl cat $2
    fi
    run "systemctl-show$1" 20 - systemctl show -p "$UNIT_PROPERTIES" $2
}

# The words of the table. The command lines are forms that were run on real nodes.
DOCKER_IMAGE='{"Id":{{json .Id}},"RepoTags":{{json .RepoTags}},"RepoDigests":{{json .RepoDigests}},"Created":{{json .Created}},"Size":{{json .Size}},"Layers":{{json .RootFS.Layers}}}'
DOCKER_CONTAINER='{"Id":{{json .Id}},"Image":{{json .Image}},"Name":{{json .Name}},"Status":{{json .State.Status}},"ConfigImage":{{json .Config.Image}}}'
CRI_INFO='{{.config.containerdRootDir}} {{.config.containerdEndpoint}}'
CRI_IMAGE='{{.status.id}} {{.info.imageSpec.rootfs.diff_ids}}'
BLOBS=io.containerd.content.v1.content/blobs/sha256
UNITS='k3s
k3s-agent
rke2-server
rke2-agent
kubelet
docker
docker.socket
containerd
cri-docker
cri-docker.socket
crio'
UNIT_PROPERTIES=Id,LoadState,ActiveState,SubState,UnitFileState,MainPID,FragmentPath,DropInPaths,ExecStart
UNIT_DIRECTORIES='/etc/systemd/system
/run/systemd/system
/usr/local/lib/systemd/system
/usr/lib/systemd/system
/lib/systemd/system'

known_sockets() { # name, path, who speaks there: both CRI and containerd, or one of them
    cat <<'SOCKETS'
k3s-containerd	/run/k3s/containerd/containerd.sock	both
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
snap-docker-containerd	/run/snap.docker/containerd/containerd.sock	ctr
SOCKETS
}

known_roots() { # name, kind, path
    cat <<'ROOTS'
docker	docker	/var/lib/docker
snap-docker	docker	/var/snap/docker/common/var-lib-docker
containerd	containerd	/var/lib/containerd
k3s-containerd	containerd	/var/lib/rancher/k3s/agent/containerd
rke2-containerd	containerd	/var/lib/rancher/rke2/agent/containerd
k0s-containerd	containerd	/var/lib/k0s/containerd
microk8s-containerd	containerd	/var/snap/microk8s/common/var/lib/containerd
docker-containerd	containerd	/var/lib/docker/containerd/daemon
containers	storage	/var/lib/containers/storage
ROOTS
}

parts_of() { # KIND
    case $1 in
    docker) printf '%s\n' overlay2 image containers volumes buildkit ;;
    containerd) printf '%s\n' io.containerd.content.v1.content io.containerd.snapshotter.v1.overlayfs ;;
    esac
}

files() { # configuration and environment files; a pattern that matches nothing stays as it is
    printf '%s\n' /etc/crictl.yaml
    crictl_configs
    for product in k3s rke2; do
        printf '%s\n' "/etc/rancher/$product/config.yaml"
        matches "/etc/rancher/$product/config.yaml.d/*.yaml"
    done
    for unit in k3s rke2 kubelet; do matches "/etc/systemd/system/$unit*.env"; done
    for folder in /etc/default /etc/sysconfig; do
        for unit in k3s k3s-agent rke2-server rke2-agent kubelet docker; do printf '%s\n' "$folder/$unit"; done
    done
    printf '%s\n' /var/lib/kubelet/kubeadm-flags.env /var/lib/kubelet/config.yaml /etc/docker/daemon.json \
        /etc/containerd/config.toml /etc/containers/storage.conf /etc/os-release
}

files_below_roots() { # those whose place depends on data directories and roots
    for d in $data_directories; do printf '%s\n' "$d/agent/etc/crictl.yaml" "$d/agent/etc/containerd/config.toml"; done
    for r in $(roots_of docker); do matches "${r##*"$TAB"}/image/*/repositories.json"; done
}

# --- Options ---------------------------------------------------------------------------------------------------------

usage() {
    cat <<USAGE
Usage: sh collector.sh [OPTION]...
Writes twinstore-<node>-<UTC>.tar.gz into the current directory and prints its path. Reads only.

  --list              print every capture: name, time limit in seconds, command
  --dry-run           print the captures that would run here
  -o FILE|DIR|-       write the bundle there; - is standard output
  --root DIR          look up every file, directory and socket below DIR
  --offline           run no runtime command: collect from the disk (with --root, of a node that does not boot)
  --label KEY=VALUE   put a label into the bundle (may be given again)
  --node-name NAME    instead of the host name
  --timeout S         time limit of every capture, instead of its own
  --deadline S        time limit of the whole run (default $deadline)
  --no-du             leave out du, the slowest capture
  --full-ps           keep every process, not only those of container runtimes
  --no-rest           do not rest between captures: done sooner, on more of one core
  --probe             import an empty image into Docker, look for it through every CRI endpoint, remove it, look again
  --help, --version

Exit: 0 written, complete; 3 written, incomplete (not root, or a capture failed); 1 not written; 64 usage.
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
        case $1 in
        -o | --root | --label | --node-name | --timeout | --deadline) [ $# -gt 1 ] || wrong_usage "$1 needs a value" ;;
        esac
        case $1 in
        --list) mode=list ;;
        --dry-run) mode=dry-run ;;
        --offline) offline=yes ;;
        --no-du) no_du=yes ;;
        --full-ps) full_ps=yes ;;
        --no-rest) no_rest=yes ;;
        --probe) with_probe=yes ;;
        --help) usage && exit 0 ;;
        --version) printf 'collector.sh %s\n' "$VERSION" && exit 0 ;;
        -o) target=$2 && shift ;;
        --root) root_given=$2 && shift ;;
        --node-name) node=$2 && shift ;;
        --timeout) timeout=$2 && shift ;;
        --deadline) deadline=$2 && shift ;;
        --label)
            case ${2%%=*} in "$2" | '' | *[!A-Za-z0-9._-]*) wrong_usage "--label needs KEY=VALUE: $2" ;; esac
            tsv "${2#*=}"
            labels=$labels"label.${2%%=*}$TAB$escaped$NEWLINE"
            shift
            ;;
        *) wrong_usage "unknown option $1" ;;
        esac
        shift
    done
    for value in "$timeout" "$deadline"; do
        case $value in *[!0-9]* | 0*) wrong_usage "not a number of seconds: $value" ;; esac
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

find_clients() { # the words with which to call crictl and ctr
    crictl=crictl ctr=ctr rke2=/var/lib/rancher/rke2
    [ "$mode" != list ] || return 0
    if ! find_program crictl; then
        if find_program k3s && [ -d "$root/var/lib/rancher/k3s/data" ]; then # else k3s would unpack itself
            crictl=k3s${NEWLINE}crictl
        elif [ -x "$rke2/bin/crictl" ] && [ -z "$root" ]; then
            crictl=$rke2/bin/crictl$NEWLINE--config$NEWLINE$rke2/agent/etc/crictl.yaml
        fi
    fi
    if ! find_program ctr; then
        if find_program k3s && [ -d "$root/var/lib/rancher/k3s/data" ]; then
            ctr=k3s${NEWLINE}ctr
        elif [ -x "$rke2/bin/ctr" ] && [ -z "$root" ]; then
            ctr=$rke2/bin/ctr
        elif find_program docker-containerd-ctr; then
            ctr=docker-containerd-ctr
        fi
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

look_up() { # FUNCTION… -> $lines that it prints, within a limit: a hung mount must not hang the collector itself
    if [ "$mode" = run ]; then
        bounded "${timeout:-10}" $CAP "$work/lines" "$work/trouble" "$@"
        [ -z "$killed" ] || incomplete="$incomplete ($* timed out)"
        lines=$(cat "$work/lines")
    else
        lines=$("$@")
    fi
}

file_states() { # LIST -> lines state, path; nothing that is there and no file, which could block
    for path in $("$1" | sort -u); do
        state_of "$path"
        { [ "$mode" != list ] && [ "$state" = present ] && [ ! -f "$root$resolved" ]; } || printf '%s\t%s\n' "$state" "$path"
    done
}

matches() { # PATTERN of the node: the paths that match, else the pattern
    [ "$mode" != list ] || { printf '%s\n' "$1" && return; }
    set +f
    for path in "$root"$1; do printf '%s\n' "${path#"$root"}"; done
    set -f
}

programs_named() { # NAME: every program of this name on PATH, and RKE2's
    everywhere=$PATH:/var/lib/rancher/rke2/bin seen=
    IFS=:
    for folder in $everywhere; do
        case $seen in *":$folder:"*) continue ;; esac
        seen=$seen:$folder:
        resolve "$folder/$1"
        [ ! -x "$root$resolved" ] || [ -d "$root$resolved" ] || printf '%s\n' "$folder/$1"
    done
    IFS=$NEWLINE
}

find_docker_host() { # -> $docker_is_remote: what a client of another machine lists says nothing of this disk, and is network
    host=${DOCKER_HOST:-}
    if [ -z "$host" ] && [ "$mode" = run ] && [ -f "$bundle/captures/docker-contexts" ]; then
        host=$(awk '$2 == "*" { for (i = 3; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }' "$bundle/captures/docker-contexts")
    fi
    case $host in '' | unix://* | fd://*) docker_is_remote= ;; *) docker_is_remote=yes ;; esac
}

crictl_configs() { # the files that the crictl of this node may read
    [ "$mode" != list ] || { printf '%s\n' "\$CRI_CONFIG_FILE" CRICTL-DIRECTORY/crictl.yaml && return; }
    [ -z "${CRI_CONFIG_FILE:-}" ] || printf '%s\n' "$CRI_CONFIG_FILE"
    for path in $(programs_named crictl); do printf '%s\n' "${path%/*}/crictl.yaml"; done
}

has_crictl_config() {
    [ "$mode" != list ] || return 0
    for path in "${CRI_CONFIG_FILE:-/etc/crictl.yaml}" $(crictl_configs); do
        resolve "$path"
        [ ! -f "$root$resolved" ] || return 0
    done
    return 1
}

find_sockets() { # -> $sockets, $cri_sockets, $ctr_sockets
    sockets='' cri_sockets='' ctr_sockets='' seen=$NEWLINE
    if [ "$mode" = list ]; then
        cri_sockets=SOCKET${TAB}PATH ctr_sockets=SOCKET${TAB}PATH
        return
    fi
    for line in $(known_sockets); do
        s=${line%%"$TAB"*} kind=${line##*"$TAB"} path=${line#*"$TAB"} path=${path%"$TAB"*}
        resolve "$path"
        [ -S "$root$resolved" ] || continue
        sockets=$sockets$s$TAB$path$TAB$resolved$NEWLINE
        case $seen in *"$NEWLINE$resolved$NEWLINE"*) continue ;; esac # an alias of one that comes before it
        seen=$seen$resolved$NEWLINE
        [ "$kind" = ctr ] || cri_sockets=$cri_sockets$s$TAB$resolved$NEWLINE
        [ "$kind" = cri ] || ctr_sockets=$ctr_sockets$s$TAB$resolved$NEWLINE
    done
}

namespaces() { # SOCKET: as containerd listed them
    [ "$mode" = run ] || { printf 'NAMESPACE\n' && return; }
    [ ! -f "$bundle/captures/ctr-namespaces.$1" ] || grep -x '[A-Za-z0-9][A-Za-z0-9._-]*' "$bundle/captures/ctr-namespaces.$1"
}

snapshotter() { # SOCKET: the one in use, as its image file system says
    used=
    if [ "$mode" = run ] && [ -f "$bundle/captures/cri-imagefsinfo.$1" ]; then
        used=$(sed -n 's/.*io\.containerd\.snapshotter\.v1\.\([a-z0-9-]*\)".*/\1/p' "$bundle/captures/cri-imagefsinfo.$1" | sed 1q)
    fi
    printf '%s\n' "${used:-overlayfs}"
}

more_units() { # units that can start a runtime and that systemctl-cat does not name
    [ "$mode" != list ] || { printf 'UNIT\n' && return; }
    for folder in $UNIT_DIRECTORIES; do
        for pattern in 'k3s-*.service' 'snap.docker.dockerd.service' 'snap.microk8s.*.service' 'k0s*.service' 'k8e*.service'; do
            for path in $(matches "$folder/$pattern"); do
                resolve "$path"
                [ ! -f "$root$resolved" ] || printf '%s\n' "${path##*/}"
            done
        done
    done | sort -u | grep -vx 'k3s-agent.service'
}

find_roots() { # -> $roots as known_roots prints them, and $data_directories of k3s and RKE2
    roots=$(known_roots) data_directories=/var/lib/rancher/k3s$NEWLINE/var/lib/rancher/rke2
    case $mode in
    list) roots="ROOT${TAB}docker${TAB}ROOT${NEWLINE}ROOT${TAB}containerd${TAB}ROOT" data_directories=DATA-DIR ;;
    run)
        look_up more_roots
        for line in $lines; do
            case $line in
            data-directory*) data_directories=$data_directories$NEWLINE${line#*"$TAB"} ;;
            *) roots=$roots$NEWLINE$line ;;
            esac
        done
        ;;
    esac
}

more_roots() { # those that configuration and command lines name, and that are there
    for found in $(configured_roots); do
        path=${found#*"$TAB"} path=${path%/}
        case "$NEWLINE$roots$NEWLINE$data_directories$NEWLINE" in *[$TAB$NEWLINE]"$path$NEWLINE"*) continue ;; esac
        resolve "$path"
        at=$root$resolved name=$(printf '%s' "${path#/}" | tr -c 'A-Za-z0-9_-' -)
        case ${found%%"$TAB"*} in
        docker)
            [ -d "$at" ] || continue
            printf '%s\tdocker\t%s\n' "$name" "$path"
            printf '%s\tcontainerd\t%s\n' "$name-containerd-daemon" "$path/containerd/daemon"
            ;;
        containerd)
            [ -d "$at/io.containerd.metadata.v1.bolt" ] || [ -d "$at/${BLOBS%%/*}" ] || continue
            printf '%s\tcontainerd\t%s\n' "$name" "$path"
            ;;
        storage)
            [ -d "$at" ] || continue
            printf '%s\tstorage\t%s\n' "$name" "$path"
            ;;
        data)
            [ -d "$at/agent" ] || continue
            printf 'data-directory\t%s\n' "$path"
            printf '%s\tcontainerd\t%s\n' "$name-agent-containerd" "$path/agent/containerd"
            ;;
        esac
    done | awk '!seen[$0]++'
}

configured_roots() { # kind, path: what configuration and command lines say; the caller looks whether it is there
    {
        cat "$bundle/captures/docker-info" "$bundle/files/etc/docker/daemon.json" 2>/dev/null | tr ',{}' "[$NEWLINE*]" |
            sed -n -e 's/.*"DockerRootDir" *: *"\(\/[^"]*\)".*/docker	\1/p' -e 's/.*"data-root" *: *"\(\/[^"]*\)".*/docker	\1/p' -e 's/.*"graph" *: *"\(\/[^"]*\)".*/docker	\1/p'
        find "$bundle/files" -name config.toml -exec sed -n 's/^ *root *= *["'\'']\(\/[^"'\'']*\).*/containerd	\1/p' {} +
        sed -n 's/^ *graphroot *= *["'\'']\(\/[^"'\'']*\).*/storage	\1/p' "$bundle/files/etc/containers/storage.conf"
        find "$bundle/files/etc/rancher" -type f -exec sed -n 's/^ *data-dir *: *["'\'']*\(\/[^"'\'' ]*\).*/data	\1/p' {} +
        cat "$bundle/captures/ps" "$bundle/captures/systemctl-cat" "$bundle/captures/systemctl-cat.more" | tr -d "\"'\\\\" | awk '
            { for (i = 1; i <= NF; i++) {
                word = $i; value = ""
                if (word ~ /^--?[a-z-]+=\//) { value = word; sub(/^[^=]*=/, "", value); sub(/=.*/, "", word) }
                if (flag != "") { if (word ~ /^\//) print flag "\t" word; flag = "" }
                kind = word ~ /^--?(data-root|graph)$/ ? "docker" : word ~ /^--?root$/ ? "containerd" : word ~ /^(--?data-dir|-d)$/ ? "data" : ""
                if (kind != "" && value != "") print kind "\t" value
                else flag = kind
            } }'
    } 2>/dev/null | awk '!seen[$0]++'
}

roots_of() { # KIND
    printf '%s\n' "$roots" | grep "^[^$TAB]*$TAB$1$TAB"
}

each_root() { # the path of every root and, unless WHOLE is given, of its parts and of airgap image directories
    for r in $roots; do
        kind=${r#*"$TAB"} kind=${kind%%"$TAB"*}
        printf '%s\n' "${r##*"$TAB"}"
        [ $# = 0 ] || continue
        for part in $(parts_of "$kind"); do printf '%s\n' "${r##*"$TAB"}/$part"; done
    done
    [ $# -gt 0 ] || for d in $data_directories; do printf '%s\n' "$d/agent/images"; done
}

# --- Running one capture ---------------------------------------------------------------------------------------------

run() { # NAME LIMIT FILTER COMMAND…
    name=$1 limit=$2 filter=$3
    shift 3
    case $1 in
    crictl) shift && set -- $crictl "$@" ;;
    ctr) shift && set -- $ctr "$@" ;;
    esac
    capture "$name" "$limit" "$filter" "$1" "$(as_typed "$@")" in_its_own_group "$@"
}

ask() { # NAME LIMIT PROGRAM SHOWN FUNCTION…
    name=$1 limit=$2 program=$3 shown=$4
    shift 4
    capture "$name" "$limit" - "$program" "$shown" "$@"
}

look() { # NAME LIMIT SHOWN FUNCTION…
    name=$1 limit=$2 shown=$3
    shift 3
    capture "$name" "$limit" - '' "$shown" "$@"
}

file() { # STATE TAB PATH
    path=${1#*"$TAB"}
    if [ "$mode" = list ] || [ "${1%%"$TAB"*}" = present ]; then
        capture "file:$path" 10 - '' "cat $path" print_file "$path"
    else
        row "file:$path" "${1%%"$TAB"*}" "cat $path"
    fi
}

print_file() { # PATH
    resolve "$1"
    cat "$root$resolved"
}

row() { # NAME STATUS SHOWN: a capture that was not run
    case $mode in
    list) printf '%s\t-\t%s\n' "$1" "$3" ;;
    run) manifest_row "$1" "$2" '' '' 0 0 no 0 "$3" ;;
    esac
}

capture() { # NAME LIMIT FILTER PROGRAM SHOWN COMMAND…; a shell function may say ABSENT or DENIED
    name=$1 limit=${timeout:-$2} filter=$3 needed=$4 shown=$5
    shift 5
    [ "$mode" != list ] || { printf '%s\t%s\t%s\n' "$name" "$limit" "$shown" && return; }
    if { [ -n "$needed" ] && [ -n "$offline" ]; } || { [ "$needed" = docker ] && [ -n "$docker_is_remote" ]; }; then
        row "$name" skipped "$shown" && return
    elif [ -n "$needed" ] && ! find_program "$needed"; then
        row "$name" absent "$shown" && return
    elif [ "$mode" = dry-run ]; then
        printf '%s\t%s\t%s\n' "$name" "$limit" "$shown" && return
    fi
    clock
    left=$((ends_at - now))
    if [ $left -lt 1000 ] || [ $room -le 0 ]; then
        incomplete="$incomplete $name"
        row "$name" skipped "$shown" && return
    fi
    [ $((left / 1000)) -ge "$limit" ] || limit=$((left / 1000))
    cap=$CAP
    [ $cap -le $room ] || cap=$room
    started_at=$now started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    bounded "$limit" "$cap" "$work/out" "$work/err" "$@"
    clock
    milliseconds=$((now - started_at)) code=$exit cut=no size=$(($(wc -c <"$work/out"))) # busybox pads nothing, others do
    [ $size -le $cap ] || cut=yes
    find_status
    keep
    manifest_row "$name" "$status" "$code" "$started" "$milliseconds" "$bytes" "$cut" "$redactions" "$shown"
    [ -n "$no_rest" ] || sleep 0.4 2>/dev/null # keeps the run below a twentieth of one core
}

ABSENT=66 DENIED=77 # exit codes of shell functions below
CAP=4194304         # bytes kept of one capture
CAP_OF_ERRORS=65536
ROOM=33554432 # bytes kept of all

find_status() { # -> $status: what became of it
    status=failed
    if [ -n "$killed" ]; then
        status=timeout
    elif [ $cut = yes ]; then
        status=truncated
    elif [ "$exit" = 0 ] || has_no_such_field; then
        status=ok
    elif only_missing_units; then
        status=absent
        [ ! -s "$work/out" ] || status=ok
    elif [ -z "$needed" ] && [ "$exit" = $ABSENT ]; then
        status=absent
    elif [ -z "$needed" ] && [ "$exit" = $DENIED ] || grep -qiE "$REFUSALS" "$work/err"; then
        status=denied
    fi
    [ $status != ok ] || [ -s "$work/out" ] || status=empty
}

REFUSALS='permission denied|operation not permitted|허가 거부|권한이 없습니다|权限不够|許可がありません|Keine Berechtigung|Permission non accordée|Permiso denegado|Отказано в доступе'

only_missing_units() { # systemctl cat exits 1 when one of several units does not exist
    case $name in systemctl-cat*) ;; *) return 1 ;; esac
    [ "$exit" = 1 ] && grep -q '^No files found for ' "$work/err" &&
        ! grep -qv -e '^No files found for ' -e '^Warning: ' -e '^$' "$work/err"
}

has_no_such_field() { # cri-dockerd and CRI-O have no roots of containerd to tell
    case $name in cri-info.*) grep -q 'map has no entry for key' "$work/err" ;; *) return 1 ;; esac
}

in_its_own_group() { # COMMAND…: so that what it starts and abandons can be ended with it
    if find_program setsid; then
        setsid=$program
        find_program "$1" || return 127
        shift
        "$setsid" "$program" "$@"
    else
        tool "$@"
    fi
}

bounded() { # LIMIT CAP OUT ERR COMMAND… -> $exit, $killed
    # The guard is a bare sleep. The command's wrapper ends it when the command ends, so waiting for the guard returns
    # as soon as either does, even where the command cannot be killed (a hung mount).
    seconds=$1 blocks=$(($2 / 512 + 1)) to_out=$3 to_err=$4
    shift 4
    : >"$work/exit"
    sleep "$seconds" >/dev/null 2>&1 &
    guard=$!
    (
        (
            ulimit -f $blocks
            "$@"
        ) </dev/null >"$to_out" 2>"$to_err"
        echo $? >"$work/exit"
        kill -KILL "$guard"
    ) >/dev/null 2>&1 &
    child=$!
    wait "$guard" 2>/dev/null
    killed=
    [ -s "$work/exit" ] || { killed=yes && stop "$child"; }
    { [ -n "$killed" ] && alive "$child"; } || wait "$child" 2>/dev/null # what cannot be killed is left behind
    child=
    exit=
    [ ! -s "$work/exit" ] || read -r exit <"$work/exit"
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

family_of() { # PID -> $family: it and its descendants
    family=$1 grew=yes
    set +f
    while [ -n "$grew" ]; do
        grew=
        for stat in /proc/[0-9]*/stat; do
            read -r line 2>/dev/null <"$stat" || continue
            pid=${line%% *} line=${line##*) ? } parent=${line%% *}
            case "$NEWLINE$family$NEWLINE" in
            *"$NEWLINE$pid$NEWLINE"*) ;;
            *"$NEWLINE$parent$NEWLINE"*) family=$family$NEWLINE$pid grew=yes ;;
            esac
        done
    done
    set -f
}

alive() { # PID…: is any of them more than a zombie?
    for pid; do
        { read -r line </proc/"$pid"/stat; } 2>/dev/null || continue
        case ${line##*) } in Z* | X*) ;; *) return 0 ;; esac
    done
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

as_typed() { # ARGUMENT…: quoted where a shell needs it
    words=
    for word; do
        case $word in *[!A-Za-z0-9_./:=@%+,-]* | '') word="'$word'" ;; esac
        words="$words $word"
    done
    printf '%s\n' "${words# }"
}

tsv() { # VALUE -> $escaped
    escaped=$1
    case $1 in *["$TAB$NEWLINE"\\]*) escaped=$(VALUE=$1 awk 'BEGIN {
        for (i = 1; i <= length(ENVIRON["VALUE"]); i++) {
            c = substr(ENVIRON["VALUE"], i, 1)
            printf "%s", c == "\t" ? "\\t" : c == "\n" ? "\\n" : c == "\\" ? "\\\\" : c
        } }') ;; esac
}

manifest_row() { # NAME STATUS EXIT STARTED MILLISECONDS BYTES TRUNCATED REDACTIONS SHOWN
    case $2 in denied | failed | timeout | truncated) incomplete="$incomplete $1" ;; esac
    values=
    for value; do
        tsv "$value"
        values=$values$TAB$escaped
    done
    printf '%s\n' "${values#"$TAB"}" >>"$work/manifest"
}

# --- The bundle ------------------------------------------------------------------------------------------------------

prepare() { # -> $work, $bundle
    for need in awk sed grep find sort tar gzip; do find_program $need || fail "there is no $need"; done
    work='' child='' guard='' incomplete='' partial=''
    trap clean_up EXIT
    trap 'interrupted 1' HUP
    trap 'interrupted 2' INT
    trap 'interrupted 3' QUIT
    trap 'interrupted 13' PIPE
    trap 'interrupted 15' TERM
    renice -n 19 -p $$ >/dev/null 2>&1
    ionice -c 3 -p $$ >/dev/null 2>&1
    for place in "${TMPDIR:-}" /tmp /var/tmp /run /dev/shm .; do
        { [ -d "$place" ] && [ -w "$place" ] && has_room "$place" $((ROOM / 512)); } || continue
        work=$(mktemp -d "$place/twinstore.XXXXXX" 2>/dev/null) && break
    done
    [ -n "$work" ] || fail "no writable directory with $((ROOM / 524288)) MiB free for temporary files (see TMPDIR)"
    [ -n "$node" ] || [ -z "$offline" ] || read -r node 2>/dev/null <"$root/etc/hostname" || node=unknown
    [ -n "$node" ] || node=$(tool hostname 2>/dev/null) || node=$(tool uname -n)
    folder_name=twinstore-$(printf '%s' "$node" | tr -c 'A-Za-z0-9._-' _)-$(date -u +%Y%m%dT%H%M%SZ)
    bundle=$work/$folder_name
    mkdir -p "$bundle/captures" "$bundle/files" || fail "cannot write to $work"
    : >"$work/manifest"
    room=$ROOM
    clock
    ends_at=$((now + deadline * 1000))
}

has_room() { # DIRECTORY KIB; where df does not know, yes
    free=$(tool df -Pk "$1" 2>/dev/null | awk 'NR > 1 && $4 ~ /^[0-9]+$/ { print $4; exit }')
    [ "${free:-$2}" -ge "$2" ]
}

clean_up() {
    [ ! -f "$work/probe" ] || bounded 20 $CAP "$work/out" "$work/err" remove_probe
    [ -z "$partial" ] || rm -f "$partial"
    [ -z "$work" ] || rm -rf "$work"
}

interrupted() { # SIGNAL
    trap '' HUP INT QUIT PIPE TERM
    [ -z "$guard" ] || kill -KILL "$guard" 2>/dev/null
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
    redactions=0 bytes=0
    if [ $size -gt 65536 ]; then
        bounded 30 $((2 * CAP)) "$work/counts" "$work/trouble" refine "$kept"
    else
        refine "$kept" >"$work/counts" 2>"$work/trouble"
        exit=$?
    fi
    if [ "$exit" != 0 ]; then
        : >"$kept"
        : >"$kept.err"
        status=failed
    fi
    while [ "$exit" = 0 ] && read -r line; do
        redactions=$((redactions + ${line##* }))
        printf '%s\n' "$line" >>"$work/counts-of-all"
    done <"$work/counts"
    case $status in
    ok | empty | truncated) ;;
    absent) code='' && rm -f "$kept" ;;
    *) [ -s "$kept" ] || rm -f "$kept" ;;
    esac
    [ ! -s "$kept" ] || bytes=$(($(wc -c <"$kept")))
    [ -s "$kept.err" ] || [ ! -e "$kept.err" ] || rm -f "$kept.err"
    room=$((room - bytes))
}

refine() { # KEPT: filters, cuts and redacts what bounded wrote; prints how often each rule found something
    input=$work/out
    if [ "$filter" != - ] && [ -s "$work/out" ]; then
        "$filter" <"$work/out" >"$work/filtered" || return
        input=$work/filtered
    fi
    : >"$1"
    [ -s "$input" ] || [ -s "$work/err" ] || return 0
    if [ $cut = yes ]; then head -c "$cap" "$input" | tr -d '\000' >"$work/1"; else tr -d '\000' <"$input" >"$work/1"; fi
    if [ -s "$work/err" ]; then head -c $CAP_OF_ERRORS "$work/err" | tr -d '\000' >"$work/2"; else : >"$work/2"; fi
    case $name in file:*) prefix= ;; *) prefix=$root ;; esac # files are kept as they are
    redact "$prefix" "$work/1" "$1" "$work/2" "$1.err"
}

write_bundle() {
    {
        printf 'name\tstatus\texit\tstarted\tmilliseconds\tbytes\ttruncated\tredactions\tcommand\n'
        cat "$work/manifest"
    } >"$work/1"
    machine=
    [ ! -r "$root/etc/machine-id" ] || machine=$(sha256sum <"$root/etc/machine-id" 2>/dev/null)
    shell=$(tool readlink /proc/$$/exe)
    tsv "$node"
    {
        printf '%s\t%s\n' format 1 collector "$VERSION" node "$escaped" machine "${machine%% *}" \
            clock "$(date -u +%Y-%m-%dT%H:%M:%SZ)" uid "$(id -u)" shell "${shell##*/}" root "${root_given:-/}" offline "${offline:-no}"
        printf 'process-total\t%s\n' "$(cat "$work/process-total" 2>/dev/null)"
        printf '%s' "$labels"
        [ ! -f "$work/counts-of-all" ] || awk '{ n[$1] += $2 } END { for (rule in n) print "redactions." rule "\t" n[rule] }' "$work/counts-of-all" | sort
    } >"$work/2"
    redact "$root" "$work/1" "$bundle/manifest.tsv" "$work/2" "$bundle/node.tsv" >/dev/null || fail "redaction failed: nothing is written"
    {
        # The manifest first: a bundle that is cut on its way still says what it held.
        (cd "$work" && tar -cf - "$folder_name/manifest.tsv" "$folder_name/node.tsv" "$folder_name/captures" "$folder_name/files") ||
            : >"$work/tar-failed"
    } | gzip -c >"$work/archive" || fail "cannot compress the bundle"
    [ ! -f "$work/tar-failed" ] || fail "cannot pack the bundle"
    if [ "$target" = - ]; then
        cat "$work/archive" || fail "cannot write to standard output"
    else
        [ ! -d "${target:=.}" ] || target=${target%/}/$folder_name.tar.gz
        partial=$target.partial
        { cp "$work/archive" "$partial" && mv "$partial" "$target"; } || fail "cannot write $target"
        partial=
        printf '%s\n' "${target#./}"
    fi
    [ "$(id -u)" = 0 ] || incomplete="$incomplete (not root)"
    [ -n "$incomplete" ] || exit 0
    printf 'collector.sh: incomplete:%s\n' "$incomplete" >&2
    exit 3
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
    header=name${TAB}path${TAB}target
    for line in $sockets; do table_row "$line"; done
}

table_row() { # FIELD…; the header goes before the first row, so a table without rows is empty
    [ -z "$header" ] || printf '%s\n' "$header"
    header='' fields=
    for field; do fields=$fields$TAB$field; done
    printf '%s\n' "${fields#"$TAB"}"
}

succeeded() { # NAME of a capture on which another depends
    grep -qE "^$1$TAB(ok|empty|truncated)$TAB" "$work/manifest" && return
    printf '%s did not succeed\n' "$1" >&2
    return 1
}

docker_image_inspect() {
    succeeded docker-images || return
    in_batches tool docker image inspect --format "$DOCKER_IMAGE" \
        -- $(sed -n 's/.*"ID":"\([^"]*\)".*/\1/p' "$bundle/captures/docker-images" | sort -u)
}

docker_container_inspect() {
    containers=$(tool docker ps -aq --no-trunc) || return
    in_batches tool docker container inspect --format "$DOCKER_CONTAINER" -- $containers
}

in_batches() { # COMMAND… -- ITEM…: the command with at most fifty items a call
    command='' worst=0
    while [ "$1" != -- ]; do command=$command$NEWLINE$1 && shift; done
    shift
    while [ $# -gt 0 ]; do
        batch='' taken=0
        while [ $# -gt 0 ] && [ $taken -lt 50 ]; do batch=$batch$NEWLINE$1 taken=$((taken + 1)) && shift; done
        $command $batch || worst=$?
    done
    return $worst
}

cri_image_inspect() { # SOCKET ENDPOINT; one image a call: with several, new versions hand the template a list
    succeeded "cri-images.$1" || return
    worst=0
    for image in $(KEEP='images[].id' SHAPE=lines awk "$JSON" "$bundle/captures/cri-images.$1"); do
        tool $crictl -t 20s -r "$2" -i "$2" inspecti -o go-template --template "$CRI_IMAGE" "$image" || worst=$?
    done
    return $worst
}

units_on_disk() { # UNIT…: as systemctl cat prints them
    none=$ABSENT
    for unit; do
        case $unit in *.service | *.socket) ;; *) unit=$unit.service ;; esac
        for folder in $UNIT_DIRECTORIES; do
            resolve "$folder/$unit"
            [ -f "$root$resolved" ] && print_unit_file "$folder/$unit" && break
        done
        for folder in $UNIT_DIRECTORIES; do
            for path in $(matches "$folder/$unit.d/*.conf"); do
                resolve "$path"
                [ ! -f "$root$resolved" ] || print_unit_file "$path"
            done
        done
    done
    return $none
}

print_unit_file() { # PATH; $resolved
    none=0
    printf '# %s\n' "$1"
    cat "$root$resolved"
    printf '\n'
}

process_table() {
    tool ps -ww -eo pid,ppid,user,etimes,args >"$work/ps" 2>"$work/ps.err" ||
        COLUMNS=8192 tool ps -o pid,ppid,user,args >"$work/ps" 2>>"$work/ps.err" || # busybox
        { cat "$work/ps.err" >&2 && return 1; }
    awk 'END { print NR - 1 }' "$work/ps" >"$work/process-total"
    if [ -n "$full_ps" ]; then cat "$work/ps"; else keep_runtime_processes <"$work/ps"; fi
}

keep_runtime_processes() { # the daemons; not the clients, whose arguments are their users' business
    awk '
        function name(word) { gsub(/^["\047-]+|["\047:]+$/, "", word); sub(/.*\//, "", word); return word }
        function runtime(word) { return word ~ /^(dockerd|docker-containerd|docker-proxy|containerd|cri-dockerd|k3s|rke2|k0s|k8e|kubelet|kubelite|hyperkube|crio|conmon|buildkitd|microk8s|rootlesskit)/ }
        NR == 1 { first = NF; print; next }
        {
            program = name($first); next_word = name($(first + 1))
            if (next_word ~ /^(kubectl|crictl|ctr|helm)$/) next
            if (runtime(program) || program == "podman" && next_word == "system") print
            else if (program ~ /^(sh|ash|bash|dash|env|nice|nsenter|python[0-9.]*|setsid|sudo|tini|unshare)$/ &&
                next_word ~ /k3s|rke2|k0s|dockerd|containerd|kubelet|crio/) print
        }'
}

process_executables() { # of the processes that ps kept; a process cannot retitle this link
    succeeded ps || return
    header=pid${TAB}exe refused=
    for pid in $(awk 'NR > 1 { print $1 }' "$bundle/captures/ps"); do
        if exe=$(tool readlink "$root/proc/$pid/exe"); then
            tsv "$exe"
            table_row "$pid" "$escaped"
        elif [ -d "$root/proc/$pid" ]; then
            refused=yes
        fi
    done
    [ -z "$refused" ] || [ "$(id -u)" = 0 ] || { echo "/proc/PID/exe: Permission denied" >&2 && return 1; }
}

keep_runtime_sockets() {
    awk 'NR == 1 || /docker|containerd|crio|cri-o|k3s|rke2|k0s|k8e|kubelet|microk8s|podman/'
}

runtime_mounts() { # those of a root, over it or below it
    [ -r "$root/proc/self/mounts" ] || return $ABSENT
    ROOTS=$(each_root) awk '
        BEGIN { n = split(ENVIRON["ROOTS"], root, "\n") }
        { for (i = 1; i <= n; i++) if (root[i] != "" && ($2 == "/" || index(root[i] "/", $2 "/") == 1 || index($0, root[i] "/") || index($0, root[i] " "))) { print; next } }
    ' "$root/proc/self/mounts"
}

docker_directories() { # SUBDIRECTORY of image/DRIVER -> lines root, driver, directory, of those that exist; or says why not
    none=$ABSENT
    for r in $(roots_of docker); do
        r=${r##*"$TAB"}
        state_of "$r/image"
        [ "$state" != present ] || [ -x "$root$resolved" ] || state=denied
        [ "$state" != denied ] || none=$DENIED
        for path in $(matches "$r/image/*/$1"); do
            [ -d "$root$path" ] || continue
            driver=${path#"$r/image/"}
            printf '%s\t%s\t%s\n' "$r" "${driver%%/*}" "$root$path"
            none=0
        done
    done
    return $none
}

docker_layers() { # one find and one awk a store, whatever the number of layers
    directories=$(docker_directories layerdb/sha256) || return
    printf 'root\tdriver\tchain\tdiff\tsize\tparent\n'
    for line in $directories; do
        find "${line##*"$TAB"}" -type f \( -name diff -o -name size -o -name parent \) | AT=${line%"$TAB"*} awk '
            {
                file = $0; field = $0; chain = $0; value = ""
                sub(/.*\//, "", field); sub(/\/[^\/]*$/, "", chain); sub(/.*\//, "", chain)
                getline value <file
                close(file)
                seen[chain] = 1; of[chain, field] = value
            }
            END { for (chain in seen) printf "%s\tsha256:%s\t%s\t%s\t%s\n", ENVIRON["AT"], chain, of[chain, "diff"], of[chain, "size"], of[chain, "parent"] }' | sort
    done
}

docker_images_on_disk() {
    directories=$(docker_directories imagedb/content/sha256) || return
    printf 'root\tdriver\timage\tdiffs\n'
    for line in $directories; do
        KEEP=rootfs.diff_ids SHAPE=rows find "${line##*"$TAB"}" -type f -exec awk "$JSON" {} + |
            AT=${line%"$TAB"*} awk -F '\t' '{ sub(/.*\//, "", $1); print ENVIRON["AT"] "\tsha256:" $1 "\t" $2 }' | sort
    done
}

list_directory() { # PATH
    state_of "$1"
    case $state in absent) return $ABSENT ;; denied) return $DENIED ;; esac
    tool ls -ln "$root$resolved"
}

airgap_images() { # sizes from ls: wc of busybox would read the whole file
    header=path${TAB}bytes none=$ABSENT
    for d in $data_directories; do
        state_of "$d/agent/images"
        case $state in absent) continue ;; denied) none=$DENIED && continue ;; esac
        none=0
        for path in $(matches "$resolved/*"); do
            case $path in *.tar | *.tar.* | *.tgz | *.tzst | *.tbz) ;; *) continue ;; esac
            [ -f "$root$path" ] || continue
            bytes=$(ls -lnd "$root$path" | awk '{ print $5; exit }')
            tsv "$d/agent/images/${path##*/}"
            table_row "$escaped" "$bytes"
        done
    done
    return $none
}

roots_table() {
    header=path${TAB}state${TAB}device${TAB}inode${TAB}type${TAB}target
    for path in $(each_root); do
        state_of "$path"
        device='' inode='' type=''
        if [ "$state" = present ]; then
            found=$(tool stat -c '%d %i %F' "$root$resolved" 2>/dev/null) || found='  '
            device=${found%% *} found=${found#* }
            inode=${found%% *} type=${found#* }
        else
            resolved=
        fi
        table_row "$path" "$state" "$device" "$inode" "$type" "$resolved"
    done
}

free_space_table() {
    head=1 worst=0
    for path in $(each_root whole); do
        state_of "$path"
        [ "$state" = present ] || continue
        found=$(tool df -Pk "$root$resolved") || { worst=$? && continue; }
        printf '%s\n' "$found" | sed -n "$head,2p"
        head=2
    done
    return $worst
}

disk_usage() { # one directory a call: a joint call hides what an earlier argument counted; never the mounts below /run
    worst=0
    for path in $(each_root); do
        state_of "$path"
        case $resolved in /run/* | /var/run/*) continue ;; esac
        [ "$state" = present ] || continue
        found=$(tool du -skx "$root$resolved") || worst=$?
        [ -z "$found" ] || printf '%s\t%s\n' "${found%%["$TAB "]*}" "$path"
    done
    return $worst
}

probe_deletion() { # the deletion check, on an image of our own: ten kilobytes of zeros are an empty archive
    image=twinstore-probe-$(date +%s)-$$:delete-me header=view${TAB}seen_after_import${TAB}seen_after_removal
    printf '%s\n' "$image" >"$work/probe" # from here on clean_up removes it
    head -c 10240 /dev/zero | tool docker import - "$image" >/dev/null || return
    imported=$(views_of "$image")
    remove_probe || return
    for line in $(views_of "$image"); do
        for before in $imported; do
            [ "${before%%"$TAB"*}" != "${line%%"$TAB"*}" ] || table_row "$before" "${line#*"$TAB"}"
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
    tool docker rmi "$(cat "$work/probe")" >/dev/null && rm -f "$work/probe"
}

# --- Filters: only what the bundle needs leaves them -------------------------------------------------------------------

keep_docker_info() { # docker info also holds registries, proxies, labels, swarm and every runtime's features
    KEEP='ID Name Driver DriverStatus DockerRootDir ServerVersion Images Containers Containerd ServerErrors OperatingSystem' SHAPE=json awk "$JSON"
}

keep_cri_containers() { # no labels and annotations
    KEEP='containers[].id containers[].image.image containers[].imageRef containers[].state containers[].imageId' SHAPE=json awk "$JSON"
}

# Prunes JSON to the members that KEEP names (paths parted by blanks, [] for the items of a list) and prints them as
# SHAPE says: json, on one line; lines, a value each; rows, a line a file: its name and the values, comma separated.
# Walks the text token by token; what is no JSON gives exit 1 (a row is left out).
# shellcheck disable=SC2016
JSON='
BEGIN {
    shape = ENVIRON["SHAPE"]
    n = split(ENVIRON["KEEP"], list, " ")
    for (i = 1; i <= n; i++) {
        kept[list[i]] = 1
        for (j = length(list[i]); j > 1; j--) {
            c = substr(list[i], j, 1)
            if (c == "." || c == "[") above[substr(list[i], 1, j - 1)] = 1
        }
    }
    above[""] = 1
}
FNR == 1 {
    if (NR > 1) finish()
    depth = 0; bad = 0; inside = 0; values = ""; started = 0; file = FILENAME
}
!bad {
    n = split($0, piece, "\"")
    for (i = 1; i <= n && !bad; i++) {
        if (!inside) {
            structure(piece[i])
            inside = i < n
            text = ""
            continue
        }
        text = text piece[i]
        match(piece[i], /\\*$/)
        if (i == n) bad = 1 # a string does not span lines
        else if (RLENGTH % 2) text = text "\"" # an escaped quote
        else { inside = 0; string(text) }
    }
}
END { if (NR) finish(); exit failed || !NR }
function finish() {
    if (depth || inside || !started) bad = 1
    if (bad) failed = 1
    else if (shape == "json") printf "\n"
    else if (shape == "rows") print file "\t" values
}
function structure(s,   c) {
    while (s != "" && !bad) {
        c = substr(s, 1, 1)
        if (c ~ /[ \t\r,]/) s = substr(s, 2)
        else if (c == ":") { s = substr(s, 2); named = 1 }
        else if (c ~ /[{[]/) { open(c); s = substr(s, 2) }
        else if (c ~ /[]}]/) { shut(c); s = substr(s, 2) }
        else if (match(s, /^[-+.0-9A-Za-z]+/)) { scalar(substr(s, 1, RLENGTH), 0); s = substr(s, RLENGTH + 1) }
        else bad = 1
    }
}
function string(s) {
    if (type[depth] == "{" && depth && !named) key[depth] = s
    else scalar(s, 1)
}
function path() {
    if (!depth) return ""
    if (type[depth] == "[") return at[depth] "[]"
    return at[depth] (at[depth] == "" ? "" : ".") key[depth]
}
function member() {
    if (shape != "json" || !depth) return
    if (members[depth]++) printf ","
    if (type[depth] == "{") printf "\"%s\":", key[depth]
}
function open(c,   p, how) {
    p = path()
    how = depth && all[depth] == 2 || kept[p] ? 2 : above[p] && (!depth || all[depth]) ? 1 : 0
    if (how) { member(); if (shape == "json") printf "%s", c }
    depth++; type[depth] = c; at[depth] = p; all[depth] = how; members[depth] = 0; named = 0; started = 1
}
function shut(c) {
    if (!depth || type[depth] != (c == "}" ? "{" : "[")) { bad = 1; return }
    if (all[depth] && shape == "json") printf "%s", c
    depth--; named = 0
}
function scalar(s, quoted) {
    if (!quoted && s !~ /^(true|false|null|-?[0-9][-+.0-9eE]*)$/ || !depth) { bad = 1; return }
    if (all[depth] == 2 || all[depth] && kept[path()]) {
        member()
        if (shape == "json") printf (quoted ? "\"%s\"" : "%s"), s
        else if (shape == "lines") print s
        else values = values (values == "" ? "" : ",") s
    }
    named = 0
}'

# --- Redaction ---------------------------------------------------------------------------------------------------------
# What is found becomes <redacted:RULE>; flags, keys, user names, quotes and line continuations survive. The names of
# rules are part of the bundle format: the ingester redacts again, by the same names.

# RULE, what is secret (a pattern for the lower-cased name or text), where
# shellcheck disable=SC2016
REDACTION_RULES='private-key	-----begin [a-z0-9 ]*private key-----	PEM blocks, also as one line with \n in JSON
flag	(token|secret|password|passwd|passphrase|access-key|secret-key|api-key|private-key|join-key|encryption-key|credentials?|vpn-auth|docker-auth|datastore-endpoint|connection-string)$	--NAME VALUE, --NAME=VALUE, quoted, in lists, the value on the next line
short-flag	^-t$	-t VALUE on a command line of k3s or rke2
variable	(token|secret|password|passwd|passphrase|pwd|_pass|_auth|credentials?|datastore_endpoint|connection_string|database_url|_dsn|(secret|access|private|api|shared|account|encryption|signing|session|master|license|ssh|join)_?key(_?id)?)$	NAME=VALUE in capitals
cloud	^(azure|google|gcp|gce)_	NAME=VALUE of clouds, whatever it is
key	(token|secret|password|passwd|passphrase|auth|credentials?|datastore[-_]?endpoint|connection[-_]?string|client[-_]?key[-_]?data|dockerconfigjson|(secret|access|private|api|shared|account|encryption|signing|session|master|license|ssh|join)[-_.]?key([-_]?id)?)$	"NAME": "VALUE", NAME: VALUE, NAME = VALUE
url	://[^ \t"/@:]*:	the password in SCHEME://USER:PASSWORD@HOST
proxy	proxy["\\]*[ \t]*[=:][ \t]*["\\]*[^ \t"/@:]+:[^ \t"/@]+@	the password of a proxy without scheme
header	(bearer|basic)[ \t]+[-a-z0-9+/._~=]+	Bearer and Basic credentials
token	k10[0-9a-f]+::[^ \t",]+|eyj[-a-z0-9_]+[.]eyj[-a-z0-9_]+[.][-a-z0-9_]+|gh[pousr]_[a-z0-9]+|github_pat_[a-z0-9_]+|xox[bp]-[-a-z0-9]+|swmtkn-1-[-a-z0-9]+|aiza[-a-z0-9_]+|dckr_pat_[-a-z0-9_]+|glpat-[-a-z0-9_]+|(akia|asia)[0-9a-z]+	tokens that can be told by their shape'

redact() { # PREFIX IN OUT IN OUT: also takes PREFIX off every path; prints RULE COUNT of those that found something
    RULES=$REDACTION_RULES PREFIX=$1 OUT1=$3 OUT2=$5 awk "$REDACT" "$2" "$4"
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
    prefix = ENVIRON["PREFIX"]
}
FNR == 1 {
    out = FILENAME == ARGV[1] ? ENVIRON["OUT1"] : ENVIRON["OUT2"]
    pem = 0; fence = ""; block = -1; pending = ""; list = ""; joined = 0; command = 0
}
{
    whole = prefix == "" ? $0 : without_prefix($0)
    end = sub(/\r$/, "", whole) ? "\r" : ""
    low = tolower(whole)
    if (pem) { # inside a PEM block
        if (!match(low, /-----end [a-z0-9 ]*private key-----/)) next
        whole = substr(whole, RSTART); pem = 0
    }
    if (fence != "") { # inside a string of several lines
        if (!(i = index(whole, fence))) next
        whole = substr(whole, i + 3); fence = ""
    }
    if (block >= 0) { # inside a YAML block: what is indented more than its key
        match(whole, /^[ \t]*/)
        if (RLENGTH > block || RLENGTH == length(whole)) next
        block = -1
    }
    if (list != "") { # inside a list of several lines
        whole = items(whole)
        if (list != "") { print whole end >out; next }
    }
    if (!joined) command = 0
    if (low ~ /(^|[\/ \t="\047])(k3s|rke2)["\047]?([ \t\\]|$)/ && low !~ /crictl|kubectl|ctr /) command = 1
    comment = whole ~ /^[ \t]*[#;]/
    joined = whole ~ /\\[ \t]*$/ || joined && comment
    if (command || pending != "" || low ~ /token|secret|pass|auth|key|cred|azure_|google_|gcp_|gce_|datastore|connection|dsn|pwd|database_url|:\/\/|bearer|basic|proxy|eyj|k10|gh[pousr]_|pat[-_]|akia|asia|aiza|xox|swmtkn/)
        whole = shapes(headers(urls(pairs(flags(waiting(private_keys(whole)))))))
    print whole end >out
}
END { for (rule in found) print rule, found[rule] }

function mark(rule) { found[rule]++; return "<redacted:" rule ">" }

function harmless(value) {
    value = tolower(value)
    return value ~ /^(true|false|null|none|nil|yes|no|~|;|x+|[*]+|[$][{(].*|<redacted:.*|<token.*|)$/
}

# Measures the value that starts s: skip, the characters of its opening quote, and width. Within `around`, a quote that
# opened before the name, it ends there; else at a blank, a quote or one of stops.
function measure(s, around, stops,   q, c, i) {
    skip = 0
    if (match(s, /^\\?["\047]/)) {
        skip = RLENGTH
        q = substr(s, skip, 1)
        for (i = skip + 1; (c = substr(s, i, 1)) != "" && c != q; i++)
            if (c == "\\" && q == "\"" && skip == 1) i++
        width = i - skip - 1
        if (c == "") width = length(s) - skip
    } else if (around != "") {
        width = index(s, around) - 1
        if (width < 0) width = length(s)
    } else {
        width = word(s, stops)
    }
    # a backslash that escapes the closing quote or continues the line is no part of it
    while (width > 0 && substr(s, skip + width, 1) == "\\" && substr(s, skip + width + 1, 1) ~ /^["\047]?$/) width--
}

function word(s, stops,   i, c, q) { # as a shell reads it: quotes inside belong to it, one that ends it does not
    for (i = 1; (c = substr(s, i, 1)) != "" && c != " " && c != "\t"; i++) {
        if (stops != "" && index(stops, c)) break
        if (c == "\\") {
            if (substr(s, i + 1, 1) ~ /^["\047nrt]?$/) break # ends a string in a string, or the line
            i++
        } else if (c ~ /["\047]/) {
            if (i == 1 || substr(s, i + 1, 1) ~ /^[] \t),;}\\"\047]?$/ || !(q = index(substr(s, i + 1), c))) break
            i += q
        }
    }
    return i - 1
}

function items(s,   done) { # the quoted items of a list, to its end
    while (match(s, /["\047]|[]{}]/)) {
        done = done substr(s, 1, RSTART - 1)
        s = substr(s, RSTART)
        if (s ~ /^[]{}]/) { list = ""; break } # members of an object speak for themselves
        measure(s, "", "")
        s = hide(s, list)
        measure(s, "", "")
        done = done substr(s, 1, width + 2)
        s = substr(s, width + 3)
    }
    return done s
}

function hide(s, rule, around, stops,   value) {
    measure(s, around, stops)
    value = substr(s, skip + 1, width)
    if (harmless(value)) return s
    return substr(s, 1, skip) mark(rule) substr(s, skip + width + 1)
}

function private_keys(s,   done) {
    while (match(tolower(s), pattern["private-key"])) {
        done = done substr(s, 1, RSTART + RLENGTH - 1) mark("private-key")
        s = substr(s, RSTART + RLENGTH)
        if (!match(tolower(s), /-----end [a-z0-9 ]*private key-----/)) { pem = 1; return done }
        done = done substr(s, RSTART, RLENGTH)
        s = substr(s, RSTART + RLENGTH)
    }
    return done s
}

function waiting(s,   lead, rule) { # the value of a flag or key that ended the line before
    if (pending == "" || comment || s == "") return s
    rule = pending; pending = ""
    match(s, /^[ \t]*(- +)?/)
    lead = substr(s, 1, RLENGTH)
    s = substr(s, RLENGTH + 1)
    if (rule == "key" ? RLENGTH <= depth || lead ~ /-/ || s ~ /^[^"\047 \t]*:([ \t]|$)/ : s ~ /^\\?["\047]?-/) return lead s
    if (rule == "key") return lead (s ~ /^["\047]/ ? hide(s, rule) : mark(rule))
    measure(s, "", ",")
    if (alone && substr(s, skip + width + 1) !~ /^["\047, \t\\]*$/) return lead s
    return lead hide(s, rule, "", ",")
}

function flags(s,   done, name, around, rule) {
    while (match(tolower(s), /(^|[^a-z0-9_-])--?[a-z][a-z0-9_.-]*/)) {
        name = tolower(substr(s, RSTART, RLENGTH))
        around = substr(name, 1, 1)
        if (around !~ /["\047]/) around = ""
        sub(/^[^-]*/, "", name)
        rule = name ~ pattern["short-flag"] && command ? "short-flag" : ""
        sub(/^-+/, "", name)
        if (length(name) > 1 && name ~ pattern["flag"] && name !~ /^(enable|disable|anonymous|no)-/) rule = "flag"
        done = done substr(s, 1, RSTART + RLENGTH - 1)
        s = substr(s, RSTART + RLENGTH)
        if (rule != "") s = after_flag(s, around, rule)
    }
    return done s
}

function after_flag(s, around, rule,   gap) {
    if (s ~ /^=/) return "=" hide(substr(s, 2), rule, around)
    if (s ~ /^(\\?["\047])?[ \t]*,?[ \t]*\\?$/) { # the value is on the next line
        pending = rule
        alone = s !~ /[\\,]$/ && whole !~ /^[ \t]*- / # then only a line that holds nothing else
        return s
    }
    if (!match(s, /^(\\?["\047])?([ \t]*,[ \t]*|[ \t]+)/)) return s
    gap = substr(s, 1, RLENGTH)
    s = substr(s, RLENGTH + 1)
    if (s ~ /^\\?["\047]?-/) return gap s # the next flag: this one has no value
    return gap hide(s, rule)
}

function pairs(s,   done, name, given, op, before, around, quoted, rule, gap) {
    while (match(tolower(s), /[a-z0-9_.-]*(token|secret|pass|pwd|auth|key|cred|azure_|google_|gcp_|gce_|datastore|connection|database_url|_dsn)[a-z0-9_.-]*(\\?["\047])?[ \t]*[:=]/)) {
        given = substr(s, RSTART, RLENGTH - 1)
        op = substr(s, RSTART + RLENGTH - 1, 1)
        before = done substr(s, 1, RSTART - 1)
        done = done substr(s, 1, RSTART + RLENGTH - 1)
        s = substr(s, RSTART + RLENGTH)
        quoted = given ~ /["\047]/
        around = substr(before, length(before))
        if (quoted || op != "=" || around !~ /["\047]/) around = ""
        gap = given ~ /[ \t]$/
        gsub(/^[-.]+|[\\"\047 \t]+$/, "", given)
        name = tolower(given)
        rule = ""
        if (name ~ /[-_.]?(file|path|dir)$/) rule = ""
        else if (op == "=" && !gap && given ~ /^[A-Z][A-Z0-9_]*$/)
            rule = name ~ pattern["cloud"] ? "cloud" : name ~ pattern["variable"] ? "variable" : ""
        else if (name ~ pattern["key"] && (op == "=" || quoted || s ~ /^([ \t]|$)/ && before ~ /(^|[{,])[ \t]*(- +)?$/))
            rule = "key"
        if (rule == "") continue
        match(s, /^[ \t]*/)
        done = done substr(s, 1, RLENGTH)
        s = value(substr(s, RLENGTH + 1), rule, op, before, around, quoted)
    }
    return done s
}

function value(s, rule, op, before, around, quoted,   inner) {
    if (s ~ /^[{]/) return s # the members speak for themselves
    if (s == "" && op == ":" && !quoted) { # on the next line
        match(whole, /^[ \t]*(- +)?/)
        depth = RLENGTH
        pending = rule
        return s
    }
    if (s ~ /^\[[^]{]*$/) {
        list = rule
        return "[" items(substr(s, 2))
    }
    if (op == ":" && s ~ /^[|>][-+0-9]*[ \t]*$/) { # a block: the lines that follow
        match(whole, /^[ \t]*(- +)?/)
        block = RLENGTH
        return mark(rule)
    }
    if (match(s, /^("""|\047\047\047)/)) {
        fence = substr(s, 1, 3)
        inner = substr(s, 4)
        if (index(inner, fence)) { s = substr(inner, index(inner, fence) + 3); fence = "" } else s = ""
        return "\"" mark(rule) "\"" s
    }
    if (s ~ /^\[[^]]*\]/) {
        inner = substr(s, 2, index(s, "]") - 2)
        if (inner ~ /^[ \t]*$/ || inner ~ /<redacted:/) return s
        return "[\"" mark(rule) "\"]" substr(s, index(s, "]") + 1)
    }
    if (s ~ /^\\?["\047]/ || around != "") return hide(s, rule, around)
    if (quoted) { # a number in JSON
        measure(s, "", "],}")
        if (harmless(substr(s, 1, width))) return s
        return "\"" mark(rule) "\"" substr(s, width + 1)
    }
    if (op == ":" && before ~ /[{,]/) return hide(s, rule, "", ",}")
    if (op == ":" || before ~ /^[ \t]*(export[ \t]+)?$/ && s !~ /[ \t](-|[^ \t]*[=\/\\])/) { # all of the line but its comment
        inner = s
        sub(/([ \t]+#.*|[ \t\r]+)$/, "", inner)
        if (harmless(inner)) return s
        return mark(rule) substr(s, length(inner) + 1)
    }
    return hide(s, rule, "", "")
}

function urls(s,   done, at) {
    while (match(tolower(s), pattern["url"])) {
        done = done substr(s, 1, RSTART + RLENGTH - 1)
        s = substr(s, RSTART + RLENGTH)
        # A password may hold a slash; a port before a path, and a digest behind an @, are none.
        if (!match(s, /^[^ \t"\/]*@/) && (s ~ /^[0-9]*(\/|$)/ || !match(s, /^[^ \t"\047,]*@/))) continue
        if (harmless(substr(s, 1, RLENGTH - 1)) || substr(s, RLENGTH + 1) ~ /^sha[0-9]+:/) continue
        done = done mark("url")
        s = substr(s, RLENGTH)
    }
    s = done s
    done = ""
    while (match(tolower(s), pattern["proxy"])) {
        at = RSTART + RLENGTH - 1
        done = done substr(s, 1, at - 1)
        sub(/:[^:]*$/, ":", done)
        done = done mark("proxy")
        s = substr(s, at)
    }
    return done s
}

function headers(s,   done, text) {
    while (match(tolower(s), pattern["header"])) {
        text = substr(s, RSTART, RLENGTH)
        done = done substr(s, 1, RSTART - 1)
        s = substr(s, RSTART + RLENGTH)
        match(text, /[ \t]+/)
        if (length(text) - RSTART - RLENGTH >= 7 && substr(text, RSTART + RLENGTH) ~ /[A-Z0-9+\/=._~]/)
            text = substr(text, 1, RSTART + RLENGTH - 1) mark("header")
        done = done text
    }
    return done s
}

function shapes(s,   done, text) {
    while (match(tolower(s), pattern["token"])) {
        text = substr(s, RSTART, RLENGTH)
        done = done substr(s, 1, RSTART - 1)
        s = substr(s, RSTART + RLENGTH)
        if (text ~ /^(AKIA|ASIA)/ ? length(text) == 20 : text ~ /::|^(eyJ|AIza|xox|SWMTKN)|_|glpat-/ && length(text) >= 20) text = mark("token")
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
