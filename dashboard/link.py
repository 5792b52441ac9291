"""The address of a view: what a link may hold, and the filters that it asks for. Used by the page and by ``/api``.

Streamlit writes the label of a choice into the address; a link may as well hold its code or its label in the other
language (``?domain=transport&not_type=签约合作&from=2018-08-01``). What it holds beyond that is named, never raised.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard import query, words

CHOICES = {"domain": "domain", "company": "partners", "region": "region", "province": "province", "city": "city",
           "type": "event_type"}
"""The name of a filter in the address → the column it looks at; ``not_`` before it leaves out."""
FIELDS = {"domain": "domains", "company": "companies", "region": "regions", "province": "provinces", "city": "cities",
          "type": "types"}
"""The name of a filter in the address → its name in ``query.Filters``."""
INSIDE = {"province": ("region",), "city": ("region", "province")}
"""A filter → those above it, which narrow what it offers."""
DATES = ("from", "to")
TEXT, UNDATED = "q", "undated"
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
TEXT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a link asks for."""

    chosen: dict[str, list[str]] = field(default_factory=dict)
    """Filter (``domain``, ``not_domain``) → codes."""
    dates: dict[str, dt.date] = field(default_factory=dict)
    undated: bool = False
    text: str = ""
    ignored: dict[str, list[str]] = field(default_factory=dict)
    """Name → values that no filter knows."""

    @property
    def filters(self) -> query.Filters:
        """The same as filters."""
        several = {f"{'not_' * name.startswith('not_')}{FIELDS[name.removeprefix('not_')]}": tuple(codes)
                   for name, codes in self.chosen.items()}
        return query.Filters(since=self.dates.get("from"), until=self.dates.get("to"), undated=self.undated,
                             text=self.text, **several)


def read(link: Mapping[str, Sequence[str]], events: query.Events, lang: str) -> Wanted:
    """What a link asks for; ``link`` holds every value of every name."""
    wanted = Wanted(text=" ".join(link.get(TEXT, ()))[:TEXT_LENGTH].strip(),
                    undated=any(value.casefold() == "true" for value in link.get(UNDATED, ())))
    for name in (*CHOICES, *(f"not_{name}" for name in CHOICES)):
        codes = offered(name, events, wanted.chosen)
        here, there = (labels(name, codes, one) for one in (lang, "zh" if lang == "en" else "en"))
        known = {**readings(codes, there), **readings(codes, here)}
        wanted.chosen[name] = list(dict.fromkeys(known[value] for value in link.get(name, ()) if value in known))
        _ignore(wanted, name, [value for value in link.get(name, ()) if value and value not in known])
    for name in DATES:
        days = [value for value in link.get(name, ()) if is_day(value)]
        if days:
            wanted.dates[name] = dt.date.fromisoformat(days[0])
        _ignore(wanted, name, [value for value in link.get(name, ()) if value and not is_day(value)])
    return wanted


def _ignore(wanted: Wanted, name: str, values: Sequence[str]) -> None:
    if values:
        wanted.ignored[name] = list(values)


def readings(codes: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """Every way to write a value → its code."""
    return {**{code: code for code in codes}, **{names[code]: code for code in codes}}


def is_day(value: str) -> bool:
    """Whether it is a day that a filter can hold."""
    try:
        return FIRST_DAY <= dt.date.fromisoformat(value) <= LAST_DAY
    except ValueError:
        return False


def offered(name: str, events: query.Events, chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """The values of a filter, most events first; inside the chosen regions and provinces only."""
    codes = query.values(events, CHOICES[name.removeprefix("not_")])
    for above in INSIDE.get(name, ()):
        if chosen.get(above):
            codes = list(filter(_inside(above, chosen[above]), codes))
    return codes


def _inside(above: str, chosen: Sequence[str]) -> Callable[[str], bool]:
    """Whether a province or city lies in one of the chosen regions or provinces."""
    known = words.knowledge.places()
    parent = known.region if above == "region" else known.province
    return lambda code: parent(code) in chosen


def labels(name: str, codes: Sequence[str], lang: str) -> dict[str, str]:
    """Code → label, each label once: Suzhou (Jiangsu), Suzhou (Anhui)."""
    name = name.removeprefix("not_")
    found = {code: words.label(lang, CHOICES[name], code) for code in codes}
    seen: dict[str, list[str]] = {}
    for code, label in found.items():
        seen.setdefault(label, []).append(code)
    for code in (code for codes in seen.values() if len(codes) > 1 for code in codes):
        province = words.knowledge.places().province(code) if name in INSIDE else None
        found[code] += f" ({words.place_short(lang, province) if province else code})"
    return found


def said(wanted: query.Filters, lang: str) -> list[tuple[str, str]]:
    """(name, value) of every filter in words, for file heads and titles."""
    found = [(words.say(lang, name), f"{day}") for name, day in zip(DATES, (wanted.since, wanted.until), strict=True)
             if day]
    found += [(words.say(lang, UNDATED), words.say(lang, "yes"))] * wanted.undated
    for name, filters in FIELDS.items():
        for prefix in ("", "not_"):
            codes = getattr(wanted, f"{prefix}{filters}")
            label = words.say(lang, name) if not prefix else words.say(lang, "without", what=words.say(lang, name))
            found += [(label, words.label(lang, CHOICES[name], code)) for code in codes]
    return found + [(words.say(lang, TEXT), wanted.text)] * bool(wanted.text)
