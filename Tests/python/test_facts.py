"""`twinstore facts`: a line of JSON a snapshot, a pure function of one bundle."""

import json
import subprocess

import pytest
from jsonschema import Draft202012Validator
from nodes import PAIR, ROOT, SAMPLES, TWINSTORE, make_fleet, twinstore
from referencing import Registry, Resource

SCHEMAS = ROOT / "Sources/twinstore/Documentation.docc"


def schema(name):
    return json.loads((SCHEMAS / name).read_text())


def facts(*paths):
    run = twinstore("facts", *paths)
    assert run.returncode == 0, run.stderr
    return [json.loads(line, object_pairs_hook=each_key_once) for line in run.stdout.splitlines()]


def each_key_once(pairs):
    """Engines differ in what they make of a key that is there twice."""
    assert len({key for key, _ in pairs}) == len(pairs), pairs
    return dict(pairs)


def test_every_line_is_as_the_published_schema_says():
    report = schema("report-v1.schema.json")
    registry = Registry().with_resource("report-v1.schema.json", Resource.from_contents(report))
    Draft202012Validator.check_schema(schema("facts-v1.schema.json"))
    validator = Draft202012Validator(schema("facts-v1.schema.json"), registry=registry)
    lines = facts(ROOT / "Samples", ROOT / "Samples/foreign-sos-two-live.tar.xz",
                  ROOT / "Samples/ticket-k3s-docker.pasted.txt")
    assert len(lines) == len(SAMPLES) + len(PAIR) + 3
    for line in lines:
        assert [error.message for error in validator.iter_errors(line)] == []
    # The validator is one that says no.
    assert not validator.is_valid({**lines[0], "verdict": "perhaps"})
    assert not validator.is_valid({**lines[0], "machine": None})


@pytest.mark.parametrize("bundle", SAMPLES, ids=lambda bundle: bundle.name)
def test_a_line_is_the_node_of_the_report(bundle):
    report = json.loads(twinstore("analyze", "--format", "json", bundle).stdout)
    [line] = facts(bundle)
    assert line.pop("schemaVersion") == report["schemaVersion"] == 1
    assert line.pop("ruleSet") == report["ruleSet"]
    assert len(line["machine"]) == 64
    assert [line] == report["nodes"]


def test_a_line_depends_on_its_bundle_alone():
    together = twinstore("facts", *PAIR, *SAMPLES).stdout.splitlines()
    alone = [twinstore("facts", bundle).stdout.rstrip("\n") for bundle in [*PAIR, *SAMPLES]]
    assert together == alone
    assert len(set(together)) == len(together) > 5


def test_a_bundle_on_standard_input_gives_the_line_of_its_file():
    for bundle in SAMPLES:
        run = twinstore("facts", "-", input=bundle.read_bytes(), text=False)
        assert run.returncode == 0, run.stderr
        piped, [named] = json.loads(run.stdout), facts(bundle)
        # Only the name of the file cannot be known.
        assert piped["source"].pop("name") != named["source"].pop("name")
        assert piped == named


def test_what_cannot_be_read_costs_an_error_and_not_the_rest(tmp_path):
    bundles = make_fleet(tmp_path / "fleet", 4)
    bundles[1].write_bytes(bundles[1].read_bytes()[:300])
    bundles[2].write_bytes(b"")
    run = twinstore("facts", tmp_path / "fleet", tmp_path / "nowhere")
    assert run.returncode == 2
    assert [json.loads(line)["source"]["name"] for line in run.stdout.splitlines()] == [
        bundles[0].name, bundles[3].name]
    for name in (bundles[1].name, bundles[2].name, "nowhere"):
        assert len([line for line in run.stderr.splitlines() if f"/{name}: " in line]) == 1, run.stderr
    assert twinstore("facts").returncode == 64


def test_a_full_disk_is_an_error_and_not_silence():
    with open("/dev/full", "wb") as full:
        run = subprocess.run([TWINSTORE, "facts", SAMPLES[0]], stdout=full, stderr=subprocess.PIPE, text=True)
    assert run.returncode == 1
    assert "standard output: No space left on device" in run.stderr
