"""How far a run is, on a terminal and elsewhere."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import tarfile
import tempfile
import termios
from pathlib import Path

import pytest
import reports

TWINSTORE = str(reports.ROOT / ".build/debug/twinstore")
CLEAR = "\r\x1b[K"
NODES = 200


@pytest.fixture(scope="session")
def bundles(tmp_path_factory):
    """One recorded node under many names."""
    folder = tmp_path_factory.mktemp("bundles")
    node = tmp_path_factory.mktemp("node")
    sample = reports.ROOT / "Samples/two-live.tar.gz"
    subprocess.run(["tar", "-xzf", sample, "-C", node, "--strip-components", "1"], check=True)
    text = (node / "node.tsv").read_text()
    for number in range(NODES):
        lines = re.sub(r"(?m)^node\t.*$", f"node\tn{number}", text)
        (node / "node.tsv").write_text(re.sub(r"(?m)^machine\t.*$", f"machine\t{number:064x}", lines))
        with tarfile.open(folder / f"n{number}.tar.gz", "w:gz", compresslevel=1) as archive:
            archive.add(node, node.name)
    return str(folder)


class Run:
    """The program with standard error on a terminal."""

    def __init__(self, *arguments):
        self.main, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        # A file, because nobody reads a pipe while standard error is read.
        self.output = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [TWINSTORE, *arguments], stdout=self.output, stderr=terminal, stdin=subprocess.DEVNULL)
        os.close(terminal)
        self.said = ""

    def more(self):
        try:
            piece = os.read(self.main, 65536)
        except OSError:  # the program has closed its side
            piece = b""
        self.said += piece.decode()
        return piece != b""

    def end(self):
        """Exit code, standard output and what standard error showed."""
        while self.more():
            pass
        os.close(self.main)
        code = self.process.wait()
        self.output.seek(0)
        return code, self.output.read().decode(), self.said.replace("\r\n", "\n")


def shown(things):
    left = r"(\d+ s|\d+ min|\d+ h \d+ min) left"
    return re.compile(re.escape(CLEAR) + rf"\d+ of {NODES} {things}, \d+(\.\d)?/s, {left}")


def last(said):
    """What stays on the terminal: lines that change are cleared."""
    return "\n".join(line.rsplit(CLEAR, 1)[-1] for line in said.split("\n"))


def test_a_terminal_shows_count_rate_and_time_left_and_then_the_sum(bundles, tmp_path):
    database = str(tmp_path / "f.db")
    code, _, said = Run("ingest", "-d", database, bundles).end()
    assert code == 0
    assert shown("bundles").search(said)
    assert re.fullmatch(rf"{NODES} bundles: {NODES} stored, in \d+\.\d s\n", last(said))

    code, table, said = Run("judge", "--all", "-d", database).end()
    assert code == 0
    assert shown("snapshots").search(said)
    assert said.count(CLEAR) > 1 and last(said) == f"twinstore: judged {NODES} of {NODES} snapshots; 0 verdicts changed\n"
    assert table.startswith("node ")

    code, _, said = Run("merge", database, "-o", str(tmp_path / "g.db")).end()
    assert code == 0
    assert shown("snapshots").search(said)
    assert last(said) == f"twinstore: {NODES} snapshots added, 0 known already, 0 in conflict\n"


def test_archives_have_no_total_before_their_end(bundles, tmp_path):
    for name, files in (("a", "n1*"), ("b", "n[2-9]*")):
        with tarfile.open(tmp_path / f"{name}.tar", "w") as archive:
            for file in sorted(Path(bundles).glob(files)):
                archive.add(file, file.name)
    code, _, said = Run("ingest", "-d", str(tmp_path / "f.db"), str(tmp_path / "a.tar"), str(tmp_path / "b.tar")).end()
    assert code == 0
    assert re.search(re.escape(CLEAR) + r"\d+ bundles, [\d.]+/s\r", said)
    assert " of 2 bundles" not in said


def test_facts_show_how_far_they_are_beside_their_lines(bundles):
    code, lines, said = Run("facts", bundles).end()
    assert (code, lines.count("\n")) == (0, NODES)
    assert shown("bundles").search(said)
    assert last(said) == ""
    assert Run("facts", "-q", bundles).end() == (0, lines, "")


def test_who_wants_quiet_has_it(bundles, tmp_path):
    assert Run("ingest", "--quiet", "-d", str(tmp_path / "f.db"), bundles).end() == (0, "", "")


@pytest.mark.parametrize("sent,code_then", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("command,told,rest", [
    (["judge", "--all", "-d", "OLD"], rf"\d+ of {NODES} snapshots judged; run the same command again: with --all", 0),
    (["merge", "OLD", "-o", "NEW"], r"\d+ snapshots added, 0 known already, 0 in conflict; run the same command", NODES),
])
def test_after_a_signal_it_says_what_was_done_and_how_to_go_on(
        bundles, tmp_path, command, told, rest, sent, code_then):
    old, new = str(tmp_path / "old.db"), str(tmp_path / "new.db")
    subprocess.run([TWINSTORE, "ingest", "-q", "-d", old, bundles], check=True)
    words = [{"OLD": old, "NEW": new}.get(word, word) for word in command]
    run = Run(*words)
    while not shown("snapshots").search(run.said):
        assert run.more(), run.said
    run.process.send_signal(sent)
    code, _, said = run.end()
    assert code == code_then
    assert re.search(rf"^twinstore: interrupted by {sent.name}: {told}", last(said), re.MULTILINE)
    # Files that can be copied alone.
    assert not [path.name for path in tmp_path.iterdir() if path.name.endswith(("-wal", "-shm"))]
    assert subprocess.run([TWINSTORE, *words, "-q"], capture_output=True).returncode == 0
    if rest:
        counted = subprocess.run(
            [TWINSTORE, "query", "-d", new, "-f", "csv", "SELECT count(*) FROM node_verdict"], capture_output=True,
            text=True, check=True).stdout
        assert counted.split() == ["count(*)", str(rest)]


def test_elsewhere_lines_are_for_programs(bundles, tmp_path):
    run = subprocess.run(
        [TWINSTORE, "ingest", "--verbose", "-d", str(tmp_path / "f.db"), str(Path(bundles) / "n1.tar.gz"), "/nowhere"],
        capture_output=True, text=True)
    assert run.returncode == 2
    lines = run.stderr.splitlines()
    for line in lines:
        assert re.fullmatch(r'level=(info|warn) event=[a-z]+( [a-z]+=("([^"\\]|\\.)*"|[^" ]+))+', line)
    assert [re.search(r"event=([a-z]+)", line)[1] for line in lines].count("stored") == 1
    assert "event=missing" in run.stderr
