"""The columns of the finished tables (type, role, unit, labels) and the frames made from events."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from etl import knowledge
from etl.model import Amount, Event, Issue, Place, Story

if TYPE_CHECKING:  # pandas takes a second to load, and naming columns needs none of it
    import pandas as pd

Role = Literal["key", "dimension", "measure", "text", "time"]
_TEXT = pa.string()
_LIST = pa.list_(pa.string())


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type in Parquet, what it is good for, its unit, and what it is called in both languages."""

    name: str
    type: pa.DataType
    role: Role
    zh: str
    en: str
    unit: str = ""
    about: str = ""


EVENTS = (
    Column("event", _TEXT, "text", "事件", "Event", about="What happened; for a primary event, the headline"),
    Column("date", pa.date32(), "time", "日期", "Date", about="First day; missing where the story does not say"),
    Column("city", _LIST, "dimension", "城市", "City", about="Prefecture-level codes (GB/T 2260), or ISO 3166 abroad"),
    Column("partners", _LIST, "dimension", "参与方", "Partners", about="Canonical names of the organisations"),
    Column("domain", _LIST, "dimension", "领域", "Domain", about="Domain codes, the main one first"),
    Column("amount", pa.float64(), "measure", "金额", "Amount", "CNY", "The single number in yuan, where there is one"),
    Column("event_id", _TEXT, "key", "事件编号", "Event id"),
    Column("story_id", _TEXT, "key", "报道编号", "Story id"),
    Column("story_title", _TEXT, "text", "报道标题", "Headline"),
    Column("primary", pa.bool_(), "dimension", "主要事件", "Primary event"),
    Column("event_type", _TEXT, "dimension", "事件类型", "Event type"),
    Column("date_end", pa.date32(), "time", "结束日期", "Last day"),
    Column("date_precision", _TEXT, "dimension", "日期精度", "Date precision", about="day, month, year or missing"),
    Column("date_basis", _TEXT, "dimension", "日期依据", "Date basis", about="stated, resolved or missing"),
    Column("places", _LIST, "dimension", "地点", "Places", about="Codes at the finest level that the story states"),
    Column("province", _LIST, "dimension", "省份", "Province", about="Province codes"),
    Column("region", _LIST, "dimension", "大区", "Region", about="north, northeast, east, central, south, southwest, "
           "northwest, hmt (Hong Kong, Macao, Taiwan), national, abroad"),
    Column("partner_kinds", _LIST, "dimension", "参与方类别", "Partner kinds", about="One a partner, in order"),
    Column("partner_roles", _LIST, "dimension", "参与方角色", "Partner roles", about="One a partner, in order"),
    Column("amount_min", pa.float64(), "measure", "金额下限", "Amount from", "currency"),
    Column("amount_max", pa.float64(), "measure", "金额上限", "Amount to", "currency"),
    Column("currency", _TEXT, "dimension", "币种", "Currency", about="ISO 4217"),
    Column("amount_kind", _TEXT, "dimension", "金额类别", "Amount kind"),
    Column("amount_text", _TEXT, "text", "金额原文", "Amount in words"),
    Column("source", _TEXT, "dimension", "来源", "Source"),
    Column("published", pa.date32(), "time", "发布日期", "Published"),
    Column("url", _TEXT, "text", "链接", "Link"),
)
EVIDENCE = (
    Column("event_id", _TEXT, "key", "事件编号", "Event id"),
    Column("story_id", _TEXT, "key", "报道编号", "Story id"),
    Column("field", _TEXT, "dimension", "字段", "Field",
           about="event, event_type, date, places, partners, domains, amounts"),
    Column("value", _TEXT, "text", "值", "Value"),
    Column("start", pa.int32(), "measure", "起", "Start", "characters"),
    Column("end", pa.int32(), "measure", "止", "End", "characters"),
    Column("text", _TEXT, "text", "原文", "Words"),
    Column("confidence", pa.float64(), "measure", "置信度", "Confidence", "0 to 1"),
    Column("rule", _TEXT, "text", "规则", "Rule"),
)
ISSUES = (
    Column("story_id", _TEXT, "key", "报道编号", "Story id"),
    Column("origin", _TEXT, "text", "出处", "Origin"),
    Column("field", _TEXT, "dimension", "字段", "Field"),
    Column("reason", _TEXT, "dimension", "原因", "Reason"),
    Column("detail", _TEXT, "text", "说明", "Detail"),
    Column("start", pa.int32(), "measure", "起", "Start", "characters"),
    Column("end", pa.int32(), "measure", "止", "End", "characters"),
    Column("text", _TEXT, "text", "原文", "Words"),
)
STORIES = (
    Column("story_id", _TEXT, "key", "报道编号", "Story id"),
    Column("title", _TEXT, "text", "标题", "Headline"),
    Column("body", _TEXT, "text", "正文", "Body"),
    Column("published", pa.date32(), "time", "发布日期", "Published"),
    Column("source", _TEXT, "dimension", "来源", "Source"),
    Column("url", _TEXT, "text", "链接", "Link"),
    Column("origin", _TEXT, "text", "出处", "Origin"),
)
TABLES = {"events": EVENTS, "evidence": EVIDENCE, "issues": ISSUES, "stories": STORIES}


