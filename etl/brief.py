"""Tables → one page on what happened in a period: sentences filled from the data, each with the stories behind it.

Nothing is weighed or retold: a sentence is a template, its gaps are cells of the table, and what a page has no room for
is counted. Amounts of different kinds or currencies never meet, and no two amounts are added.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from etl import knowledge, table, written
from etl.brief_words import WORDS

NEWEST, LEADING, AMOUNTS = 5, 4, 4
"""Sentences in each part: as many as one A4 page holds with the stories below."""
SOURCES_EACH = 1
"""Stories named behind one sentence, so that all stay on the page; how many more there are is said."""
HEADLINE, SHORT, NAME = 64, 44, 40
"""Widths at which an event's line, a line inside a sentence and an organisation's name are cut."""


Part = Callable[["_Page", pd.DataFrame], Iterator["Sentence"]]


@dataclass(frozen=True, slots=True)
class Source:
    """A story behind a sentence."""

    title: str
    source: str
    published: str
    url: str
    origin: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement, and the numbers of the stories that it rests on."""

    text: str
    sources: tuple[int, ...] = ()
    more: int = 0
    """Stories behind it beyond those."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The page as data, which ``markdown`` and ``brief_docx`` only lay out."""

    lang: str
    title: str
    lead: tuple[str, ...]
    parts: tuple[tuple[str, tuple[Sentence, ...]], ...]
    sources: tuple[Source, ...]
    note: str


@dataclass(slots=True)
class _Page:
    """What the parts share while they are written: the language, the stories cited so far."""

    lang: str
    stories: dict[str, dict]
    cited: dict[str, int] = field(default_factory=dict)

    def say(self, key: str, **gaps: object) -> str:
        return WORDS[key][self.lang == "en"].format(**gaps)

    def events(self, number: int) -> str:
        return self.say("event" if number == 1 else "events", n=f"{number:,}")

    def label(self, column: str, code: str) -> str:
        return written.cut(written.visible(written.label(self.lang, column, code)), NAME)

    def sentence(self, text: str, events: pd.DataFrame) -> Sentence:
        """The text with the first stories of ``events`` as its sources."""
        ids = list(dict.fromkeys(events["story_id"]))
        numbers = tuple(self.cited.setdefault(one, len(self.cited) + 1) for one in ids[:SOURCES_EACH])
        return Sentence(text, numbers, len(ids) - len(numbers))


def compose(tables: table.Tables, since: dt.date, until: dt.date | None = None, lang: str = "zh") -> Brief:
    """What happened from ``since`` (to ``until``), with its sources; an empty period says that it is empty."""
    told, coarse, undated = _period(tables.events, since, until)
    page = _Page(lang, tables.stories.set_index("story_id").to_dict("index"))
    parts = [(page.say(name), tuple(write(page, told))) for name, write in _PARTS]
    return Brief(lang, _title(page, since, until), tuple(_lead(page, told, tables)),
                 tuple((title, sentences) for title, sentences in parts if sentences),
                 tuple(_source(page, story_id) for story_id in page.cited), _note(page, coarse, undated))


def _period(events: pd.DataFrame, since: dt.date, until: dt.date | None) -> tuple[pd.DataFrame, int, int]:
    """The events of the period, newest first; how many may have begun before it; how many have no date."""
    first = events["date"]
    last = events["date_end"].where(events["date_end"].notna(), first)
    month, year = (events["date_precision"] == unit for unit in ("month", "year"))
    last = last.mask(month, last + pd.offsets.MonthEnd(0)).mask(year, last + pd.offsets.YearEnd(0))
    inside = (last >= pd.Timestamp(since)) & (first <= pd.Timestamp(until or dt.date.max.replace(year=9000)))
    coarse = inside & (month | year) & (first < pd.Timestamp(since))
    told = events[inside & ~coarse].sort_values(["date", "primary"], ascending=[False, False], kind="stable")
    return told, int(coarse.sum()), int(first.isna().sum())


def _title(page: _Page, since: dt.date, until: dt.date | None) -> str:
    first = written.day(page.lang, since)
    return page.say("title_between", first=first, last=written.day(page.lang, until)) if until else \
        page.say("title_since", first=first)


