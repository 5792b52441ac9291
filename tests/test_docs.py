"""The examples in docstrings say what really comes out."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import dashboard
import etl

# these run the app when they are imported
NOT_IMPORTED = ("dashboard.app", "dashboard.views", "etl.__main__")
MODULES = [info.name for package in (etl, dashboard)
           for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.", onerror=lambda name: None)
           if not info.name.startswith(NOT_IMPORTED)]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


def test_there_are_examples_to_run():
    count = sum(len(found.examples) for name in MODULES
                for found in doctest.DocTestFinder().find(importlib.import_module(name)))
    assert count >= 50
