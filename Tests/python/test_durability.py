"""Ingest that is killed, disturbed or out of room loses nothing that it has stored, and can be run again.

Kills are at moments that a seed gives; `KILLS=200` and `SEED=…` in the environment for more and others.
"""

import os
import random
import re
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest
from nodes import TWINSTORE, make_fleet, own_mounts, rows

KILLS = int(os.environ.get("KILLS", "20"))
SEED = int(os.environ.get("SEED", "1"))
BUNDLES = 136


@pytest.fixture(scope="module")
def fleet(tmp_path_factory):
    """Bundles of several transactions, one of them damaged."""
    folder = tmp_path_factory.mktemp("fleet") / "bundles"
    thin = ("docker-images", "docker-info", "cri-images.", "cri-version.", "crictl-images", "ps")
    paths = make_fleet(folder, BUNDLES, seed=SEED, keep=lambda capture: capture.startswith(thin))
    paths[70].write_bytes(paths[70].read_bytes()[:500])
    return folder


@pytest.fixture(scope="module")
def whole_run(fleet, tmp_path_factory):
    """What an undisturbed run ends in, and the seconds that it takes here now: moments are chosen within them."""
    database = tmp_path_factory.mktemp("undisturbed") / "fleet.db"
    began = time.monotonic()
    assert start(database, fleet).wait() == 2
    duration = time.monotonic() - began
    assert len(stored(database)) == BUNDLES - 1
    return contents(database), duration


@pytest.fixture(scope="module")
def undisturbed(whole_run):
    return whole_run[0]


def start(database, *paths, log=subprocess.DEVNULL):
    """An ingest; with a log, one that says of each bundle when it is stored."""
    how = "--quiet" if log is subprocess.DEVNULL else "--verbose"
    return subprocess.Popen([TWINSTORE, "ingest", how, "--database", database, *paths],
                            stdin=subprocess.DEVNULL, stderr=log)


def said_to_be_stored(log):
    """The file names of the bundles in whole lines `level=info event=stored bundle="…" node="…"`."""
    lines = log.read_text().splitlines(keepends=True)
    names = (re.search(r' event=stored bundle="([^"]+)"', line) for line in lines if line.endswith("\n"))
    return {Path(name[1]).name for name in names if name}


def contents(database):
    """Every row of every view, sorted; without the numbers that rows have by the order of their coming."""
    found = {}
    for view in rows(database, "SELECT name FROM sqlite_schema WHERE type = 'view'"):
        columns = [row["name"] for row in rows(database, f"PRAGMA table_info({view['name']})")]
        kept = ", ".join(f'"{name}"' for name in columns if not name.endswith("_id"))
        found[view["name"]] = sorted(map(repr, rows(database, f"SELECT {kept} FROM {view['name']}")))
    assert len(found) > 10 and len(found["node_verdict"]) > 0
    return found


