"""A text report on a real terminal: its width, and colour only there."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

import pytest
import reports

TWINSTORE = str(reports.ROOT / ".build/debug/twinstore")
BUNDLE = str(reports.ROOT / "Samples/two-live.tar.gz")
STYLE = re.compile("\x1b\\[[0-9;]*m")


def on_a_terminal(*arguments, columns=72, **variables):
    """What the program prints on a terminal of that many columns."""
    main, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm", **variables}
    process = subprocess.Popen(
        [TWINSTORE, "analyze", BUNDLE, "--quiet", *arguments], stdout=terminal, stderr=terminal, env=environment)
    os.close(terminal)
    output = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # the program has closed its side
            break
        if not piece:
            break
        output += piece
    os.close(main)
    assert process.wait() == 0
    return output.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colour_and_nothing_else_changes():
    coloured = on_a_terminal()
    assert STYLE.search(coloured)
    assert STYLE.sub("", coloured) == on_a_terminal(NO_COLOR="1")


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colour_gets_none(variables):
    assert "\x1b" not in on_a_terminal(**variables)


def test_an_empty_no_color_is_none():
    assert STYLE.search(on_a_terminal(NO_COLOR=""))


@pytest.mark.parametrize("columns", [60, 72, 120])
def test_the_report_is_as_wide_as_the_terminal_or_as_asked_for(columns):
    plain = on_a_terminal(columns=columns, NO_COLOR="1")
    commands = [step["command"] for step in reports.load(reports.ROOT / "Samples/two-live.json")["nodes"][0]["plan"]]
    for line in plain.splitlines():
        assert len(line) <= columns or any(line.endswith(command) for command in commands), line
    assert on_a_terminal(f"--width={columns}", columns=200, NO_COLOR="1") == plain


def test_a_pipe_and_a_file_get_the_plain_report(tmp_path):
    arguments = [TWINSTORE, "analyze", BUNDLE, "--quiet"]
    piped = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
    assert piped == (reports.ROOT / "Samples/two-live.txt").read_text(encoding="utf-8")
    on_a_terminal("-o", str(tmp_path / "report.txt"), "--width=100")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == piped
