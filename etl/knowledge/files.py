"""Reads the files of this folder: CSV for flat facts, YAML for nested ones."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


class KnowledgeError(ValueError):
    """A knowledge file says something that cannot be right; the run must stop."""


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of this folder, lines that begin with ``#`` left out."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def document(name: str) -> Any:
    """A YAML file of this folder.

    Raises:
        KnowledgeError: the file is not YAML.
    """
    try:
        with (FOLDER / name).open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{name}: {error}") from error


def split(cell: str | None) -> tuple[str, ...]:
    """The parts of a cell that lists its values with ``|``."""
    return tuple(part for part in (cell or "").split("|") if part)
