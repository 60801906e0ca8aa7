"""The built program, and bundles of many nodes to give it: what the tests of this folder share."""

import gzip
import io
import os
import random
import sqlite3
import subprocess
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TWINSTORE = Path(os.environ.get("TWINSTORE", ROOT / ".build/debug/twinstore")).resolve()
SAMPLES = sorted((ROOT / "Samples").glob("*.tar.gz"))
PAIR = [ROOT / "Samples/two-live-pair" / name for name in ("before.tar.gz", "after.tar.gz")]
DIGEST_LENGTH = 64


def twinstore(*arguments, **options):
    """Runs the program; bytes go in and come out as text unless told otherwise."""
    options.setdefault("text", True)
    options.setdefault("stdin", None if "input" in options else subprocess.DEVNULL)
    if options["stdin"] is None:
        del options["stdin"]
    return subprocess.run([TWINSTORE, *map(str, arguments)], capture_output=True, timeout=300, **options)


def ingest(database, *paths):
    run = twinstore("ingest", "--quiet", "--database", database, *paths)
    assert run.returncode == 0, run.stderr
    return database


def rows(database, sql):
    """Every row of a query as a dictionary; sqlite3 of Python's own library is the yardstick of the other readers."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]
    finally:
        connection.close()


def make_fleet(folder, count, seed=1, keep=lambda capture: True):
    """Bundles that the collector could have written: samples under other names, machines and clocks, two a node.

    `keep` says which captures are in them, by name: fewer are read faster.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    samples = [thinned(members(sample), keep) for sample in SAMPLES]
    paths = []
    for number in range(count):
        node = f"node-{number // 2:04}"
        clock = f"2026-11-{10 + number % 2 * 7:02}T08:{chance.randrange(60):02}:{chance.randrange(60):02}Z"
        path = folder / f"{node}-{number % 2}.tar.gz"
        machine = f"{number // 2:0{DIGEST_LENGTH}x}"
        write_bundle(path, renamed(chance.choice(samples), node=node, clock=clock, machine=machine))
        paths.append(path)
    return paths


def members(bundle):
    with tarfile.open(bundle) as archive:
        return {entry.name: archive.extractfile(entry).read() for entry in archive if entry.isfile()}


def thinned(bundle, keep):
    def is_kept(path):
        _, is_capture, capture = path.partition("/captures/")
        return not is_capture or keep(capture)
    return {path: content for path, content in bundle.items() if is_kept(path)}


def renamed(bundle, **values):
    """The bundle with other values in node.tsv."""
    changed = {}
    for path, content in bundle.items():
        if path.endswith("/node.tsv"):
            lines = [line.split("\t", 1) for line in content.decode().splitlines()]
            assert set(values) <= {key for key, _ in lines}
            content = "".join(f"{key}\t{values.get(key, value)}\n" for key, value in lines).encode()
        changed[path] = content
    assert changed != bundle
    return changed


def write_bundle(path, content):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in content.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    path.write_bytes(gzip.compress(packed.getvalue(), compresslevel=1, mtime=0))


def own_mounts():
    """What to run a command by, so that what it mounts is its own and ends with it; None where that is not allowed."""
    if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0:
        return ["unshare", "-m"]
    # In a chroot, the root is no mount whose propagation could be changed; nor must it be, where nothing is shared.
    if "shared:" not in Path("/proc/self/mountinfo").read_text():
        prefix = ["unshare", "-m", "--propagation", "unchanged"]
        if subprocess.run([*prefix, "true"], capture_output=True).returncode == 0:
            return prefix
    return None