def _lead(page: _Page, told: pd.DataFrame, tables: table.Tables) -> Iterator[str]:
    """What the page covers: counted from the table, so its source is the table."""
    if told.empty:
        yield page.say("nothing")
    else:
        cities, names = (len(set(told[column].explode().dropna())) for column in ("city", "partners"))
        yield page.say("covers", events=page.events(len(told)), stories=f"{told['story_id'].nunique():,}",
                       cities=f"{cities:,}", names=f"{names:,}")
    if built := str(tables.build.get("built_at", ""))[:16].replace("T", " "):
        yield page.say("built", when=built, total=f"{len(tables.events):,}")


def _note(page: _Page, coarse: int, undated: int) -> str:
    said = [page.say("note")]
    said += [page.say("coarse", events=page.events(coarse))] * bool(coarse)
    said += [page.say("undated", events=page.events(undated))] * bool(undated)
    return ("" if page.lang == "zh" else " ").join(said)


def _source(page: _Page, story_id: str) -> Source:
    story = page.stories.get(story_id, {})
    cell = {name: "" if written.missing(story.get(name)) else story[name]
            for name in ("title", "source", "published", "url", "origin")}
    day = f"{cell['published']:%Y-%m-%d}" if cell["published"] != "" else ""
    title = written.cut(written.visible(cell["title"] or story_id), SHORT)
    return Source(title, written.cut(written.visible(cell["source"]), NAME), day, cell["url"],
                  written.visible(cell["origin"]))


# ---------------------------------------------------------------- the parts

def _newest(page: _Page, told: pd.DataFrame) -> Iterator[Sentence]:
    """The newest events, those that a headline is about before what a story says besides."""
    for _, event in told.head(NEWEST).iterrows():
        partners = [page.label("partners", name) for name in event["partners"]]
        facts = [page.label("event_type", event["event_type"])]
        facts += [page.say("partners", names=written.listed(page.lang, partners))] * bool(partners)
        facts += [money] if (money := _money(page, event, kind=True)) else []
        yield page.sentence(page.say("happened", when=_when(page, event), where=_where(page, event),
                                     event=_line(event), facts=page.say("comma").join(facts)), event.to_frame().T)


def _leading(column: str, only: Callable[[pd.DataFrame], pd.DataFrame] | None = None) -> Part:
    """Sentences on the values of a column that stand in most events, the newest event of each with its date."""
    def write(page: _Page, told: pd.DataFrame) -> Iterator[Sentence]:
        pairs = only(told) if only else told.explode(column).rename(columns={column: "value"})
        pairs = pairs[pairs["value"].notna()].drop_duplicates(["event_id", "value"])
        numbers = pairs["value"].value_counts()
        order = sorted(numbers.index, key=lambda value: (-numbers[value], str(value)))
        for value in order[:LEADING]:
            mine = pairs[pairs["value"] == value]
            yield page.sentence(_standing(page, column, value, mine), mine)
        if len(order) > LEADING:
            yield Sentence(page.say("left_out", n=f"{len(order) - LEADING:,}"))
    return write


def _standing(page: _Page, column: str, value: str, mine: pd.DataFrame) -> str:
    """How many events a value has, where they are, and the newest of them."""
    newest = mine.iloc[0]
    below = "province" if column == "region" else "city"
    codes = mine[below].explode().dropna().value_counts().index
    inside = [code for code in codes if column != "region" or knowledge.places().region(code) == value]
    places = [page.label(below, code) for code in inside]
    where = page.say("in", places=written.listed(page.lang, places)) if places else ""
    key = "one_value" if len(mine) == 1 else "value"
    return page.say(key, name=page.label(column, value), events=page.events(len(mine)), where=where,
                    event=_line(newest, SHORT), when=_when(page, newest))


def _companies(told: pd.DataFrame) -> pd.DataFrame:
    """One row an event and a company in it."""
    named = told.assign(value=[tuple(name for name, kind in zip(names, kinds, strict=True) if kind == "company")
                               for names, kinds in zip(told["partners"], told["partner_kinds"], strict=True)])
    return named.explode("value")


