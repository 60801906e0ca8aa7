#!/usr/bin/python3
"""What an interactive shell makes of a line and one TAB.

usage: line.py bash|zsh|fish SCRIPT LINE...

SCRIPT is the shell's completions. The lines as they are afterwards are printed, one a line; the program that they call is
the one on PATH.
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

# Ctrl-G prints the line between marks and empties it.
SHELLS = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        """bind 'set enable-bracketed-paste off'; show() { printf '<<%s>>' "$READLINE_LINE"; READLINE_LINE=; }; """
        """bind -x '"\\C-g": show'; . "$SCRIPT" """),
    "zsh": (
        ["zsh", "-f", "-i"],
        """fpath=("${SCRIPT:h}" $fpath); autoload -U compinit; compinit -u -D; LISTMAX=1000; zle -N show; """
        """show() { print -rn -- "<<$BUFFER>>"; BUFFER=; }; bindkey '^G' show"""),
    "fish": (
        ["fish", "--no-config", "-i"],
        """. $SCRIPT; bind \\cg 'printf "<<%s>>" (commandline); commandline ""'"""),
}
# Seconds until a shell that says nothing has failed.
PATIENCE = 120


class Terminal:
    def __init__(self, command, environment):
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, {**os.environ, **environment})
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 300, 0, 0))
        self.seen = b""

    def type(self, text):
        os.write(self.file, text.encode())

    def wait(self, pattern):
        """Reads until the pattern has come, and gives what its group is."""
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.seen)):
            ready = select.select([self.file], [], [], max(0, end - time.monotonic()))[0]
            if not ready:
                sys.exit(f"line.py: it said only {self.seen!r}")
            read = os.read(self.file, 65536)
            # fish asks what the terminal is, and where the cursor is.
            for question, answer in ((b"\x1b[c", "\x1b[?62c"), (b"\x1b[0c", "\x1b[?62c"), (b"\x1b[6n", "\x1b[1;1R")):
                if question in read:
                    self.type(answer)
            self.seen += read
        self.seen = self.seen[found.end():]
        return found[1].decode()


def main():
    shell, script, *lines = sys.argv[1:]
    command, setup = SHELLS[shell]
    terminal = Terminal(command, {"SCRIPT": script, "TERM": "xterm" if shell == "fish" else "dumb"})
    # What is printed has no quotes, what is typed has.
    terminal.type(setup + "; echo 're''ady'\n")
    terminal.wait(rb"(ready)\r?\n")
    for line in lines:
        terminal.type(line + "\t\x07")
        print(terminal.wait(rb"<<(.*?)>>"))


main()
