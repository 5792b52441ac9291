"""The nouns that the steps share: stories, sentences, mentions, events, issues.

Everything here is frozen: a step reads nouns and yields new ones. What a story has dozens of is a named tuple, which is
made in a fifth of the time that a frozen dataclass takes.
Offsets count characters of ``Story.text`` as received, the end exclusive.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "year"]
Basis = Literal["stated", "resolved"]
Qualifier = Literal["exact", "about", "over", "under", "range", "vague"]
AmountKind = Literal["investment", "contract", "cooperation", "financing", "budget", "other"]
OrgKind = Literal["company", "government", "association", "academia", "media", "other"]

EVENT_TYPES = ("agreement", "launch", "deployment", "standard", "policy", "conference",
               "award", "tender", "investment", "report", "other")
DOMAINS = ("government", "transport", "healthcare", "education", "welfare", "community", "safety", "environment",
           "energy", "urban", "finance", "commerce", "culture", "rural", "industry", "customs", "infrastructure",
           "standards")
ORG_KINDS = ("company", "government", "association", "academia", "media", "other")
ROLES = ("signatory", "organiser", "supporter", "publisher", "contractor", "buyer", "investor", "author", "winner",
         "participant")
AMOUNT_KINDS = ("investment", "contract", "cooperation", "financing", "budget", "other")
CHINA = "100000"


@dataclass(frozen=True, slots=True)
class Story:
    """One news item as received."""

    story_id: str
    title: str
    body: str
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    origin: str = ""
    """Where it was read: ``file:line`` of its first line."""
    digest: str | None = None
    """The file it shares with other stories whose dates may complete its own; None for a story on its own."""

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}"


class Sentence(NamedTuple):
    """A stretch of a story's text that one statement fills; ``text == story.text[start:end]``."""

    start: int
    end: int
    text: str
    paragraph: int
    """0 for the headline, then counted from 1."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Money with both bounds, in whole units of ``currency`` (yuan, not 万元).

    A bound that the words leave open is None: 超过10亿元 has no maximum, 近10亿元 no minimum.
    """

    minimum: float | None
    maximum: float | None
    currency: str | None
    """ISO 4217; None where the words name none (the place decides later)."""
    qualifier: Qualifier = "exact"


@dataclass(frozen=True, slots=True)
class DateExpression:
    """What the words of a date say, before context completes them (``extract.dates.complete`` → DateSpan).

    ``relative`` is the unit in which the words count from the day of writing, ``offset`` how many of them: 昨日 is
    ``day`` -1, 去年12月 ``year`` -1 with month 12, 上周五 ``week`` -1 with weekday 5. Other values of it: ``recent``
    (近日, 日前), ``same_day`` (当天), ``window_day`` … ``window_year`` (近三年, 未来两天: so many units up to the day
    or from it on).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: str | None = None
    offset: int | None = None
    weekday: int | None = None
    """1 is Monday."""
    nth: int | None = None
    """Which week, or which such weekday, of the month or year: 1 the first, -1 the last."""
    part: str | None = None
    """``early``, ``middle``, ``late`` (上旬, 中旬, 下旬), ``half1``, ``half2`` of a month; ``year_end``: 年底."""
    lunar: bool = False
    """Month and day are those of the traditional calendar (正月十五)."""
    named: str | None = None
    """A festival or solar term (春节, 冬至), a name in ``knowledge/festivals.csv``."""
    ahead: bool | None = None
    """True where the words around announce it (将于), None where they leave it open."""
    end: DateExpression | None = None
    """The last part of a range; what it leaves out, such as the year, is that of the first."""


class DateSpan(NamedTuple):
    """First and last day, both inclusive; ``end`` is None unless the words give a range.

    ``start`` is the first day of a month or a year when ``precision`` says so.
    """

    start: dt.date
    end: dt.date | None
    precision: Precision
    basis: Basis = "stated"


@dataclass(frozen=True, slots=True)
class Place:
    """A division of China by its six-digit code (GB/T 2260), or a country (ISO 3166) or city abroad."""

    adcode: str
    name: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation; ``name`` is canonical and serves as its id."""

    name: str
    kind: OrgKind
    known: bool = True
    """False for a name that no gazetteer holds, recognised by its shape."""
    seat: str | None = None
    """Code of the division in its name (合肥市生态环境局) or, for a known one, of its head office."""


class Mention(NamedTuple):
    """A span that names something, with what it may denote."""

    kind: Literal["amount", "date", "place", "organisation", "trigger", "distractor"]
    start: int
    end: int
    text: str
    value: Amount | DateExpression | Place | Organisation | str | None = None
    candidates: tuple[str, ...] = ()
    """Ids that the words might denote, best first, where ``value`` is not settled."""
    rule: str = ""
    """The rule that found it, for ``explain``."""


class Evidence(NamedTuple):
    """The words that one value of an event was read from."""

    field: str
    """date, places, partners, domains, amounts, event_type or event."""
    value: str
    start: int
    end: int
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation in its role in one event."""

    name: str
    kind: OrgKind
    role: str


@dataclass(frozen=True, slots=True)
class Event:
    """One initiative as one story reports it; the first of a story is its primary event."""

    event_id: str
    story_id: str
    primary: bool
    event: str
    event_type: str
    date: DateSpan | None = None
    places: tuple[Place, ...] = ()
    partners: tuple[Partner, ...] = ()
    domains: tuple[str, ...] = ()
    amount: Amount | None = None
    amount_kind: AmountKind | None = None
    amount_text: str | None = None
    evidence: tuple[Evidence, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Issue:
    """Something seen but not understood, for a person to settle."""

    story_id: str
    field: str
    reason: str
    """A code of ``table.ISSUE_REASONS``."""
    detail: str
    start: int
    end: int
    text: str
