"""Decks and slides by their kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from dashboard import download, query, words
from dashboard.deck import rankings, regions, tables, times
from dashboard.deck.content import Deck, Slide, Text
from dashboard.deck.source import NAME, TITLE, Made, Source, line

KINDS: dict[str, Callable[[Source], Made]] = {
    "figures": tables.figures, "time": times.time, "domains": rankings.by("domain"), "companies": rankings.companies,
    "map": regions.provinces, "money": tables.largest, "newest": tables.newest}
"""The slides of the standard deck between its title and its method, in order."""
MORE: dict[str, Callable[[Source], Made]] = {
    "regions": rankings.by("region"), "provinces": rankings.by("province"), "cities": regions.cities,
    "types": rankings.by("event_type"), "crossed": tables.crossed, "kinds": rankings.kinds, "change": times.change,
    "together": rankings.together, "reach": rankings.reach, "money_by": rankings.money_by,
    "roles": rankings.about_one(query.roles_of, "role", "no_role"),
    "beside": rankings.about_one(query.beside, "partners", "nobody_beside")}
"""Slides that only a collection holds."""
TITLES = {"figures": "deck_figures", "time": "over_time", "domains": "domains_ranked", "companies": "companies_ranked",
          "map": "map", "money": "money_largest", "newest": "newest", "regions": "regions_ranked",
          "provinces": "provinces_ranked", "cities": "cities_ranked", "types": "types_ranked",
          "crossed": "domain_by_region", "kinds": "kinds", "change": "domains_change", "together": "together",
          "reach": "companies_by_cities", "money_by": "companies_by_money", "roles": "its_roles",
          "beside": "its_company"}
OF_ONE = ("roles", "beside")
"""Kinds that tell nothing without the organisation that they are about."""


def build(events: query.Events, about: download.About, counting: str = "each", extra: Sequence[Slide] = ()) -> Deck:
    """The standard deck of what is filtered; ``extra`` slides stand before the last."""
    source = Source(events, about, counting)
    kinds = KINDS if len(events) else {}
    middle = [slide for kind in kinds if (slide := one(kind, source)).content is not None]
    if not len(events):
        nothing = source.say("nothing" if about.total else "empty_table")
        middle = [Slide("nothing", source.say("deck_figures"), nothing, Text((nothing,)), about)]
    return whole(source.say("title"), about, [*middle, *extra], method(source))


def whole(title: str, about: download.About, slides: Sequence[Slide], method: Slide | None = None) -> Deck:
    """Slides between a title and the method."""
    first = Slide("title", line(title, TITLE), "", Text(tuple(heading(about))), about)
    return Deck(about.lang, line(title, TITLE), about, (first, *slides, *([method] if method else [])))


def one(kind: str, source: Source, title: str = "", remark: str = "") -> Slide:
    """One slide by its kind; without events, one that says so."""
    chosen = of_what(source.about.lang, kind, source.of)
    named = " · ".join(part for part in (source.say(TITLES[kind]), chosen) if part)
    if not len(source.events):
        slide = Slide(kind, named, source.say("nothing"), None, source.about)
    else:
        said, content, left_out = (KINDS | MORE)[kind](source)
        slide = Slide(kind, named, said, content, source.about, left_out)
    return replace(slide, title=line(title, TITLE) or slide.title, remark=line(remark, 360))


def heading(about: download.About) -> Iterator[str]:
    """How much of what, with which filters, of when."""
    lang = about.lang
    yield words.say(lang, "deck_events", shown=f"{about.shown:,}", total=f"{about.total:,}")
    chosen = [line(f"{name} = {value}", 60) for name, value in about.chosen]
    told = words.some(lang, chosen, 8) if chosen else words.say(lang, "no_filter")
    yield words.say(lang, "deck_filters", filters=told)
    yield words.say(lang, "deck_data", when=about.built[:16].replace("T", " "))


def notes(slide: Slide) -> str:
    """What a speaker must be able to answer: filters, row counts, data date, inputs, and what the slide leaves out."""
    about = slide.about
    said = [slide.title, slide.said, slide.left_out, slide.remark, *heading(about), inputs(about), about.citation]
    return "\n".join(line(text, 1000) for text in said if text)


def inputs(about: download.About) -> str:
    """The files that the table was built from, not too many."""
    told = words.some(about.lang, [line(one.rpartition("/")[2], 60) for one in about.inputs], 6)
    return words.say(about.lang, "deck_inputs", inputs=told or "—")


def method(source: Source) -> Slide:
    """The last slide: how the numbers came about and where the stories come from."""
    about, lang = source.about, source.about.lang
    codes, names = source.events.base.codes("source")
    numbers = np.bincount(codes[source.events.rows], minlength=len(names))
    named = [f"{line(names[code], NAME) or source.say('deck_no_source')} ({numbers[code]:,})"
             for code in np.argsort(-numbers, kind="stable") if numbers[code]]
    told = [source.say("deck_from_words"), source.say("deck_dates"), source.say(f"counted_{source.counting}"),
            source.say("money_rule"), source.say("map_note"), inputs(about)]
    told += [source.say("deck_sources", sources=words.some(lang, named, 8))] if named else []
    return Slide("method", source.say("deck_method"), "", Text((*told, line(about.citation, 600))), about)


def of_what(lang: str, kind: str, of: str) -> str:
    """The choice of a page in words; nothing where there was none, or where a stranger's file or link names an unknown one.

    >>> of_what("en", "time", "year"), of_what("en", "time", "nonsense"), of_what("en", "domains", "year")
    ('Year', '', '')
    """
    if kind == "time":
        return words.say(lang, f"unit_{of}") if of in query.UNITS else ""
    if kind in ("companies", "reach"):
        return words.label(lang, "kind", of) if of in words.KINDS else ""
    if kind in ("map", "cities") and of == "organisations":
        return words.say(lang, "measure_organisations")
    if kind in ("money_by", "map", "cities"):
        return words.label(lang, "amount_kind", of.partition("/")[0]) if of.partition("/")[0] in words.AMOUNT_KINDS else ""
    if kind == "money" and "/" in of:
        name, currency = of.split("/", 1)
        return words.say(lang, "money_of", kind=words.label(lang, "amount_kind", name),
                         currency=words.currency(lang, currency)) if name in words.AMOUNT_KINDS else ""
    return line(words.organisation(lang, of), NAME) if kind in ("roles", "beside") and of else ""


