"""Facts about the world, one kind a file, checked on loading; code knows how, this folder knows what.

Every loader reads its file once a process and raises ``KnowledgeError`` naming the file and the entry that is wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
CHINA = "100000"
MUNICIPALITIES = ("11", "12", "31", "50")
REGIONS = {
    "north": ("11", "12", "13", "14", "15"),
    "northeast": ("21", "22", "23"),
    "east": ("31", "32", "33", "34", "35", "36", "37"),
    "central": ("41", "42", "43"),
    "south": ("44", "45", "46"),
    "southwest": ("50", "51", "52", "53", "54"),
    "northwest": ("61", "62", "63", "64", "65"),
    "hmt": ("71", "81", "82"),
}


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


@dataclass(frozen=True, slots=True)
class Division:
    """A division of China by its GB/T 2260 code, or a country or city abroad; degrees north and east."""

    adcode: str
    name: str
    short: str
    level: str
    lat: float | None
    lon: float | None
    english: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name may mean."""

    kind: str
    """place or organisation."""
    id: str
    form: str
    """full, short, alias, letter, former, zone or abroad for a place; name, alias or weak for an organisation."""


class Places:
    """All divisions and what they are called."""

    def __init__(self) -> None:
        self.divisions: dict[str, Division] = {}
        self.forms: dict[str, list[Sense]] = {}
        self._load_divisions()
        self._load_others()

    def _load_divisions(self) -> None:
        for row in rows("places.csv"):
            code = row["adcode"]
            if code in self.divisions:
                raise KnowledgeError(f"places.csv: {code} stands twice")
            self.divisions[code] = Division(code, row["name"], row["short"], row["level"],
                                            _degrees(row["lat"]), _degrees(row["lon"]), row["english"])
            self._add(row["name"], code, "full")
            if row["short"] != row["name"]:
                self._add(row["short"], code, "short")
            for alias in split(row["aliases"]):
                self._add(alias, code, "letter" if len(alias) == 1 else "alias")

    def _load_others(self) -> None:
        for row in rows("former_places.csv"):
            if row["adcode"] not in self.divisions:
                raise KnowledgeError(f"former_places.csv: {row['name']}: no division {row['adcode']}")
            if row["name"] not in self.forms:
                self._add(row["name"], row["adcode"], "former")
        for row in rows("zones.csv"):
            if row["adcode"] not in self.divisions:
                raise KnowledgeError(f"zones.csv: {row['name']}: no division {row['adcode']}")
            for name in {row["name"], row["short"]} - {""}:
                self._add(name, row["adcode"], "zone")
        for row in rows("abroad.csv"):
            code = row["code"]
            self.divisions[code] = Division(code, row["name"], row["name"], row["kind"],
                                            _degrees(row["lat"]), _degrees(row["lon"]), row["english"])
            for name in (row["name"], *split(row["aliases"])):
                self._add(name, code, "abroad")

    def _add(self, name: str, code: str, form: str) -> None:
        senses = self.forms.setdefault(name, [])
        if all(sense.id != code for sense in senses):
            senses.append(Sense("place", code, form))

    def get(self, code: str) -> Division | None:
        return self.divisions.get(code)

    def name(self, code: str) -> str:
        """The full Chinese name; the code itself where it is unknown."""
        division = self.divisions.get(code)
        return division.name if division else code

    def english(self, code: str) -> str:
        """The English name, else the Chinese one."""
        division = self.divisions.get(code)
        return (division.english or division.name) if division else code

    def level(self, code: str) -> str | None:
        division = self.divisions.get(code)
        return division.level if division else None

    def parent(self, code: str) -> str | None:
        """The division one level up; None for the whole country and for countries abroad."""
        if not code[:1].isdigit():
            return code[:2] if len(code) > 2 else None
        if code == CHINA:
            return None
        if code.endswith("0000"):
            return CHINA
        return code[:2] + "0000" if code.endswith("00") or self.city(code) in (code, code[:2] + "0000") \
            else code[:4] + "00"

    def city(self, code: str) -> str | None:
        """The prefecture-level city; None for a province and for the whole country.

        A municipality is its own city, and so is a county-level unit run directly by its province (90xx).
        """
        if not code[:1].isdigit():
            return code
        if code[:2] in (*MUNICIPALITIES, "81", "82"):
            return code[:2] + "0000"
        if code.endswith("0000"):
            return None
        return code if code[2:4] == "90" else code[:4] + "00"

    def province(self, code: str) -> str | None:
        if not code[:1].isdigit() or code == CHINA:
            return None
        return code[:2] + "0000"

    def region(self, code: str) -> str | None:
        """One of the seven regions, hmt, national or abroad."""
        if not code[:1].isdigit():
            return "abroad"
        if code == CHINA:
            return "national"
        return next((region for region, provinces in REGIONS.items() if code[:2] in provinces), None)

    def within(self, code: str, other: str) -> bool:
        """True where ``code`` is ``other`` or lies in it."""
        while code:
            if code == other:
                return True
            code = self.parent(code) or ""
        return False


def _degrees(cell: str | None) -> float | None:
    return float(cell) if cell else None


@cache
def places() -> Places:
    """The gazetteer of divisions, read once."""
    return Places()


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
            raise KnowledgeError(f"organisations.yml: {entry.get('name')}: keys {sorted(unknown) or 'name, kind missing'}")
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
