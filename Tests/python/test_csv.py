"""Python's reader has every value of a CSV report back, and no cell is a formula."""

import csv
import re

import pytest
import reports

NODES = [pair for pair in reports.pairs(".csv") if not pair[0].name.endswith(".images.csv")]
IMAGES = reports.pairs(".images.csv")


def read(path):
    """Records by column, each text as it was before it was made safe."""
    raw = path.read_bytes().decode()
    with path.open(newline="", encoding="utf-8") as file:
        header, *records = csv.reader(file, strict=True)
    assert raw.endswith("\r\n") and raw.count("\r\n") == raw.count("\n") == len(records) + 1
    for record in records:
        assert len(record) == len(header)
        for cell in record:
            assert not re.match(r"\s*[=+\-@\t\r＝＋－＠]", cell), cell
    return [dict(zip(header, (cell.removeprefix("'") for cell in record))) for record in records]


def number(cell):
    return int(cell) if cell else None


def text(value):
    return reports.visible("" if value is None else str(value))


def figure(record, name):
    count, tier = number(record[name + "_bytes"]), record[name + "_tier"] or None
    return None if tier is None else {"bytes": count, "tier": tier}


def known(value):
    return None if value is None else {"bytes": value["bytes"], "tier": value["tier"]}


@pytest.mark.parametrize("path,model", NODES, ids=reports.identify)
def test_a_record_is_a_node(path, model):
    nodes = reports.latest(reports.load(model))
    records = read(path)
    assert len(records) == len(nodes)
    for record, node in zip(records, nodes):
        for column, value in {
            "node": node["node"], "collected_at": node["collectedAt"], "verdict": node["verdict"],
            "confidence": node["confidence"], "relation": node["relation"], "headline": node["headline"],
            "bundle": node["source"]["name"], "bundle_sha256": node["source"]["sha256"],
        }.items():
            assert record[column] == text(value), column
        assert figure(record, "duplicated") == known(node["duplicatedBytes"])
        assert figure(record, "freed_docker") == known(node["freedByRemoving"]["docker"])
        assert figure(record, "freed_cri") == known(node["freedByRemoving"]["cri"])
        freed = [step["frees"]["bytes"] for step in node["plan"] if step["frees"]]
        assert (number(record["planned_bytes"]) or 0) == sum(freed)
        left = [residue["bytes"] for residue in node["residues"] if residue["bytes"] is not None]
        assert (number(record["left_over_bytes"]) or 0) == sum(left)


@pytest.mark.parametrize("path,model", IMAGES, ids=reports.identify)
def test_a_record_is_an_image_that_a_node_stores_more_than_once(path, model):
    expected = [
        (node, image) for node in reports.latest(reports.load(model)) for image in node["images"]
        if len(image["stores"]) > 1
    ]
    records = read(path)
    assert len(records) == len(expected)
    for record, (node, image) in zip(records, expected):
        names = image["names"]
        for column, value in {
            "node": node["node"], "verdict": node["verdict"], "image": names[0] if names else "",
            "other_names": " ".join(names[1:]), "config_digest": image["configDigest"], "joined_by": image["join"],
            "stores": " ".join(image["stores"]), "in_use_by": " ".join(image["inUseBy"]), "reason": image["reason"],
        }.items():
            assert record[column] == text(value), column
        assert figure(record, "duplicated") == known(image["duplicated"])
        containers = image["containers"].values()
        assert number(record["containers_running"]) == sum(count["running"] for count in containers)
        assert number(record["containers"]) == sum(count["total"] for count in containers)
        assert record["removable"] == str(image["removable"]).lower()
        assert record["pinned"] == str(image["pinned"]).lower()


def test_the_hostile_node_has_a_formula_to_guard_against():
    hostile = [path for path, _ in IMAGES if path.name.startswith("hostile")]
    assert any("'=cmd|" in path.read_text(encoding="utf-8") for path in hostile)
