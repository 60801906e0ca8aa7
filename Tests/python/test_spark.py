"""Samples/engines/ on a real Spark, a driver and two workers on loopback, answers what SQLite answers."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyspark
import pytest
from nodes import PAIR, ROOT, SAMPLES, TWINSTORE, ingest, make_fleet, members, renamed, rows, twinstore, write_bundle

ENGINES = ROOT / "Samples/engines"
sys.path.insert(0, str(ENGINES))
import fleet  # noqa: E402

HOME = Path(pyspark.__file__).parent
# For a run that lasts seconds: compiling queries, or Java, costs more than running them.
SETTINGS = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.files.openCostInBytes": "65536",
    "spark.sql.files.maxPartitionBytes": "262144",
}

# The views whose rows must be the same in both, with the columns that are: a snapshot's number is not.
VIEWS = {
    "node_verdict": "node, collected_at, verdict, confidence, relation, headline, duplicated_bytes, duplicated_tier, "
    "freed_docker_bytes, freed_docker_tier, freed_cri_bytes, freed_cri_tier, residue_bytes, rule_set",
    "node_latest": "node, machine, collected_at, bundle, sha256, collector, snapshots",
    "duplicate_image": "node, names, config_digest, joined_by, stores, duplicated_bytes, duplicated_tier, in_use_by, "
    "pinned, removable, reason",
    "fleet_image": "config_digest, nodes, duplicated_bytes, exact_nodes, removable_nodes, removable_bytes",
    "residue": "node, kind, path, bytes, tier, images, statement",
    "evidence": "node, rule, title, by_hand, says, strength, statement, capture, line, quote",
    "verdict_change": "node, before_at, changed_at, before, verdict, duplicated_bytes_before, duplicated_bytes, "
    "is_latest",
    "store_on_node": "node, store, engine, root, driver, namespace, live, images, bytes_on_disk",
    "view_on_node": "node, view, command, endpoint, server, store, images, is_kubelets",
    "missing_evidence": "node, capture, why, settle_with",
    "plan_step": "node, step, command, purpose, frees_bytes, frees_tier, risk",
    "label_on_node": "node, key, value",
    "bundle_problem": "problem",
}
# What the snapshot before says, the database alone knows: `facts` judges every bundle by itself.
WITHOUT_HISTORY = {"evidence": "rule <> 'deletion'", "missing_evidence": "coalesce(rules, '') <> 'deletion'"}


def question(view):
    return f"SELECT {VIEWS[view]} FROM {view} WHERE {WITHOUT_HISTORY.get(view, '1 = 1')}"


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    """Samples, the pair of one node, labels, a copy, a conflict, a damaged bundle, and nodes made of samples."""
    folder = tmp_path_factory.mktemp("spark") / "bundles"
    make_fleet(folder / "rack 1/made", 10)
    for path in [*SAMPLES, *PAIR]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "copy.tar.gz").write_bytes(SAMPLES[0].read_bytes())
    (folder / "cut.tar.gz").write_bytes(SAMPLES[0].read_bytes()[:200])
    # After its node's own bundle in every order, so that both keep that one.
    conflicting = members(SAMPLES[0])
    capture = next(path for path in conflicting if path.endswith("/captures/ps"))
    write_bundle(folder / "z-conflict.tar.gz", {**conflicting, capture: conflicting[capture] + b"\n"})
    labelled = renamed(members(SAMPLES[1]), node="labelled", machine="f" * 64)
    node_file = next(path for path in labelled if path.endswith("/node.tsv"))
    labelled[node_file] += b"label.rack\tb4\n"
    write_bundle(folder / "labelled.tar.gz", labelled)
    unjudged = renamed(members(SAMPLES[1]), node="unjudged", machine="e" * 64)
    for path in list(unjudged):
        if not path.endswith(("/node.tsv", "/manifest.tsv", "/captures/docker-images")):
            del unjudged[path]
    write_bundle(folder / "unjudged.tar.gz", unjudged)
    return folder


@pytest.fixture(scope="module")
def database(bundles, tmp_path_factory):
    path = tmp_path_factory.mktemp("spark") / "fleet.db"
    assert twinstore("ingest", "--quiet", "--database", path, bundles).returncode == 2
    return path


@pytest.fixture(scope="module")
def answers(bundles, tmp_path_factory):
    """Every answer of one Spark job, by question."""
    asked = [argument for view in VIEWS for argument in ("--sql", question(view))]
    asked += [argument for name, _, _ in fleet.questions() for argument in ("--question", name)]
    settings = [word for setting in SETTINGS.items() for word in ("--conf", "=".join(setting))]
    scratch = tmp_path_factory.mktemp("work")
    run = subprocess.run(
        [HOME / "bin/spark-submit", "--master", "local-cluster[2,1,1024]", *settings, "--files", TWINSTORE,
         ENGINES / "fleet.py", "--json", bundles, *asked],
        capture_output=True, text=True, timeout=600, cwd=scratch,
        env={**os.environ, "SPARK_HOME": str(HOME), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1",
             "SPARK_LOCAL_DIRS": str(scratch), "SPARK_WORKER_DIR": str(scratch)})
    assert run.returncode == 0, run.stderr[-5000:]
    # Both workers had a part in it.
    assert set(re.findall(r"Starting task \S+ in stage 0\.0 .*?,\s?executor (\d+)", run.stderr)) == {"0", "1"}
    found = [json.loads(line) for line in run.stdout.splitlines()]
    return {answer["question"]: answer["rows"] for answer in found}


def as_set(found):
    """Rows in an order that does not depend on who sorted them."""
    return sorted(found, key=lambda row: json.dumps(row, sort_keys=True))


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_the_rows_of_the_database(view, answers, database):
    expected = rows(database, question(view))
    assert len(expected) > 0
    assert as_set(answers[question(view)]) == as_set(expected)


@pytest.mark.parametrize("name, sql", [(name, sql) for name, _, sql in fleet.questions()])
def test_a_question_has_the_answer_of_the_database(name, sql, answers, database):
    expected = rows(database, sql)
    if name == "deciding-rules":
        # The pair in the database is a deletion that was observed; see WITHOUT_HISTORY.
        expected.remove({"rule": "deletion", "says": "different", "strength": "sufficient", "nodes": 1})
    assert answers[name] == expected


def test_what_could_not_be_read_is_told(answers):
    assert answers["unread"] == [{"problem": "conflict", "bundles": 1}, {"problem": "unreadable", "bundles": 1}]


def test_the_fleet_holds_every_verdict_that_the_samples_have_and_one_that_is_not_decided(answers):
    verdicts = {row["verdict"] for row in answers["verdicts"]}
    assert {"duplicated", "partly-duplicated", "leftover", "same-store", "separate", "unknown"} <= verdicts
    assert answers["not-judged"] and answers["labels"] and answers["changes"]


def test_the_columns_that_are_read_are_those_of_the_published_schema():
    report = json.loads((ROOT / "Sources/twinstore/Documentation.docc/report-v1.schema.json").read_text())["$defs"]
    own = json.loads((ROOT / "Sources/twinstore/Documentation.docc/facts-v1.schema.json").read_text())["properties"]
    columns = re.findall(r"^    `?(\w+)`? |, `?(\w+)`? (?=[A-Z{])", fleet.FACTS, re.MULTILINE)
    names = {name for pair in columns for name in pair if name}
    assert len(names) > 15
    assert names <= {*report["node"]["properties"], *own}


def test_a_program_that_fails_for_another_reason_than_its_bundle_fails_the_job(tmp_path):
    program = tmp_path / "twinstore"
    program.write_text("#!/bin/sh\necho out of order >&2\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(RuntimeError, match="exited with 1: out of order"):
        fleet.facts_of(program, b"")
    program.write_text("#!/bin/sh\nkill -SEGV $$\n")
    assert fleet.facts_of(program, b"") == (None, "twinstore was ended by signal 11")
