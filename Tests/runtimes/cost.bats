#!/usr/bin/env bats
# What a run costs beside the tools that it calls. Time is printed and not judged: it depends on the machine.

load helpers

setup() { empty_node; }
teardown() { clear_node; }

@test "the collector takes less than 32 MiB beside the tools that it calls; its share of a core is printed" {
    start_docker
    start_k3s_containerd
    build registry.example/app:1 base-8 app-12
    copy_to "$k3s_socket" registry.example/app:1
    cost=$("$BATS_TEST_DIRNAME/measure" "$project/collector.sh")
    echo "# $cost" >&3
    [[ $cost =~ \ ([0-9]+)\.[0-9]\ MiB ]]
    [ "${BASH_REMATCH[1]}" -gt 0 ] && [ "${BASH_REMATCH[1]}" -lt 32 ]
}