def expect_sound(database):
    assert rows(database, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert rows(database, "PRAGMA foreign_key_check") == []
    if "node_verdict" in {row["name"] for row in rows(database, "SELECT name FROM sqlite_schema")}:
        # All of a bundle or nothing: no snapshot without its judgement.
        assert rows(database, "SELECT node FROM node_verdict WHERE verdict IS NULL") == []


def stored(database):
    """The bundles that any reader sees in the file; none where there is no file or no schema yet."""
    try:
        return {row["bundle_sha256"] for row in rows(database, "SELECT bundle_sha256 FROM snapshot")}
    except sqlite3.OperationalError:
        return set()


def recover(database):
    """A kill between the log's end and one file leaves a journal, which keeps other read-only readers out; twinstore's own
    reads on, and mends it."""
    if not Path(f"{database}-journal").exists():
        return 0
    read = subprocess.run([TWINSTORE, "query", "-d", database, "SELECT count(*) FROM snapshot"], capture_output=True)
    # Before the schema is there, there is nothing to read.
    assert read.returncode == 0 or b"not a twinstore database" in read.stderr, read.stderr
    return 1


def names(database):
    return {row["bundle_name"] for row in rows(database, "SELECT bundle_name FROM snapshot")} if stored(database) else set()


class Reader(threading.Thread):
    """Looks at the file all the time; `seen` is what was ever reported to it as stored."""

    def __init__(self, database):
        super().__init__()
        self.database, self.seen, self.asked, self.done = database, set(), 0, threading.Event()

    def run(self):
        while not self.done.is_set():
            self.seen |= stored(self.database)
            self.asked += 1
            self.done.wait(0.002)  # the processor is ingest's

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.join()


def test_nothing_that_was_stored_is_lost_when_ingest_is_killed(fleet, whole_run, tmp_path):
    undisturbed, duration = whole_run
    chance = random.Random(SEED)
    kills = endings = runs = partial = told = journals = 0
    database = tmp_path / "0.db"
    while kills < KILLS:
        before = stored(database)
        with Reader(database) as reader, (tmp_path / "log").open("w") as log:
            process = start(database, fleet, log=log)
            try:
                process.wait(timeout=chance.uniform(0, duration))
                endings += 1
                duration *= 0.9  # moments stay within a run, however busy the machine is by now
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                assert process.wait() == -signal.SIGKILL
                kills += 1
        runs += 1
        journals += recover(database)
        after = stored(database)
        assert reader.seen | before <= after
        said = said_to_be_stored(tmp_path / "log")
        assert said <= names(database)
        told += len(said)
        if database.exists() and after:
            expect_sound(database)
        duration *= 1.05 if after == before else 1
        partial += 0 < len(after) < BUNDLES - 1
        if len(after) == BUNDLES - 1:
            assert start(database, fleet).wait() == 2
            expect_sound(database)
            assert contents(database) == undisturbed
            database = tmp_path / f"{runs}.db"
    # The last one, wherever it was.
    assert start(database, fleet).wait() == 2
    expect_sound(database)
    assert contents(database) == undisturbed
    assert sorted(path.name for path in tmp_path.glob(f"{database.name}*")) == [database.name]
    print(f"{kills} kills, {endings} runs that ended first, {partial} with a part of the bundles, {told} reported as "
          f"stored, {journals} journals left")
    assert partial > 0 and told > 0


def test_two_writers_at_once_both_store_everything(fleet, undisturbed, tmp_path):
    database = tmp_path / "fleet.db"
    writers = [start(database, fleet) for _ in range(2)]
    assert [writer.wait() for writer in writers] == [2, 2]
    expect_sound(database)
    assert contents(database) == undisturbed


def test_two_writers_of_different_bundles_both_store_theirs(fleet, undisturbed, tmp_path):
    database = tmp_path / "fleet.db"
    bundles = sorted(fleet.iterdir())
    writers = [start(database, *bundles[half::2]) for half in range(2)]
    assert sorted(writer.wait() for writer in writers) == [0, 2]
    expect_sound(database)
    assert contents(database) == undisturbed


def test_readers_are_never_in_the_way_and_never_see_a_part_of_a_bundle(fleet, undisturbed, tmp_path):
    database = tmp_path / "fleet.db"
    with Reader(database) as reader:
        process = start(database, fleet)
        while process.poll() is None:
            if stored(database):
                assert rows(database, "SELECT node FROM node_verdict WHERE verdict IS NULL") == []
            reader.done.wait(0.05)
    assert process.returncode == 2
    assert reader.asked > 1 and reader.seen <= stored(database)
    assert contents(database) == undisturbed


def test_the_same_bundles_again_change_nothing(fleet, tmp_path):
    database, bundles = tmp_path / "fleet.db", sorted(fleet.iterdir())[60:90]
    assert start(database, *bundles).wait() == 2
    before, numbers = contents(database), rows(database, "SELECT id, bundle_sha256 FROM snapshot ORDER BY id")
    assert start(database, *reversed(bundles)).wait() == 2
    assert rows(database, "SELECT id, bundle_sha256 FROM snapshot ORDER BY id") == numbers
    assert contents(database) == before


def test_a_full_disk_is_named_keeps_what_was_there_and_is_no_obstacle_later(fleet, undisturbed, tmp_path):
    """On a small tmpfs of its own mount namespace, which ends with the shell."""
    if not (prefix := own_mounts()):
        pytest.skip("mounting needs root")
    script = """
        set -u
        mount -t tmpfs -o size=1500k none "$1/disk" || exit 99
        first=$(ls "$2"/*.tar.gz | head -n 4)
        "$0" ingest -q -d "$1/disk/fleet.db" $first || exit 98
        cp "$1/disk/fleet.db" "$1/first.db"
        "$0" ingest -q -d "$1/disk/fleet.db" "$2" 2> "$1/full.err"
        echo $? > "$1/full.status"
        cp "$1"/disk/fleet.db* "$1"
        mount -o remount,size=100m "$1/disk" || exit 97
        "$0" ingest -q -d "$1/disk/fleet.db" "$2" 2> /dev/null
        echo $? > "$1/later.status"
        cp "$1/disk/fleet.db" "$1/later.db"
    """
    (tmp_path / "disk").mkdir()
    run = subprocess.run([*prefix, "sh", "-c", script, TWINSTORE, tmp_path, fleet], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "full.status").read_text() == "1\n"
    message = (tmp_path / "full.err").read_text()
    assert "no space is left" in message or "full" in message, message
    assert stored(tmp_path / "first.db") <= stored(tmp_path / "fleet.db")
    assert len(stored(tmp_path / "first.db")) == 4 and len(stored(tmp_path / "fleet.db")) < BUNDLES - 1
    expect_sound(tmp_path / "fleet.db")
    assert (tmp_path / "later.status").read_text() == "2\n"
    expect_sound(tmp_path / "later.db")
    assert contents(tmp_path / "later.db") == undisturbed
