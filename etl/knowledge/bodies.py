"""The gazetteer of organisations: what each is called, its kind and its seat."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from etl.knowledge.divisions import Sense
from etl.knowledge.files import KnowledgeError, rows, split
from etl.model import ORG_KINDS

FILE = "organisations.csv"
_LEGAL = frozenset(("co", "ltd", "limited", "inc", "corp", "corporation", "company", "llc", "plc", "ag", "group",
                    "holdings", "technologies", "technology"))
_WIDE = str.maketrans("()", "（）")  # as news writes them


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
    english: dict[str, str] = field(default_factory=dict)
    """Canonical names by ``english_key`` of the English ones; empty where two share it."""

    def add(self, entry: dict[str, str]) -> None:
        """Take in a row of the file.

        Raises:
            KnowledgeError: it lacks a name, its kind is unknown, or another organisation has one of its names.
        """
        name, kind = entry["name"], entry["kind"]
        if not name or kind not in ORG_KINDS or None in entry:
            raise KnowledgeError(f"{FILE}: {name or entry}: a name, one of the kinds {ORG_KINDS}, eight cells")
        if name in self.bodies:
            raise KnowledgeError(f"{FILE}: {name} stands twice")
        self.bodies[name] = Body(name, kind, entry["en"], entry["seat"], entry["parent"])
        if entry["en"]:
            key = english_key(entry["en"])
            self.english[key] = "" if key in self.english else name
        self._claim(name, name, "weak" if entry["risky"] else "name")
        for alias in split(entry["aliases"]):
            self._claim(alias, name, "alias")
        for alias in split(entry["weak"]):
            self._claim(alias, name, "weak")

    def _claim(self, form: str, name: str, how: str) -> None:
        for written in {form, form.translate(_WIDE)}:
            if written in self.forms and self.forms[written].id != name:
                raise KnowledgeError(f"{FILE}: {written} is claimed by {self.forms[written].id} and {name}")
            self.forms.setdefault(written, Sense("organisation", name, how))


def english_key(name: str) -> str:
    """An English name without its legal form, by which names are compared.

    >>> english_key("Huawei Technologies Co., Ltd.") == english_key("Huawei")
    True
    """
    words = name.replace(",", " ").replace(".", " ").lower().split()
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return " ".join(words[words[:1] == ["the"]:])


@cache
def organisations() -> Organisations:
    """The gazetteer of organisations, read once."""
    found = Organisations()
    for entry in rows(FILE):
        found.add(entry)
    return found
