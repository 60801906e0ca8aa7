"""Asks a fleet of bundles questions on a Spark cluster: bundles → `twinstore facts` on the workers → views → SQL.

    spark-submit --files /usr/local/bin/twinstore Samples/engines/fleet.py s3a://bucket/bundles
    spark-submit … fleet.py hdfs:///bundles --facts hdfs:///facts.parquet      # kept for other jobs
    spark-submit … fleet.py hdfs:///bundles --question top-images --sql 'SELECT count(*) FROM evidence'

The program is pure: a line depends on one bundle only, so the cluster needs nothing but the program and the bundles.
"""

import argparse
import json
import subprocess
from pathlib import Path

from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql.functions import from_json
from pyspark.sql.types import StructField, StructType, StringType

HERE = Path(__file__).resolve().parent

BUNDLES = "*.{tar,tar.gz,tgz,tar.xz,txz,tar.zst,tzst}"

# A bundle that takes longer is reported as unreadable; the largest that the program accepts takes seconds.
TIME_LIMIT_SECONDS = 300

FIGURE = "STRUCT<bytes: BIGINT, tier: STRING>"
SOURCES = "ARRAY<STRUCT<capture: STRING, line: INT, quote: STRING>>"
MISSING = "ARRAY<STRUCT<capture: STRING, why: STRING, settleWith: STRING>>"

# What views.sql reads of facts-v1.schema.json, which has more.
FACTS = f"""
    schemaVersion INT, ruleSet STRING, machine STRING, node STRING, collectedAt STRING,
    source STRUCT<name: STRING, sha256: STRING>,
    verdict STRING, confidence STRING, relation STRING, headline STRING,
    stores ARRAY<STRUCT<id: STRING, engine: STRING, root: STRING, driver: STRING, namespace: STRING, live: BOOLEAN,
        imageCount: INT, bytesOnDisk: BIGINT>>,
    views ARRAY<STRUCT<id: STRING, command: STRING, endpoint: STRING, server: STRING, store: STRING, imageCount: INT,
        isKubelets: BOOLEAN>>,
    images ARRAY<STRUCT<names: ARRAY<STRING>, configDigest: STRING, stores: ARRAY<STRING>, duplicated: {FIGURE},
        inUseBy: ARRAY<STRING>, `join`: STRING, pinned: BOOLEAN, removable: BOOLEAN, reason: STRING>>,
    duplicatedBytes {FIGURE}, freedByRemoving STRUCT<docker: {FIGURE}, cri: {FIGURE}>,
    residues ARRAY<STRUCT<kind: STRING, path: STRING, bytes: BIGINT, tier: STRING, images: ARRAY<STRING>,
        statement: STRING>>,
    checks ARRAY<STRUCT<id: STRING, title: STRING, byHand: BOOLEAN, says: STRING, strength: STRING, statement: STRING,
        sources: {SOURCES}, missing: {MISSING}>>,
    contradictions ARRAY<STRUCT<statement: STRING, decidedBy: ARRAY<STRING>, against: ARRAY<STRING>,
        settleWith: STRING>>,
    missing {MISSING},
    plan ARRAY<STRUCT<command: STRING, purpose: STRING, frees: {FIGURE}, risk: STRING>>,
    labels MAP<STRING, STRING>, provenance STRUCT<ruleSet: STRING, collectorVersion: STRING>
"""


def main():
    options = arguments()
    spark = SparkSession.builder.appName("twinstore fleet").getOrCreate()
    facts = lines(spark, options.bundles, options.twinstore).withColumn("facts", from_json("facts", FACTS))
    if options.facts:
        facts.write.mode("overwrite").parquet(options.facts)
        facts = spark.read.parquet(options.facts)
    # Every question reads it, and each bundle is to be read once.
    facts.persist().createOrReplaceTempView("line")
    for statement in statements(HERE / "views.sql"):
        spark.sql(statement)
    spark.catalog.cacheTable("snapshot")  # which every other view reads
    for name, title, sql in asked(options):
        answer = spark.sql(sql)
        if options.json:
            rows = [row.asDict() for row in answer.collect()]
            print(json.dumps({"question": name, "title": title, "rows": rows}), flush=True)
        else:
            print(f"\n{title}\n", flush=True)
            answer.show(1000, truncate=False)
    spark.stop()


def arguments():
    parser = argparse.ArgumentParser(description="Asks a fleet of bundles questions on a Spark cluster.")
    parser.add_argument("bundles", help="a folder or object store that Spark reads; searched at any depth")
    parser.add_argument("--twinstore", help="the program on every worker (default: the one given with --files)")
    parser.add_argument("--facts", help="where to keep the facts, as Parquet")
    parser.add_argument("--question", action="append", default=[], help="ask only this one of questions.sql")
    parser.add_argument("--sql", action="append", default=[], help="ask this")
    parser.add_argument("--json", action="store_true", help="answer with one JSON object a question")
    return parser.parse_args()


def lines(spark, bundles, twinstore):
    """A row a bundle: its path, and what `twinstore facts` said, or why it could not."""
    files = (
        spark.read.format("binaryFile").option("recursiveFileLookup", True).option("pathGlobFilter", BUNDLES)
        .load(bundles).select("path", "content")
    )
    columns = StructType([StructField(name, StringType()) for name in ("path", "facts", "problem")])
    return spark.createDataFrame(files.rdd.mapPartitions(lambda rows: read(rows, twinstore)), columns)


def read(rows, twinstore):
    program = twinstore or SparkFiles.get("twinstore")
    for row in rows:
        yield (row.path, *facts_of(program, row.content))


def facts_of(program, bundle):
    """The line of one bundle and None, or None and the reason. Anything else is no matter of the bundle, and raises."""
    try:
        run = subprocess.run([program, "facts", "-"], input=bundle, capture_output=True, timeout=TIME_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return None, f"not read within {TIME_LIMIT_SECONDS} seconds"
    if run.returncode == 0 and run.stdout.count(b"\n") == 1:
        return run.stdout.decode(), None
    reason = run.stderr.decode(errors="replace").strip()
    if run.returncode == 2 or run.returncode < 0:  # unreadable, or killed by a bundle that is hostile
        return None, reason or f"twinstore was ended by signal {-run.returncode}"
    raise RuntimeError(f"twinstore facts exited with {run.returncode}: {reason}")


def statements(path):
    """The statements of an SQL file, without comments."""
    text = "\n".join(line for line in path.read_text().splitlines() if not line.startswith("--"))
    return [statement.strip() for statement in text.split(";\n") if statement.strip(" \n;")]


def questions(path=HERE / "questions.sql"):
    """(name, title, SQL) of each question: a comment `-- name: title`, then its SQL."""
    for block in path.read_text().split("\n\n"):
        head, _, sql = block.partition("\n")
        name, colon, title = head.removeprefix("-- ").partition(": ")
        if sql and colon:
            yield name, title, sql.strip().removesuffix(";")


def asked(options):
    known = {question[0]: question for question in questions()}
    if unknown := [name for name in options.question if name not in known]:
        raise SystemExit(f"no question {', '.join(unknown)}; there is {', '.join(known)}")
    own = [(sql, sql, sql) for sql in options.sql]
    if options.question or own:
        return [known[name] for name in options.question] + own
    return list(known.values())


if __name__ == "__main__":
    main()
