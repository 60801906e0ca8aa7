"""Files that are no database of twinstore's, or cannot be read or written: a clear error, and the file as it was."""

import os
import random
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from nodes import SAMPLES, TWINSTORE, ingest, rows, twinstore

FEW = SAMPLES[:2]


@pytest.fixture
def database(tmp_path):
    return ingest(tmp_path / "fleet.db", *FEW)


def commands(database):
    """A command that writes and one that reads."""
    return [("ingest", "--quiet", "--database", database, SAMPLES[2]), ("report", "--database", database)]


def expect_refusal(database, *words, commands=commands):
    """Both fail with 1, name the file and say these words; nothing in its folder changes."""
    before = files(Path(database).parent)
    for command in commands(database):
        run = as_owner(command)
        assert run.returncode == 1, (command, run.stdout, run.stderr)
        assert run.stdout == ""
        assert str(database) in run.stderr
        for word in words:
            assert word in run.stderr
        assert len(run.stderr) < 500
        assert files(Path(database).parent) == before


def files(folder):
    """Every file of a folder with its content; None where there is no folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} if folder.exists() else None


def as_owner(command):
    """As somebody whom the modes of files bind: root without its right to pass over them."""
    prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    return subprocess.run([*prefix, TWINSTORE, *command], capture_output=True, text=True, timeout=60)


def only_writing(database):
    return commands(database)[:1]


def test_text_is_no_database(tmp_path):
    (tmp_path / "fleet.db").write_text("not a database\n" * 1000)
    expect_refusal(tmp_path / "fleet.db", "is not a twinstore database", "SQLite")


def test_another_application_s_database_is_not_touched(tmp_path):
    other = sqlite3.connect(tmp_path / "fleet.db")
    other.executescript("CREATE TABLE snapshot (id INTEGER PRIMARY KEY); CREATE VIEW node_verdict AS SELECT 1")
    other.close()
    expect_refusal(tmp_path / "fleet.db", "is not a twinstore database but another application's database")


def test_a_newer_schema_is_refused(database):
    newer = sqlite3.connect(database)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    expect_refusal(database, "schema version 99", "use the newer twinstore")


def test_a_folder_is_no_database(tmp_path):
    (tmp_path / "fleet.db").mkdir()
    expect_refusal(tmp_path / "fleet.db")


def test_a_file_that_is_not_there_is_not_made_by_a_reader(tmp_path):
    expect_refusal(tmp_path / "nowhere.db", "cannot be opened", commands=lambda path: commands(path)[1:])
    expect_refusal(tmp_path / "nowhere/fleet.db", "cannot be opened")


def test_a_read_only_file_is_read_and_not_written(database):
    database.chmod(0o444)
    expect_refusal(database, "cannot be written", commands=only_writing)
    assert as_owner(commands(database)[1]).returncode == 0


def test_a_file_in_a_read_only_folder_is_read_and_not_written(database):
    database.parent.chmod(0o555)
    try:
        expect_refusal(database, commands=only_writing)
        expect_refusal(database.with_name("new.db"), "cannot be opened", commands=only_writing)
        assert as_owner(commands(database)[1]).returncode == 0
    finally:
        database.parent.chmod(0o755)


def test_a_file_that_may_not_be_read_is_said_to_be_so(database):
    content = database.read_bytes()
    database.chmod(0)
    for command in commands(database):
        run = as_owner(command)
        assert (run.returncode, run.stdout) == (1, "")
        assert f"{database} cannot be opened" in run.stderr
    database.chmod(0o644)
    assert database.read_bytes() == content


def test_a_file_that_was_cut_off_is_damaged(database):
    content = database.read_bytes()
    for part in (0.1, 0.5, 0.9):
        database.write_bytes(content[: int(len(content) * part)])
        expect_refusal(database, "is damaged")


@pytest.mark.parametrize("seed", range(12))
def test_a_file_with_wrong_bytes_never_crashes_a_command(seed, database):
    """A page of noise, or some wrong bytes: an error that names the file, or an answer where nothing noticed."""
    chance = random.Random(seed)
    content = bytearray(database.read_bytes())
    if seed % 2:
        page = chance.randrange(1, len(content) // 4096) * 4096
        content[page : page + 4096] = chance.randbytes(4096)
    else:
        for _ in range(200):
            content[chance.randrange(100, len(content))] = chance.randrange(256)
    database.write_bytes(content)
    for command in reversed(commands(database)):
        run = as_owner(command)
        assert run.returncode in (0, 1), (run.returncode, run.stderr)
        if run.returncode == 1:
            assert str(database) in run.stderr
        if command[0] == "report":
            assert database.read_bytes() == content
            assert sorted(path.name for path in database.parent.iterdir()) == [database.name]


def test_a_database_that_another_program_writes_can_be_read_and_is_written_when_it_is_done(database):
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    assert as_owner(commands(database)[1]).returncode == 0
    waiting = subprocess.Popen([TWINSTORE, *commands(database)[0]], stderr=subprocess.PIPE, text=True)
    other.execute("ROLLBACK")
    other.close()
    _, errors = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, errors
    assert len(rows(database, "SELECT 1 FROM snapshot")) == 3


def test_a_copy_of_the_file_alone_is_the_whole_database(database, tmp_path):
    shutil.copy(database, tmp_path / "copy.db")
    texts = [twinstore("report", "--database", path).stdout for path in (database, tmp_path / "copy.db")]
    assert texts[0] == texts[1] != ""
