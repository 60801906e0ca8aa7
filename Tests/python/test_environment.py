"""The readers that the other files of this folder use are installed."""

import importlib

import pytest


@pytest.mark.parametrize("name", ["jsonschema", "datasette", "sqlite_utils", "duckdb", "pyspark", "selenium", "markdown_it"])
def test_reader_can_be_imported(name):
    assert importlib.import_module(name)
