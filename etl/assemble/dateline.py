"""When a story was written: what its publication, its dateline, its own words and the rest of its digest say."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from etl.assemble.scene import Line, Scene, inside
from etl.extract import dates
from etl.model import Mention

# (Indonesia-China Smart City Expo 2023): a year in an English name
_ENGLISH_NAME = re.compile(r"[A-Za-z]{3}[\w\s&'’-]{0,40}\s(?P<year>20\d\d)(?![\d年])")
BORNE = re.compile(r"发布日期|发布时间|发布于|发稿|公告日期|来源|刊发|(?:记者|作者|编辑)[：:\s]|"
                    r"[\u4e00-\u9fff]+(?:董事会|监事会)$|时间：")
_SENT = re.compile(r"\s?(?:日?电(?!力|子|网|信|视|商|动)|讯(?!飞)|综合报道|报道|消息)")
_DAY_SENT = re.compile(r"(?:\d{1,2}月)?\d{1,2}日?[电電讯訊]|[电電讯訊](?=[（(\s])")
_FRESH = 7  # days from a dateline to its publication


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the time of writing: the publication date, else the month the digest's other stories fix."""

    published: dt.date | None = None
    year: int | None = None
    month: int | None = None
    sent: dt.date | None = None
    """The day of the dateline (新华社长春7月11日电), which 今天 and 昨日 count from."""


def calendar(scene: Scene, digest_year: int | None = None, digest_month: int | None = None) -> Calendar:
    """The story's calendar: publication first, then its own words, then the rest of the digest."""
    published = scene.story.published or _signed(scene)
    if published:
        return Calendar(published, sent=_sent_on(scene, published))
    year, month = _own(scene)
    if year is None:
        return Calendar(None, digest_year, digest_month)
    return Calendar(None, year, month or (digest_month if year == digest_year else None))


def _signed(scene: Scene) -> dt.date | None:
    """The day that the page itself bears: 发布日期：2024年3月26日, （来源：… 2022年3月16日）, a last line 2023年6月8日."""
    edges = [line for number, line in enumerate(scene.lines) if 0 < number <= 2 or number >= len(scene.lines) - 3]
    for line in reversed(edges):
        for mention in line.mentions:
            value = mention.value
            if mention.kind != "date" or value.end is not None or not (value.year and value.month and value.day):
                continue
            rest = line.text.replace(mention.text, "").strip(" （）()。：:　")
            borne = BORNE.search(line.text) or line.text[0] in "（(" and line.text[-1] in "）)"
            if borne and len(line.text) < 60 or not rest:
                found = dates.complete(value, reference=None, year=None, month=None)
                return found.start if found else None
    return None


def _sent_on(scene: Scene, published: dt.date) -> dt.date | None:
    """The day of the dateline, where it lies at most a week before publication."""
    for line in scene.lines[1:5]:
        for mention in line.mentions:
            if mention.kind == "date" and mention.value.day and is_one(scene.text, line, mention):
                found = dates.complete(mention.value, reference=published, year=None, month=None)
                return found.start if found and 0 <= (published - found.start).days <= _FRESH else None
    return None


def _own(scene: Scene) -> tuple[int | None, int | None]:
    """Year and month that the headline or the lead gives in full, else the year in a name there (2018…博览会)."""
    told = [m for line in scene.lines if line.part in ("title", "lead", "near") for m in line.mentions
            if m.kind == "date" and m.value.year and not inside(scene.text, m.start, "《", "》")]
    for mention in told:
        if mention.rule == "date" and mention.value.month:
            return mention.value.year, mention.value.month
    if named := next((m.value.year for m in told if m.rule == "name_year"), None):
        return named, None
    # 银川市2023年老旧小区改造工程: a bare year in the main part, of the story's own doing
    own = [line for line in scene.lines if line.main and not {"earlier", "background"} & set(line.marks)]
    bare = next((m.value.year for line in own for m in line.mentions if m.kind == "date" and m.rule in ("date", "festival")
                 and m.value.year and not m.value.month and m.value.end is None
                 and not inside(scene.text, m.start, "《", "》")), None)
    if bare:
        return bare, None
    english = next((match for line in scene.lines if line.main and (match := _ENGLISH_NAME.search(line.text))), None)
    return (int(english["year"]), None) if english else (None, None)


def is_one(text: str, line: Line, mention: Mention) -> bool:
    """True in 新华社武汉7月17日电: that day the story was sent."""
    return bool(_SENT.match(text, mention.end)) and mention.start - line.start < 24


def ends(text: str, at: int) -> bool:
    """True where the words from ``at`` on end a dateline: 新华社长春|12月4日电."""
    return bool(_DAY_SENT.match(text, at))
