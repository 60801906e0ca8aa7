"""A Datasette on loopback, as people start it."""

import contextlib
import re
import subprocess
import sys
import tempfile
import urllib.request


@contextlib.contextmanager
def datasette_of(database, *arguments, **settings):
    """Its address while it serves the file; it ends with the block."""
    given = [word for name, value in settings.items() for word in ("--setting", name, str(value))]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "datasette", "serve", "--host", "127.0.0.1", "--port", "0", *arguments, *given,
             database],
            stdout=log, stderr=subprocess.PIPE, text=True)
        try:
            address = None
            for line in server.stderr:  # ends where the server does
                if found := re.search(r"Uvicorn running on (http://127\.0\.0\.1:\d+)", line):
                    address = found[1]
                    break
            assert address, "it ended before it served"
            yield address
        finally:
            server.terminate()
            server.communicate()


def fetch(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode()
