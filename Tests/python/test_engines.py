"""What Samples/engines/README.md tells people to run beside Spark, run as it stands there."""

import json
import os
import re
import subprocess

import pytest
from nodes import ROOT, TWINSTORE, make_fleet, twinstore

ENGINES = ROOT / "Samples/engines"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with bundles, and the program on PATH."""
    folder = tmp_path_factory.mktemp("engines")
    (folder / "bin").mkdir()
    (folder / "bin/twinstore").symlink_to(TWINSTORE)
    thin = ("docker-images", "docker-info", "cri-images.", "cri-version.", "ps")
    paths = make_fleet(folder / "bundles/a rack", 24, keep=lambda capture: capture.startswith(thin))
    paths[3].write_bytes(b"cut")
    return folder


@pytest.fixture(scope="module")
def expected(folder):
    run = twinstore("facts", "bundles", cwd=folder)
    assert run.returncode == 2
    assert len(run.stdout.splitlines()) == 23
    return run.stdout


def shell(command, folder, **environment):
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, timeout=120,
                          env={**os.environ, "PATH": path, "HOME": str(folder), **environment})


def test_gnu_parallel_gives_the_lines_of_one_run_in_their_order(folder, expected):
    [command] = re.findall(r"^find .*parallel.*$", (ENGINES / "README.md").read_text(), re.MULTILINE)
    run = shell(command.replace("-n 100", "-n 5"), folder)
    assert run.returncode == 1, run.stderr  # one of its jobs had a bundle that could not be read
    assert (folder / "facts.ndjson").read_text() == expected


def test_the_pods_of_the_job_share_the_bundles_and_leave_none_out(folder, expected):
    job = json.loads((ENGINES / "facts-job.json").read_text())["spec"]
    container = job["template"]["spec"]["containers"][0]
    parts = container["env"][0]["value"]
    assert int(parts) == job["completions"]
    assert container["command"][:2] == ["sh", "-c"]
    lines = []
    for part in range(int(parts)):
        run = shell(container["command"][2], folder, PARTS=parts, JOB_COMPLETION_INDEX=str(part))
        assert run.returncode == 0, run.stderr
        lines += (folder / f"facts-{part}.ndjson").read_text().splitlines()
    assert sorted(lines) == sorted(expected.splitlines())
    assert list(folder.glob("*.partial")) == []


def test_a_pod_whose_program_fails_fails_and_leaves_no_file(folder, tmp_path):
    job = json.loads((ENGINES / "facts-job.json").read_text())["spec"]
    command = job["template"]["spec"]["containers"][0]["command"]
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/twinstore").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "bin/twinstore").chmod(0o755)
    (tmp_path / "bundles").symlink_to(folder / "bundles")
    run = shell(command[2].replace("find bundles", "find bundles/"), tmp_path, PARTS="2", JOB_COMPLETION_INDEX="0")
    assert run.returncode == 1
    assert not (tmp_path / "facts-0.ndjson").exists()
