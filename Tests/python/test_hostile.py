"""Archives that no collector wrote: each a clear error and exit code 2, what is good beside it stored, memory bounded."""

import bz2
import gzip
import io
import lzma
import random
import subprocess
import sys
import tarfile

import pytest
from nodes import SAMPLES, TWINSTORE, make_fleet, members, rows, write_bundle

# A bundle's 128 MiB twice, and the program. AddressSanitizer's shadow would not fit.
MEMORY = 400 << 20
BLOCK = 512
# A process of its own, because the most memory of a child begins with that of who started it.
MEASURE = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""
THIN = ("docker-images", "crictl-images", "ps")
MANIFEST = b"name\tstatus\texit\tcommand\nps\tok\t0\tps\n"


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """Two bundles that are as they should be."""
    folder = tmp_path_factory.mktemp("good")
    first, _, second = make_fleet(folder, 3, keep=lambda capture: capture.startswith(THIN))
    return first, second


def run(*arguments):
    """Exit code, standard error and the most memory of `twinstore ingest`."""
    ended = subprocess.run(
        [sys.executable, "-c", MEASURE, str(TWINSTORE), "ingest", "--jobs", "2", *map(str, arguments)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    code, memory = map(int, ended.stdout.split())
    return code, ended.stderr, memory << 10


def expect_quarantine(good, tmp_path, hostile, *words):
    """The good ones before and after it are stored, and the database says of it what standard error says."""
    database = tmp_path / "fleet.db"
    code, said, memory = run("--database", database, good[0], hostile, good[1])
    assert code == 2, said
    assert len(rows(database, "SELECT * FROM snapshot")) == 2
    (refused,) = rows(database, "SELECT name, reason FROM quarantined_bundle")
    assert refused["name"] == str(hostile)
    for word in words:
        assert word in refused["reason"] and word in said
    assert len(refused["reason"]) < 1000
    assert memory < MEMORY
    assert rows(database, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]


def expect_storage(good, tmp_path, hostile, *issues):
    """It is stored as the good ones are, and what was wrong with it is said."""
    database = tmp_path / "fleet.db"
    code, said, memory = run("--database", database, good[0], hostile, good[1])
    assert code == 0, said
    assert len(rows(database, "SELECT * FROM snapshot")) == 3
    assert memory < MEMORY
    told = [row["message"] for row in rows(database, "SELECT message FROM issue")]
    for issue in issues:
        assert any(issue in message for message in told), told


def entry(path, content=b"", **fields):
    """One member as bytes; fields of the header may lie."""
    header = tarfile.TarInfo(path)
    header.size = len(content)
    for name, value in fields.items():
        setattr(header, name, value)
    packed = header.tobuf(fields.pop("format", tarfile.GNU_FORMAT))
    return packed + content + bytes(-len(content) % BLOCK)


def bundle(*more):
    return entry("n/manifest.tsv", MANIFEST) + entry("n/node.tsv", b"format\t1\nnode\thostile\n") + b"".join(more)


END = bytes(2 * BLOCK)
ZEROS = entry("n/captures/ps", size=4 << 30)


def zeros(pack, count=200 << 20):
    return pack(ZEROS + bytes(count))


def zstd(content):
    return subprocess.run(["zstd", "-q", "-c"], input=content, capture_output=True, check=True).stdout


REFUSED = {
    "empty": (lambda: b"", "Unrecognized archive format"),
    "no-archive": (lambda: b"PK\3\4" + bytes(1000), "give a .tar"),
    "only-zeros": (lambda: bytes(1 << 20), "none of its 0 files"),
    "another-packing": (lambda: bz2.compress(bundle() + END), ".tar.gz"),
    "gzip-bomb": (lambda: zeros(gzip.compress), "250 times"),
    "xz-bomb": (lambda: zeros(lambda content: lzma.compress(content, preset=0)), "250 times"),
    "zstd-bomb": (lambda: zeros(zstd), "250 times"),
    "bomb-in-a-bomb": (lambda: gzip.compress(zeros(gzip.compress)), "250 times"),
    "pax-header-of-64-mib": (
        lambda: entry("x", b"67108863 comment=" + b"x" * (64 << 20), type=tarfile.XHDTYPE) + bundle() + END, ""),
    "long-name-of-64-mib": (
        lambda: entry("x", b"x" * (64 << 20), type=tarfile.GNUTYPE_LONGNAME) + bundle() + END, ""),
    "members": (lambda: entry("n/x") * 200_001 + END, "200000 members"),
    "a-million-members-packed": (lambda: gzip.compress(entry("n/x") * 1_000_000 + END, 1), "200000 members"),
    "size-that-lies": (lambda: entry("n/captures/ps", b"x", size=9 << 30) + bundle(), ""),
    "only-links": (
        lambda: entry("n/captures/ps", type=tarfile.SYMTYPE, linkname="/etc/shadow")
        + entry("n/captures/df", type=tarfile.LNKTYPE, linkname="/etc/shadow") + END, "none of its 0 files"),
    "only-devices": (lambda: entry("n/captures/ps", type=tarfile.CHRTYPE) + END, "none of its 0 files"),
    "only-climbing-paths": (
        lambda: entry("../captures/ps", b"x") + entry("/captures/ps", b"x") + END, "none of its 0 files"),
    "manifest-that-is-none": (lambda: entry("n/manifest.tsv", b"\xff\0\n") + END, "no header"),
    "newer-format": (
        lambda: entry("n/manifest.tsv", MANIFEST) + entry("n/node.tsv", b"format\t2\n") + END, "bundle format 2"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_costs_only_itself(name, good, tmp_path):
    make, words = REFUSED[name]
    hostile = tmp_path / f"{name}.tar.gz"
    hostile.write_bytes(make())
    expect_quarantine(good, tmp_path, hostile, words)


def deep(count):
    return "n/" + "d/" * count + "f"


STORED = {
    "links-and-devices": (
        lambda: bundle(entry("n/captures/ps", type=tarfile.SYMTYPE, linkname="/etc/shadow"),
                       entry("n/captures/df", type=tarfile.BLKTYPE), entry("n/f", type=tarfile.FIFOTYPE)),
        "ignored links: 1", "devices and other special files: 2"),
    "climbing-and-absolute-paths": (
        lambda: bundle(entry("n/../../x", b"x"), entry("/x", b"x"), entry("n/captures/ps", b"PID\n")),
        "paths that climb: 1", "absolute paths: 1"),
    "deep-paths": (lambda: bundle(entry(deep(100_000), b"x"), entry(deep(400), b"x")), "paths longer than 1024 bytes: 1"),
    "nul-and-no-utf-8": (lambda: bundle(entry("n/captures/ps", bytes(range(256)) * 100)), ""),
    "a-line-of-20-mib": (
        lambda: bundle(entry("n/captures/ps", random.Random(1).randbytes(20 << 20).replace(b"\n", b""))),
        "was cut after 16777216 bytes"),
    "too-many-lines": (
        lambda: bundle(entry("n/captures/ps", b"".join(b"%d a\n" % number for number in range(260_000)))),
        "more lines than 250000"),
    "a-member-twice": (
        lambda: bundle(entry("n/captures/ps", b"1\n"), entry("n/captures/ps", b"2\n")), "was there before: 1"),
    "a-manifest-of-100-000-rows": (
        lambda: entry("n/node.tsv", b"format\t1\nnode\thostile\n")
        + entry("n/manifest.tsv", b"name\tstatus\n" + b"".join(b"x%d\tok\n" % row for row in range(100_000))),
        "more than 4096 rows"),
}


@pytest.mark.parametrize("name", STORED)
def test_what_can_be_read_in_part_is_stored_with_what_is_wrong(name, good, tmp_path):
    make, *issues = STORED[name]
    hostile = tmp_path / f"{name}.tar"
    hostile.write_bytes(make() + END)
    expect_storage(good, tmp_path, hostile, *issues)


def test_a_sparse_file_is_no_larger_than_any_other(good, tmp_path):
    (tmp_path / "n").mkdir()
    (tmp_path / "n/manifest.tsv").write_bytes(MANIFEST)
    (tmp_path / "n/captures").mkdir()
    with (tmp_path / "n/captures/ps").open("wb") as file:
        file.truncate(1 << 40)
    for form in "gnu", "pax":
        folder = tmp_path / form
        folder.mkdir()
        subprocess.run(["tar", "-C", tmp_path, "-S", f"--format={form}", "-cf", folder / "s.tar", "n"], check=True)
        expect_storage(good, folder, folder / "s.tar", "was cut after 16777216 bytes")


@pytest.mark.parametrize("name", ["whole.tar", "whole.tar.gz", "whole.tar.xz", "whole.tar.zst"])
def test_a_bundle_cut_at_every_512_bytes_is_stored_with_its_damage_or_refused(name, tmp_path):
    content = {path: data for path, data in members(SAMPLES[0]).items() if "/captures/" not in path or "/docker" in path}
    write_bundle(tmp_path / "whole", content)
    whole = gzip.decompress((tmp_path / "whole").read_bytes()).rstrip(b"\0") + END
    pack = {"tar": bytes, "gz": lambda data: gzip.compress(data, 1), "xz": lzma.compress, "zst": zstd}
    whole = pack[name.rsplit(".", 1)[1]](whole)
    folder = tmp_path / "cut"
    folder.mkdir()
    for end in range(0, len(whole) - len(END), BLOCK):
        (folder / f"{end:08}-{name}").write_bytes(whole[:end])
    count = len(list(folder.iterdir()))
    assert count >= 10
    database = tmp_path / "fleet.db"
    code, said, memory = run("--verbose", "--database", database, folder)
    assert code == 2 and memory < MEMORY
    told = [line for line in said.splitlines() if name in line]
    # What is stored in part has a line more that says so.
    cut = [line for line in told if " event=cut " in line]
    assert len(told) - len(cut) == count, said
    # A packed one this small comes out whole or not at all.
    assert (len(cut) > 0) == (name == "whole.tar")
    assert len(rows(database, "SELECT * FROM quarantined_bundle")) > 0
    for snapshot in rows(database, "SELECT id FROM snapshot"):
        issues = rows(database, f"SELECT message FROM issue WHERE snapshot_id = {snapshot['id']}")
        assert any("missing" in issue["message"] or "stopped" in issue["message"] for issue in issues)


def test_bytes_changed_anywhere_never_cost_another_bundle(good, tmp_path):
    whole = SAMPLES[0].read_bytes()
    chance = random.Random(1)
    folder = tmp_path / "changed"
    folder.mkdir()
    for number in range(100):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        (folder / f"{number:03}.tar.gz").write_bytes(changed)
    database = tmp_path / "fleet.db"
    code, said, memory = run("--verbose", "--database", database, good[0], folder, good[1])
    assert code == 2 and memory < MEMORY
    assert sum(f"/{number:03}.tar.gz" in said for number in range(100)) == 100
    stored = {row["bundle_name"] for row in rows(database, "SELECT bundle_name FROM snapshot")}
    assert {path.name for path in good} <= stored


# Archives of bundles.


def outer(*inner):
    return b"".join(entry(path, content) for path, content in inner) + END


def inner_quarantine(good, tmp_path, hostile, count, *words):
    """The good ones inside the archive, before and after what is hostile in it, are stored."""
    archive = tmp_path / "nodes.tar"
    packed = [path.read_bytes() for path in good]
    archive.write_bytes(outer(("a/1.tar.gz", packed[0]), *hostile, ("a/2.tar.gz", packed[1])))
    database = tmp_path / "fleet.db"
    code, said, memory = run("--database", database, archive)
    assert code == 2, said
    assert len(rows(database, "SELECT * FROM snapshot")) == 2
    refused = rows(database, "SELECT name, reason FROM quarantined_bundle")
    assert len(refused) == count
    for row in refused:
        assert row["name"].startswith(f"{archive}!")
        for word in words:
            assert word in row["reason"]
    assert memory < MEMORY


def test_a_bomb_among_bundles_costs_only_itself(good, tmp_path):
    inner_quarantine(good, tmp_path, [("a/bomb.tar.gz", zeros(gzip.compress))], 1, "250 times")


def test_a_bundle_in_a_bundle_in_a_bundle_is_not_looked_into(good, tmp_path):
    packed = outer(("x/1.tar.gz", outer(("y/1.tar.gz", outer(("z/1.tar.gz", good[0].read_bytes()))))))
    inner_quarantine(good, tmp_path, [("a/nested.tar", packed)], 1, "an archive of bundles inside an archive")


def test_a_bundle_longer_than_a_member_may_be_is_refused(good, tmp_path):
    inner_quarantine(good, tmp_path, [("a/long.tar", bytes(17 << 20))], 1, "longer than 16 MiB")


def test_ten_thousand_bad_bundles_in_an_archive_cost_the_good_ones_nothing(good, tmp_path):
    hostile = [(f"a/bad-{number:05}.tar.gz", b"no archive") for number in range(10_000)]
    inner_quarantine(good, tmp_path, hostile, 10_000)


def test_what_came_before_the_end_of_a_cut_archive_of_bundles_is_stored(good, tmp_path):
    archive = tmp_path / "nodes.tar"
    packed = [path.read_bytes() for path in good]
    archive.write_bytes(outer(("1.tar.gz", packed[0]), ("2.tar.gz", packed[1]))[: -len(END) - len(packed[1]) // 2])
    database = tmp_path / "fleet.db"
    code, said, _ = run("--database", database, archive)
    assert code == 2, said
    assert len(rows(database, "SELECT * FROM snapshot")) == 1
    assert len(rows(database, "SELECT * FROM quarantined_bundle")) == 1