def _amounts(page: _Page, told: pd.DataFrame) -> Iterator[Sentence]:
    """The largest amount of each kind and currency, as the range that it is; nothing is added."""
    rows = told[told["amount_min"].notna() | told["amount_max"].notna()].copy()
    if rows.empty:
        return
    rows["size"] = rows[["amount_min", "amount_max"]].max(axis=1)
    rows["currency"], rows["amount_kind"] = rows["currency"].fillna(""), rows["amount_kind"].fillna("other")
    groups = sorted(rows.groupby(["amount_kind", "currency"]), key=lambda group: (group[0][1] != "CNY", -len(group[1]),
                                                                                   group[0]))
    for (kind, _), mine in groups[:AMOUNTS]:
        mine = mine.sort_values("size", ascending=False, kind="stable")
        event, name = mine.iloc[0], page.label("amount_kind", kind)
        words = event["amount_text"] if isinstance(event["amount_text"], str) else ""
        said = page.say("in_words", words=written.cut(written.visible(words), NAME)) if words else ""
        text = page.say("largest" if len(mine) > 1 else "only", kind=name[:1].upper() + name[1:], words=said,
                        events=page.events(len(mine)), event=_line(event, SHORT), amount=_money(page, event))
        yield page.sentence(text, mine)
    if len(groups) > AMOUNTS:
        yield Sentence(page.say("left_out", n=f"{len(groups) - AMOUNTS:,}"))


_PARTS = (("newest", _newest), ("domains", _leading("domain")), ("regions", _leading("region")),
          ("companies", _leading("partners", _companies)), ("amounts", _amounts))


def _when(page: _Page, event: pd.Series) -> str:
    return written.day(page.lang, event["date"], event["date_precision"], event["date_end"])


def _where(page: _Page, event: pd.Series) -> str:
    codes = event["city"] or event["province"] or event["places"]
    names = [page.label("places", code) for code in codes]
    return page.say("where", places=written.listed(page.lang, names)) if names else ""


def _line(event: pd.Series, width: int = HEADLINE) -> str:
    return written.cut(written.visible(event["event"]), width)


def _money(page: _Page, event: pd.Series, kind: bool = False) -> str:
    code = event["currency"] if isinstance(event["currency"], str) else None
    said = written.money(page.lang, event["amount_min"], event["amount_max"], code)
    if not said or not kind:
        return said
    name = event["amount_kind"] if isinstance(event["amount_kind"], str) else "other"
    return page.say("of_kind", kind=page.label("amount_kind", name), amount=said)


# ---------------------------------------------------------------- Markdown

def markdown(brief: Brief) -> str:
    """The page as Markdown; words of stories are shown as they are, whatever signs they hold."""
    shown = written.markdown
    lines = [f"# {shown(brief.title)}", "", *(f"{shown(sentence)}  " for sentence in brief.lead), ""]
    for title, sentences in brief.parts:
        lines += [f"## {shown(title)}", "", *(f"- {shown(one.text)}{marks(one, brief.lang)}" for one in sentences), ""]
    if brief.sources:
        lines += [f"## {WORDS['sources'][brief.lang == 'en']}", ""]
        lines += [f"{number}. {about(source, brief.lang, shown)}" for number, source in enumerate(brief.sources, 1)]
        lines += [""]
    return "\n".join([*lines, f"*{shown(brief.note)}*", ""])


def marks(sentence: Sentence, lang: str) -> str:
    """The numbers of the sources behind a sentence: `` [1][4]``, and how many more."""
    if not sentence.sources:
        return ""
    more = WORDS["more_sources"][lang == "en"].format(n=sentence.more) if sentence.more else ""
    return " " + "".join(f"[{number}]" for number in sentence.sources) + more


def about(source: Source, lang: str, shown: Callable[[str], str] = str) -> str:
    """A story in one line: title, who published it, when, and where to read it."""
    told: Sequence[str] = [source.source or WORDS["no_source"][lang == "en"],
                           source.published or WORDS["no_day"][lang == "en"]]
    where = f"<{source.url.replace('<', '%3C').replace('>', '%3E')}>" if source.url else shown(source.origin)
    return f"{shown(source.title)} — {shown(', '.join(told))}" + (f", {where}" if where else "")
