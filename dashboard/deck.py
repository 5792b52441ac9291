"""The slides as data: titles, sentences and contents from filtered events; ``deck_pptx`` and ``deck_html`` draw them.

Every slide says what it shows, in one sentence worked out from the data, and what it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from dashboard import download, query, words
from etl import written

TOP, ROWS, MONEY = 12, 8, 8
"""Bars, events and amounts on one slide."""
NAME, HEADLINE, TITLE = 32, 64, 90
"""Widths at which names, the lines of events and titles are cut."""
Cell = str


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers with their names."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars, the largest first."""

    names: tuple[str, ...]
    numbers: tuple[float, ...]
    codes: tuple[str, ...]
    axis: str
    column: str
    written: tuple[str, ...] = ()
    """The numbers in words, where they are money."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A few values over time: (code, name, numbers), one number a period."""

    starts: tuple[pd.Timestamp, ...]
    labels: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[int, ...]], ...]
    axis: str
    unit: str


@dataclass(frozen=True, slots=True)
class Time:
    """Events over time: the whole answer, and what fits columns of one width: precision → numbers."""

    timeline: query.Timeline
    labels: tuple[str, ...]
    series: Mapping[str, tuple[int, ...]]
    axis: str


@dataclass(frozen=True, slots=True)
class Map:
    """A number for each province."""

    values: Mapping[str, float]
    axis: str
    money: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A small table; ``ids`` are the events of its rows, ``shares`` the parts of the width."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]
    ids: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str, float | None, float | None, str], ...] = ()
    """Of a money table: (event, name, low, high, label), to be drawn as ranges."""
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs."""

    paragraphs: tuple[str, ...]


Content = Figures | Bars | Lines | Time | Map | Sheet | Text | None


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; ``about`` holds its own filters and row counts, which a collection may change from slide to slide."""

    kind: str
    title: str
    said: str
    content: Content
    about: download.About
    left_out: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides in order; the first is the title."""

    lang: str
    title: str
    about: download.About
    slides: tuple[Slide, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Source:
    """What a slide is made from."""

    events: query.Events
    about: download.About
    counting: str = "each"
    of: str = ""
    """What a chart was chosen to show on its page, as a code: a unit of time, a kind of organisations, one of them."""

    def say(self, key: str, **gaps: object) -> str:
        return words.say(self.about.lang, key, **gaps)

    def label(self, column: str, code: str) -> str:
        return line(words.label(self.about.lang, column, code), NAME)

    def count(self, number: int) -> str:
        return words.count(self.about.lang, int(number), "event")


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
    from dashboard import deck_more  # it is made of what stands here
    chosen = deck_more.of_what(source.about.lang, kind, source.of)
    named = " · ".join(part for part in (source.say(TITLES[kind]), chosen) if part)
    if not len(source.events):
        slide = Slide(kind, named, source.say("nothing"), None, source.about)
    else:
        said, content, left_out = (KINDS | MORE | deck_more.KINDS)[kind](source)
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


def line(text: str, width: int) -> str:
    """A text on one line, nothing in it hidden, cut to a width."""
    return words.cut(written.visible(text[:20_000]), width)


# ---------------------------------------------------------------- the kinds of slides

Made = tuple[str, Content, str]


def _figures(source: Source) -> Made:
    found = query.key_figures(source.events)
    pairs = tuple((source.say(f"figure_{name}"), f"{number:,}") for name, number in found.items())
    said = source.say("deck_events", shown=f"{source.about.shown:,}", total=f"{source.about.total:,}")
    return said, Figures(pairs), ""


def _ranked(column: str) -> Callable[[Source], Made]:
    """Bars of a column."""
    def made(source: Source) -> Made:
        counts = query.count_by(source.events, column, source.counting)
        if counts.empty:
            return source.say("deck_not_there"), None, ""
        top = counts.head(TOP)
        names = tuple(source.label(column, code) for code in top["value"])
        bars = Bars(names, tuple(float(number) for number in top["events"]), tuple(top["value"]),
                    source.say("axis_events"), column)
        return leaders(source, counts, column), bars, rows_left(source, TOP, len(counts))
    return made


def leaders(source: Source, counts: pd.DataFrame, column: str) -> str:
    """Who leads, with what share of the events, and who follows."""
    numbers = counts["events"].head(100).tolist()
    tied = [code for code, number in zip(counts["value"].head(100), numbers, strict=True) if number == numbers[0]]
    first, lang = words.figure(numbers[0]), source.about.lang
    if len(tied) > 1:
        named = words.listed(lang, [source.label(column, code) for code in tied[:3]])
        return source.say("said_tie", n=first,
                          names=named + (source.say("and_more", n=len(tied)) if len(tied) > 3 else ""))
    said = source.say("said_top", first=source.label(column, tied[0]), n=first,
                      share=f"{numbers[0] / len(source.events):.0%}")
    return said + (source.say("said_then", second=source.label(column, counts["value"][1]), m=words.figure(numbers[1]))
                   if len(numbers) > 1 else source.say("said_end"))


def _companies(source: Source) -> Made:
    """All that take part, counted as chosen; as the page on organisations shows them where that was pinned."""
    from dashboard import deck_more
    return deck_more.companies(source) if source.of else _ranked("partners")(source)


def _time(source: Source) -> Made:
    found = query.over_time(source.events, source.of if source.of in query.UNITS else None)
    if found.counts.empty:
        return source.say("said_no_dates", n=f"{len(source.events):,}"), None, ""
    lang, fitting = source.about.lang, found.fitting
    periods = query.starts(fitting["start"].min(), fitting["start"].max(), found.unit) if len(fitting) else []
    series = {precision: tuple(int(part.get(start, 0)) for start in periods)
              for precision in query.PRECISIONS
              if len(part := fitting[fitting["precision"] == precision].set_index("start")["events"])}
    labels = tuple(words.period(lang, start, found.unit) for start in periods)
    coarse = source.count(found.coarse["events"].sum())
    left = [source.say("deck_coarse_out", events=coarse)] if len(found.coarse) else []
    left += [source.say("deck_undated_out", events=source.count(found.undated))] if found.undated else []
    gap = source.say("gap")
    return _said_over_time(source, found), Time(found, labels, series, source.say(f"axis_{found.unit}")), gap.join(left)


def _said_over_time(source: Source, found: query.Timeline) -> str:
    totals = found.fitting.groupby("start")["events"].sum()
    if totals.empty:
        return source.say("said_coarse", n=f"{found.coarse['events'].sum():,}")
    peak, first, last = (words.period(source.about.lang, when, found.unit)
                         for when in (totals.idxmax(), totals.index[0], totals.index[-1]))
    return source.say("said_one_period", n=f"{totals.sum():,}", peak=peak) if first == last else \
        source.say("said_span", first=first, last=last, peak=peak, n=f"{totals.max():,}")


def _map(source: Source) -> Made:
    from dashboard import deck_more
    if source.of in deck_more.MEASURES:
        return _measured(source)
    counts = query.count_by(source.events, "province", source.counting)
    if counts.empty:
        return source.say("no_province"), None, ""
    without = query.breakdown(source.events, "province").without
    values = {code: float(number) for code, number in zip(counts["value"], counts["events"], strict=True)}
    left = source.say("deck_places_out", events=source.count(without)) if without else ""
    return leaders(source, counts, "province"), Map(values, source.say("measure_events")), left


def _measured(source: Source) -> Made:
    """The map of organisations or of the least sums of one kind of money."""
    from dashboard import deck_more
    said, counts, what = deck_more.measured(source, "province")
    values = {code: float(number) for code, number in zip(counts["value"], counts["events"], strict=True)}
    money = source.of in words.AMOUNT_KINDS
    return said, Map(values, what, money) if values else None, source.say("money_least") if money and values else ""


def _cities(source: Source) -> Made:
    """Cities by events, or by what the page on regions was told to measure."""
    from dashboard import deck_more
    return deck_more.cities(source) if source.of in deck_more.MEASURES else _ranked("city")(source)


def _money(source: Source) -> Made:
    """The largest amounts of one kind and currency, the most frequent unless chosen; the others are counted."""
    groups = query.sum_amounts(source.events)
    if groups.empty:
        return source.say("no_money"), None, ""
    names = [source.say("money_of", kind=source.label("amount_kind", group["amount_kind"]), currency=words.currency(
        source.about.lang, group["currency"])) for _, group in groups.iterrows()]
    first = groups.sort_values("events", ascending=False, kind="stable").index[0]
    asked = groups.index[groups["amount_kind"] + "/" + groups["currency"] == source.of]
    first = asked[0] if len(asked) else first
    mine = query.of_kind(source.events, groups["amount_kind"][first], groups["currency"][first])
    top = [row for _, row in mine.take(slice(MONEY)).frame.iterrows()]
    said = source.say("said_money", group=names[first], n=source.count(len(mine)),
                      event=line(top[0]["event"], HEADLINE), amount=money(source, top[0]))
    table = Sheet((source.say("column_event"), source.say("column_amount"), source.say("column_date")),
                  tuple((line(row["event"], HEADLINE), money(source, row), date(source, row)) for row in top),
                  (0.64, 0.2, 0.16), tuple(row["event_id"] for row in top),
                  tuple((row["event_id"], line(row["event"], HEADLINE), *_bounds(row), money(source, row))
                        for row in top if max(filter(None, _bounds(row)), default=0) > 0),
                  source.say("axis_money", currency=words.currency(source.about.lang, groups["currency"][first])))
    others = [f"{name} {source.count(groups['events'][index])}"
              for index, name in enumerate(names) if index != first]
    left = [rows_left(source, MONEY, len(mine))]
    left += [source.say("deck_money_groups", groups=words.some(source.about.lang, others, 6))] if others else []
    return said, table, source.say("deck_and").join(part for part in (*left, source.say("money_rule")) if part)


def _bounds(row: pd.Series) -> tuple[float | None, float | None]:
    low, high = (None if pd.isna(row[name]) else float(row[name]) for name in ("amount_min", "amount_max"))
    return low, high


def _crossed(source: Source) -> Made:
    """Domains by region as a table of numbers; a zero is a dash."""
    counts = query.crossed(source.events, "domain", "region")
    if counts.empty or not counts.to_numpy().any():
        return source.say("deck_not_there"), None, ""
    domains, regions = (query.count_by(source.events, column)["value"].tolist() for column in ("domain", "region"))
    row, column = counts.stack().idxmax()
    said = source.say("said_pair", row=source.label("domain", row), column=source.label("region", column),
                      n=f"{counts.loc[row, column]:,}")
    head = ("", *(words.region_short(source.about.lang, code) for code in regions))
    rows = tuple((source.label("domain", code), *(f"{counts.loc[code, one]:,}" if counts.loc[code, one] else "–"
                                                  for one in regions))
                 for code in domains[:ROWS + 2] if code in counts.index)
    sheet = Sheet(head, rows, (0.25, *[0.75 / len(regions)] * len(regions)))
    return said, sheet, rows_left(source, ROWS + 2, len(domains))


def _kinds(source: Source) -> Made:
    found = query.organisations(source.events)
    if found.empty:
        return source.say("no_organisations"), None, ""
    numbers = found["kind"].value_counts()
    names = tuple(source.label("kind", kind) for kind in numbers.index)
    said = source.say("said_kinds", total=f"{len(found):,}", first=names[0], n=f"{numbers.iloc[0]:,}")
    return said, Bars(names, tuple(map(float, numbers)), tuple(numbers.index), source.say("axis_organisations"), "kind"), ""


def _newest(source: Source) -> Made:
    found = query.newest(source.events, ROWS)
    if found.empty:
        return source.say("said_no_dates", n=f"{len(source.events):,}"), None, ""
    dated = int((~np.isnat(source.events.column("date"))).sum())
    lang = source.about.lang
    rows = [row for _, row in found.iterrows()]
    sheet = Sheet(
        tuple(source.say(f"column_{name}") for name in ("date", "event", "city", "partners", "amount")),
        tuple((date(source, row), line(row["event"], HEADLINE), line(places(source, row), NAME),
               line(words.some(lang, [source.label("partners", name) for name in row["partners"]], 2), 40),
               money(source, row)) for row in rows),
        (0.13, 0.4, 0.15, 0.19, 0.13), tuple(row["event_id"] for row in rows))
    return source.say("said_events", n=source.count(len(source.events)), stories=words.count(
        lang, query.key_figures(source.events)["stories"], "story")), sheet, rows_left(source, ROWS, dated)


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


def date(source: Source, row: pd.Series) -> str:
    """The date of an event as exactly as it is known."""
    return words.day(source.about.lang, row["date"], row["date_precision"], row["date_end"])


def money(source: Source, row: pd.Series) -> str:
    """The amount of an event in words."""
    return words.money(source.about.lang, row["amount_min"], row["amount_max"],
                       row["currency"] if isinstance(row["currency"], str) else "")


def places(source: Source, row: pd.Series) -> str:
    """The places of an event in words."""
    codes = row["city"] or row["province"] or row["places"]
    return words.some(source.about.lang, [words.place(source.about.lang, code) for code in codes], 2)


def rows_left(source: Source, shown: int, total: int) -> str:
    """How many rows of how many a slide shows; nothing where it shows all."""
    return source.say("said_rows_left", n=shown, total=f"{total:,}") if total > shown else ""


KINDS: dict[str, Callable[[Source], Made]] = {
    "figures": _figures, "time": _time, "domains": _ranked("domain"), "companies": _companies,
    "map": _map, "money": _money, "newest": _newest}
"""The slides of the standard deck between its title and its method, in order."""
MORE: dict[str, Callable[[Source], Made]] = {
    "regions": _ranked("region"), "provinces": _ranked("province"), "cities": _cities,
    "types": _ranked("event_type"), "crossed": _crossed, "kinds": _kinds}
"""Slides that only a collection holds; ``deck_more`` has others."""
TITLES = {"figures": "deck_figures", "time": "over_time", "domains": "domains_ranked", "companies": "companies_ranked",
          "map": "map", "money": "money_largest", "newest": "newest", "regions": "regions_ranked",
          "provinces": "provinces_ranked", "cities": "cities_ranked", "types": "types_ranked",
          "crossed": "domain_by_region", "kinds": "kinds", "change": "domains_change", "together": "together",
          "reach": "companies_by_cities", "money_by": "companies_by_money", "roles": "its_roles",
          "beside": "its_company"}
OF_ONE = ("roles", "beside")
"""Kinds that tell nothing without the organisation that they are about."""
