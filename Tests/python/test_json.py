"""Every JSON report is what the published schema says, and has no key that it does not name."""

import copy

import jsonschema
import pytest
import reports

NAMES = {"report": "report-v1.schema.json", "compare": "compare-v1.schema.json"}


def strict(schema):
    """The schema without leave to add: a key that the program writes and the schema does not name is a mistake here."""
    schema = copy.deepcopy(schema)

    def walk(value):
        if isinstance(value, dict):
            if "properties" in value:
                value.setdefault("additionalProperties", False)
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(schema)
    return schema


def validator(kind):
    schema = reports.load(reports.SCHEMAS / NAMES[kind])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(strict(schema))


REPORTS = [path for path in reports.files(".json") if path.name != "collect-pod.json"]


@pytest.mark.parametrize("path", REPORTS, ids=reports.identify)
def test_a_report_is_what_its_schema_says(path):
    kind = "compare" if reports.is_comparison(path) else "report"
    errors = [f"{error.json_path}: {error.message}" for error in validator(kind).iter_errors(reports.load(path))]
    assert errors == []


@pytest.mark.parametrize("kind", NAMES)
def test_a_schema_describes_every_key_that_it_requires(kind):
    def walk(value, path):
        if isinstance(value, dict):
            if "properties" in value:
                unknown = set(value.get("required", [])) - set(value["properties"])
                assert not unknown, (path, unknown)
            for key, part in value.items():
                walk(part, f"{path}.{key}")
        elif isinstance(value, list):
            for part in value:
                walk(part, path)

    walk(reports.load(reports.SCHEMAS / NAMES[kind]), "$")


def test_a_strict_schema_refuses_what_it_does_not_name():
    report = reports.load(reports.ROOT / "Samples/two-live.json")
    report["nodes"][0]["surprise"] = 1
    assert [error.json_path for error in validator("report").iter_errors(report)] == ["$.nodes[0]"]