def schema(name: str) -> pa.Schema:
    """The explicit Parquet schema of one table, so that all-empty columns keep their type."""
    return pa.schema([(column.name, column.type) for column in TABLES[name]])


def version() -> str:
    """Eight digits that change with any column's name or type; a table of another version must be built again."""
    told = ";".join(f"{name}:{column.name}:{column.type}" for name, columns in TABLES.items() for column in columns)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


ISSUE_REASONS: dict[str, tuple[str, str]] = {
    "duplicate": ("同一篇报道出现了两次，只保留第一次。", "The same story came twice; the first is kept."),
    "id_reused": ("两篇不同的报道用了同一个编号，后一篇已换新编号。",
                  "Two stories bore one id; the second was given a new one."),
    "line_left_out": ("文件开头的这一行不属于任何报道。", "This line above the first headline belongs to no story."),
    "published_unreadable": ("发布日期看不懂，按没有处理。",
                             "The day of publication could not be read and counts as missing."),
    "ambiguous_place": ("这个地名可以指几个地方，文中没有说明是哪一个。",
                        "This name means several places, and the story does not say which."),
    "two_dates": ("文中有两个日期都可能是事件日期。", "Two dates of the story may each be the event's."),
    "date_open": ("这个日期缺少年份或月份，文中和发布日期都补不全。",
                  "Neither the story nor a day of publication completes this date."),
    "amount_uncertain": ("这笔钱可能是事件金额，但把握不足，未填入。",
                         "This money may be the event's, but not surely enough to be filled in."),
    "partner_uncertain": ("这个机构可能是参与方，但把握不足，未填入。",
                          "This organisation may take part, but not surely enough to be filled in."),
    "place_uncertain": ("这个地方可能是事件所在地，但把握不足，未填入。",
                        "This place may be the event's, but not surely enough to be filled in."),
    "garbled": ("这里有乱码，可能是用错了编码，读不出内容。",
                "The characters here are garbled, as by a wrong encoding, and were not understood."),
    "too_long": ("报道过长，这之后的文字没有读取。", "The story is too long; what comes after this was not read."),
    "too_many": ("一句话里的名称太多，这之后的没有读取。",
                 "The sentence holds too many names; those after this one were not read."),
    "url_unreadable": ("链接不是网址，已略去。", "The link is no web address and was left out."),
    "step_failed": ("处理这篇报道时程序出错，没有得出事件。", "A step failed on this story, so it has no events."),
}
"""What each reason of an issue means, in Chinese and in English."""

Row = dict[str, Any]
Result = tuple[Story, Sequence[Event], Sequence[Issue]]


@dataclass(frozen=True, slots=True)
class Tables:
    """The finished tables; dates are ``datetime64``, lists are tuples, and what is missing is NaN, NaT or ``()``."""

    events: pd.DataFrame
    evidence: pd.DataFrame
    issues: pd.DataFrame
    stories: pd.DataFrame
    build: dict[str, Any] = field(default_factory=dict)
    """When and from what they were built; empty before they are stored."""


