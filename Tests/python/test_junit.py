"""JUnit reports are valid, and a test's result is its node's verdict."""

import pathlib
import subprocess
import xml.etree.ElementTree

import pytest
import reports

GRAMMAR = pathlib.Path(__file__).with_name("junit.rng")
RESULTS = {"duplicated": "failure", "partly-duplicated": "failure", "leftover": "failure", "unknown": "skipped"}
TWINSTORE = reports.ROOT / ".build/debug/twinstore"


def check(path):
    run = subprocess.run(["xmllint", "--noout", "--relaxng", GRAMMAR, path], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def results(root):
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    for element in [root, *root.iter("testsuite")]:
        assert int(element.get("tests")) == len(list(element.iter("testcase")))
        for attribute, tag in counted.items():
            assert int(element.get(attribute)) == len(list(element.iter(tag)))
    tests = list(root.iter("testcase"))
    assert len({test.get("name") for test in tests}) == len(tests)
    return {test.get("name"): next((child.tag for child in test if child.tag in counted.values()), None) for test in tests}


@pytest.mark.parametrize("path,model", reports.pairs(".xml"), ids=reports.identify)
def test_a_report_is_valid_and_has_a_test_a_node(path, model):
    check(path)
    nodes = reports.latest(reports.load(model))
    expected = {reports.visible(node["node"]): RESULTS.get(node["verdict"]) for node in nodes}
    assert results(xml.etree.ElementTree.parse(path).getroot()) == expected


@pytest.mark.parametrize(
    "verdicts,red", [("duplicated", {"duplicated"}), ("leftover,unknown", {"leftover"}), ("single-store", set())]
)
def test_with_fail_on_the_file_is_red_where_the_exit_code_is_3(verdicts, red, tmp_path):
    bundles = sorted((reports.ROOT / "Samples").glob("*.tar.gz"))
    path = tmp_path / "junit.xml"
    run = subprocess.run(
        [TWINSTORE, "analyze", *bundles, "--format", "junit", "-o", path, "--fail-on", verdicts, "--quiet"])
    assert run.returncode == (3 if red else 0)
    check(path)
    fleet = reports.load(reports.ROOT / "Samples/fleet.json")
    expected = {node["node"]: "failure" if node["verdict"] in red else None for node in reports.latest(fleet)}
    assert results(xml.etree.ElementTree.parse(path).getroot()) == expected
