"""Facts about the world, one kind a file, checked on loading; code knows how, this folder knows what.

Every loader reads its file once a process and raises ``KnowledgeError`` naming the file and the entry that is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from etl.knowledge.divisions import CHINA, MUNICIPALITIES, REGIONS, Division, Places, Sense, places
from etl.knowledge.files import FOLDER, KnowledgeError, document, rows, split

__all__ = ["CHINA", "FOLDER", "MUNICIPALITIES", "REGIONS", "Body", "Division", "KnowledgeError", "Organisations",
           "Places", "Sense", "Topic", "document", "domains", "event_types", "organisations", "places", "rows", "split",
           "vocabulary", "weights"]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation of the gazetteer."""

    name: str
    kind: str
    en: str = ""
    seat: str = ""
    parent: str = ""


@dataclass(slots=True)
class Organisations:
    """Known organisations and what they are called."""

    bodies: dict[str, Body] = field(default_factory=dict)
    forms: dict[str, Sense] = field(default_factory=dict)

    def add(self, entry: dict[str, Any]) -> None:
        unknown = set(entry) - {"name", "en", "kind", "seat", "aliases", "weak", "risky", "parent"}
        if unknown or not entry.get("name") or not entry.get("kind"):
            wrong = sorted(unknown) or "name, kind missing"
            raise KnowledgeError(f"organisations.yml: {entry.get('name')}: keys {wrong}")
        name = entry["name"]
        self.bodies[name] = Body(name, entry["kind"], entry.get("en") or "", entry.get("seat") or "",
                                 entry.get("parent") or "")
        self._claim(name, name, "weak" if entry.get("risky") else "name")
        for alias in entry.get("aliases") or ():
            self._claim(str(alias), name, "alias")
        for alias in entry.get("weak") or ():
            self._claim(str(alias), name, "weak")

    def _claim(self, form: str, name: str, how: str) -> None:
        if form in self.forms and self.forms[form].id != name:
            raise KnowledgeError(f"organisations.yml: {form} is claimed by {self.forms[form].id} and {name}")
        self.forms.setdefault(form, Sense("organisation", name, how))


@cache
def organisations() -> Organisations:
    """The gazetteer of organisations, read once."""
    found = Organisations()
    for entry in document("organisations.yml"):
        found.add(entry)
    return found


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