def frames(results: Iterable[Result], issues: Iterable[Issue] = ()) -> Tables:
    """The tables of all stories in the order given; ``issues`` are those that reading already found."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    origins: dict[str, str] = {}
    found = list(issues)
    for story, events, open_ones in results:
        origins[story.story_id] = story.origin
        rows["stories"].append({column.name: getattr(story, column.name) for column in STORIES})
        for event in events:
            rows["events"].append(_event(story, event))
            rows["evidence"].extend(_evidence(story, event))
        found.extend(open_ones)
    rows["issues"] = [_issue(issue, origins.get(issue.story_id, "")) for issue in found]
    return Tables(**{name: frame(name, rows[name]) for name in TABLES})


def frame(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Rows → a frame with every column of the table and its type, even where there is no row."""
    return pandas(name, pa.Table.from_pylist(list(rows), schema=schema(name)))


def pandas(name: str, stored: pa.Table) -> pd.DataFrame:
    """The Arrow table, or some columns of it, as a frame; lists as tuples, because arrays are never equal, hashed or true."""
    found = stored.to_pandas(date_as_object=False)
    for column in (one for one in TABLES[name] if one.name in found):
        if pa.types.is_list(column.type):
            found[column.name] = [tuple(cell or ()) for cell in stored[column.name].to_pylist()]
            found[column.name] = found[column.name].astype(object)
        elif pa.types.is_date(column.type):
            found[column.name] = found[column.name].astype("datetime64[s]")
    return found


def arrow(name: str, found: pd.DataFrame) -> pa.Table:
    """The frame as an Arrow table of the explicit schema, the inverse of ``pandas``."""
    wanted = schema(name)
    return pa.Table.from_pandas(found, schema=wanted, preserve_index=False).replace_schema_metadata(None)


def yuan(amount: Amount | None) -> float | None:
    """The single number in yuan where there is one; a range, a vague amount and foreign money have none.

    >>> yuan(Amount(1e9, None, "CNY", "over")), yuan(Amount(3e8, 5e8, "CNY", "range")), yuan(Amount(6e8, 6e8, "USD"))
    (1000000000.0, None, None)
    """
    if amount is None or amount.currency != "CNY" or amount.qualifier in ("range", "vague"):
        return None
    bounds = {amount.minimum, amount.maximum} - {None}
    return bounds.pop() if len(bounds) == 1 else None


def _event(story: Story, event: Event) -> Row:
    amount = event.amount
    return {
        "event": event.event, "event_id": event.event_id, "story_id": story.story_id, "story_title": story.title,
        "primary": event.primary, "event_type": event.event_type, "domain": event.domains,
        **_dates(event), **_rolled_up(event.places),
        "partners": [partner.name for partner in event.partners],
        "partner_kinds": [partner.kind for partner in event.partners],
        "partner_roles": [partner.role for partner in event.partners],
        "amount": yuan(amount), "amount_min": amount and amount.minimum, "amount_max": amount and amount.maximum,
        "currency": amount and amount.currency, "amount_kind": event.amount_kind, "amount_text": event.amount_text,
        "source": story.source, "published": story.published, "url": story.url,
    }


def _dates(event: Event) -> Row:
    date = event.date
    if date is None:
        return {"date": None, "date_end": None, "date_precision": None, "date_basis": "missing"}
    return {"date": date.start, "date_end": date.end, "date_precision": date.precision, "date_basis": date.basis}


def _rolled_up(places: Sequence[Place]) -> Row:
    """Places with the city, the province and the region of each, every one once, in order."""
    known = knowledge.places()
    codes = [place.adcode for place in places]
    return {"places": codes} | {
        name: list(dict.fromkeys(above for code in codes if (above := part(code)) is not None))
        for name, part in (("city", known.city), ("province", known.province), ("region", known.region))}


def _evidence(story: Story, event: Event) -> list[Row]:
    text = story.text
    return [{"event_id": event.event_id, "story_id": story.story_id, "field": found.field, "value": found.value,
             "start": found.start, "end": found.end, "text": text[found.start:found.end],
             "confidence": found.confidence, "rule": found.rule} for found in event.evidence]


def _issue(issue: Issue, origin: str) -> Row:
    return {"story_id": issue.story_id, "origin": origin, "field": issue.field, "reason": issue.reason,
            "detail": issue.detail, "start": issue.start, "end": issue.end, "text": issue.text}
