"""The same work in the Python that one would write first: tarfile, json, sqlite3.

    python3 reference.py FLEET.db FOLDER

It reads every bundle below FOLDER, keeps each row of the captures that it knows, and marks the images that both lists
show. It has no limits, no redaction, no evidence and no verdicts: it is here to be compared with, not to be used.
"""

import hashlib
import json
import pathlib
import re
import sqlite3
import sys
import tarfile

SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE snapshot (id INTEGER PRIMARY KEY, node TEXT, clock TEXT, sha256 TEXT UNIQUE);
CREATE TABLE capture (snapshot INTEGER, name TEXT, status TEXT, exit TEXT, milliseconds TEXT, command TEXT);
CREATE TABLE image (snapshot INTEGER, view TEXT, name TEXT, tag TEXT, id TEXT, size TEXT, twice INTEGER);
CREATE TABLE process (snapshot INTEGER, pid INTEGER, parent INTEGER, user TEXT, age INTEGER, command TEXT);
CREATE TABLE unit (snapshot INTEGER, name TEXT, state TEXT, program TEXT);
CREATE TABLE disk_use (snapshot INTEGER, path TEXT, kibibytes INTEGER);
CREATE TABLE line (snapshot INTEGER, capture TEXT, text TEXT);
"""

# Tables whose rows are kept as they are: one row a line.
TABLES = re.compile(r"roots|proc-exe|listeners|sockets|docker-layerdb|docker-imagedb|docker-image-inspect|docker-containers"
                    r"|cri-image-inspect\..*|ctr-.*|blobs\..*|df")


def members(path):
    with tarfile.open(path) as archive:
        return {m.name.split("/", 1)[1]: archive.extractfile(m).read() for m in archive if m.isfile()}


def tsv(text):
    return [line.split("\t") for line in text.splitlines()]


def docker_images(text):
    for line in text.splitlines():
        image = json.loads(line)
        yield "docker", image["Repository"], image["Tag"], image["ID"], image["Size"]


def crictl_images(text, view):
    for image in json.loads(text or "{}").get("images", []):
        for tag in image["repoTags"] or ["<none>:<none>"]:
            name, _, tag = tag.rpartition(":")
            yield view, name, tag, image["id"], image["size"]


def units(text):
    for block in text.split("\n\n"):
        values = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        yield values.get("Id"), values.get("ActiveState"), values.get("ExecStart")


def ingest(database, path):
    files = members(path)
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name])
    node = dict(row[:2] for row in tsv(files["node.tsv"].decode()) if len(row) > 1)
    cursor = database.execute("INSERT OR IGNORE INTO snapshot (node, clock, sha256) VALUES (?, ?, ?)",
                              (node["node"], node["clock"], digest.hexdigest()))
    if cursor.rowcount == 0:
        return
    snapshot = cursor.lastrowid

    def insert(table, rows, places):
        database.executemany(f"INSERT INTO {table} VALUES ({places})", [(snapshot, *row) for row in rows])

    captures = {name[9:]: text.decode(errors="replace") for name, text in files.items() if name.startswith("captures/")}
    images = []
    for name, text in captures.items():
        if name == "docker-images":
            images += docker_images(text)
        elif name == "crictl-images" or name.startswith("cri-images."):
            images += crictl_images(text, name)
        elif name == "ps":
            insert("process", (line.split(None, 4) for line in text.splitlines()[1:]), "?, ?, ?, ?, ?, ?")
        elif name == "systemctl-show":
            insert("unit", units(text), "?, ?, ?, ?")
        elif name == "du":
            insert("disk_use", ((path, size) for size, path in tsv(text)), "?, ?, ?")
        elif TABLES.fullmatch(name):
            insert("line", ((name, line) for line in text.splitlines()), "?, ?, ?")
    docker = {image[3] for image in images if image[0] == "docker"}
    cri = {image[3] for image in images if image[0] != "docker"}
    both = docker & cri
    insert("image", ((*image, image[3] in both) for image in images), "?, ?, ?, ?, ?, ?, ?")
    rows = tsv(files["manifest.tsv"].decode())[1:]
    insert("capture", ((row[0], row[1], row[2], row[4], row[8]) for row in rows), "?, ?, ?, ?, ?, ?")


def main(file, folder):
    database = sqlite3.connect(file)
    database.executescript(SCHEMA)
    for number, path in enumerate(sorted(pathlib.Path(folder).rglob("*.tar.gz"))):
        ingest(database, path)
        if number % 100 == 99:
            database.commit()
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    main(*sys.argv[1:])
