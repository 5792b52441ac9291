"""Facts about the world, one kind a file, checked on loading; code knows how, this folder knows what.

Every loader reads its file once a process and raises ``KnowledgeError`` naming the file and the entry that is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from etl.knowledge.bodies import Body, Organisations, organisations
from etl.knowledge.divisions import CHINA, MUNICIPALITIES, REGIONS, Division, Places, Sense, places
from etl.knowledge.files import FOLDER, KnowledgeError, document, rows, split

__all__ = ["CHINA", "FOLDER", "MUNICIPALITIES", "REGIONS", "Body", "Division", "KnowledgeError", "Organisations",
           "Places", "Sense", "Topic", "document", "domains", "event_types", "organisations", "places", "rows", "split",
           "vocabulary", "weights"]


@dataclass(frozen=True, slots=True)
class Topic:
    """A domain or an event type: its labels, the words that signal it with their weights, its examples."""

    id: str
    zh: str
    en: str
    weights: dict[str, float]
    exceptions: frozenset[str]
    examples: tuple[str, ...]


def _topics(file: str, strong: str) -> dict[str, Topic]:
    allowed = {"zh", "en", strong, "cues", "not", "examples"}
    found = {}
    for code, entry in document(file).items():
        if set(entry) - allowed or not {"zh", "en", strong, "examples"} <= set(entry):
            raise KnowledgeError(f"{file}: {code}: keys {sorted(entry)}, allowed {sorted(allowed)}")
        weights = {str(word): 1.0 for word in entry.get("cues", ())} | {str(word): 3.0 for word in entry[strong]}
        found[code] = Topic(code, entry["zh"], entry["en"], weights,
                            frozenset(str(word) for word in entry.get("not", ())), tuple(entry["examples"]))
    return found


@cache
def domains() -> dict[str, Topic]:
    return _topics("domains.yml", "names")


@cache
def event_types() -> dict[str, Topic]:
    return _topics("event_types.yml", "triggers")


@cache
def vocabulary(file: str) -> dict[str, Any]:
    """A YAML file of named word lists, as it stands."""
    return document(file)
