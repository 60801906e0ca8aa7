"""The reports that the Swift tests keep byte for byte: the samples and the golden files."""

import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "Sources/twinstore/Documentation.docc"
FOLDERS = [ROOT / "Samples", ROOT / "Samples/two-live-pair", ROOT / "Tests/ReportingTests/Golden"]


def files(ending):
    """Every report of that ending; never an empty list."""
    found = sorted(path for folder in FOLDERS for path in folder.glob("*" + ending))
    assert found, ending
    return found


def is_comparison(path):
    return path.name.startswith("compare")


def pairs(ending):
    """Reports of that ending, each with the JSON report of the same nodes; comparisons are left out."""
    found = [(path, path.with_name(path.name.removesuffix(ending) + ".json")) for path in files(ending)]
    return [pair for pair in found if not is_comparison(pair[0]) and pair[1].exists()]


def identify(value):
    return value.name if isinstance(value, pathlib.Path) else None


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def latest(report):
    """The newest snapshot of each node; a node's machine is not in the JSON report, and no sample has two of one name."""
    nodes = {}
    for node in report["nodes"]:
        nodes[node["node"]] = node
    return list(nodes.values())


HOSTILE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def visible(text):
    """A text as reports for people show it: one line, nothing hidden."""
    return HOSTILE.sub(lambda match: "\\u{%x}" % ord(match.group()), text).replace("\t", " ")


def decimal(count):
    """Bytes as people write them: three significant digits, halves up."""
    if count < 1000:
        return f"{count} B"
    for power, unit in enumerate(["kB", "MB", "GB", "TB", "PB", "EB"], start=1):
        for digits in (2, 1, 0):
            scale = 1000**power // 10**digits
            value = (count + scale // 2) // scale
            if value < 1000 and (digits == 2 or value >= 100):
                return f"{value / 10**digits:.{digits}f} {unit}"
    raise ValueError(count)


MARKS = {"exact": "", "estimated": "≈ ", "bound": "≤ "}


def amount(count, tier):
    return "–" if tier is None else f"{MARKS[tier]}{decimal(count)}"


def figure(value):
    return "–" if value is None else amount(value["bytes"], value["tier"])
