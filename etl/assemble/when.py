"""When: the event's own date among all the dates of a story."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

from etl.assemble import weigh, what
from etl.assemble.scene import Line, Scene, aside, inside, pattern
from etl.extract import dates
from etl.model import DateSpan, Evidence, Mention

# 计划2021年建成 · 到2025年
_AHEAD = re.compile(r"(?:计划|预计|力争|拟|将于|有望|争取|确保|要在|目标|之前|前完成|底前|投产|达产|到|至|截至|截止)$")
_AHEAD_AFTER = re.compile(r"(?:底?前|以前|之前|起|实施|施行|生效|投产|达产|到期|建成|完工|完成|投用|以来|至今|截止)")
_BROUGHT_BEFORE = re.compile(r"(?:于|在|从|自|早在|曾于|的)$")
# (Indonesia-China Smart City Expo 2023): a year in an English name
_ENGLISH_NAME = re.compile(r"[A-Za-z]{3}[\w\s&'’-]{0,40}\s(?P<year>20\d\d)(?![\d年])")
_BORNE = re.compile(r"发布日期|发布时间|发布于|发稿|公告日期|来源|刊发|(?:记者|作者|编辑)[：:\s]|"
                    r"[\u4e00-\u9fff]+(?:董事会|监事会)$|时间：")
_SENT = re.compile(r"\s?(?:日?电(?!力|子|网|信|视|商|动)|讯(?!飞)|综合报道|报道|消息)")
_ONCE = re.compile(r"曾|此前|当时|上一次|上次|原计划|原定")
_DAY_SENT = re.compile(r"(?:\d{1,2}月)?\d{1,2}日?[电電讯訊]|[电電讯訊](?=[（(\s])")
_LEARNT = re.compile(r"获悉|了解到|电|讯")
# 2019年1月1日起启用: a service begins that day; 起实施 is the day of a rule
_SERVICE = re.compile(r"起?(?:正式|全面)?(?:启用|上线|开通|投用|运行|试点|试行|投入|推行|受理)")
_EFFECTIVE = re.compile(r"(?:施行|实施|生效|起效|执行)(?:日期|时间)?(?:为|是|自|从|：)$")
LIKELY = 0.4  # below this the cell stays empty: an empty cell beats a wrong one


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the time of writing: the publication date, else the month the digest's other stories fix."""

    published: dt.date | None = None
    year: int | None = None
    month: int | None = None


def calendar(scene: Scene, digest_year: int | None = None, digest_month: int | None = None) -> Calendar:
    """The story's calendar: publication first, then its own words, then the rest of the digest."""
    published = scene.story.published or _signed(scene)
    if published:
        return Calendar(published)
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
            borne = _BORNE.search(line.text) or line.text[0] in "（(" and line.text[-1] in "）)"
            if borne and len(line.text) < 60 or not rest:
                found = dates.complete(value, reference=None, year=None, month=None)
                return found.start if found else None
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


def date(scene: Scene, event_type: str, known: Calendar) -> tuple[
        DateSpan | None, list[Evidence], list[weigh.Candidate]]:
    """The event's date, its evidence, and all dates of the story as candidates."""
    found = candidates(scene, event_type, known)
    own = {id(one): one.probability for one in weigh.rivals("date", found, none(event_type, len(found)))}
    weigh.pooled(found, lambda one: one.value[0])
    # of several mentions of one day, the one that tells it best is the evidence
    best = max(found, key=lambda one: (round(one.probability, 6), own[id(one)]), default=None)
    if best is None or best.probability < LIKELY:
        return None, [], found
    if "main" not in best.clues and _open(scene, known):
        return None, [], found  # the event's own date stands in the lead, but nothing completes it
    days = _sharpened(best, found)
    evidence = [Evidence("date", days.start.isoformat(), *best.spans[0], best.probability, best.value[1].rule)]
    return days, evidence, found


def _open(scene: Scene, known: Calendar) -> bool:
    """True where the first date of the main part is one that neither story, publication nor digest completes."""
    for line in scene.lines:
        if line.part in ("lead", "near"):
            for mention in line.mentions:
                if mention.kind == "date" and mention.rule == "date" and mention.value.relative not in ("same_day", "recent") \
                        and not dateline(scene.text, line, mention) and not inside(scene.text, mention.start, "《", "》"):
                    return span(mention, known) is None
    return False


def other_days(scene: Scene, event: DateSpan | None, known: Calendar) -> frozenset[int]:
    """Where the sentences begin that tell of another day than the event's: what they name is likely background."""
    if event is None:
        return frozenset()
    found = set()
    for line in scene.lines:
        if line.part in ("title", "lead"):
            continue
        spans = [days for mention in line.mentions if mention.kind == "date" and mention.rule in ("date", "since", "founding")
                 and mention.value.relative != "recent" and (days := span(mention, known))]
        if spans and not any(_holds(days, event.start) for days in spans):
            found.add(line.start)
    return frozenset(found)


def _holds(days: DateSpan, day: dt.date) -> bool:
    """True where the day lies in the span, at its precision: 2020年 holds every day of it."""
    if days.precision == "year":
        return days.start.year == day.year
    if days.precision == "month":
        return (days.start.year, days.start.month) == (day.year, day.month)
    return days.start <= day <= (days.end or days.start)


def candidates(scene: Scene, event_type: str, known: Calendar) -> list[weigh.Candidate]:
    """Every date of the text that the calendar can complete, as a candidate for an event of type ``event_type``."""
    seen = [(line, mention, found) for line in scene.lines if line.part != "boilerplate" for mention in line.mentions
            if mention.kind == "date" and not _of_something_else(scene.text, line, mention, event_type)
            if (found := span(mention, known))]
    told = what.told(scene, event_type)
    times = Counter((days.start, days.precision) for _, _, days in seen)
    candidates = []
    leading = True
    for number, (line, mention, days) in enumerate(seen):
        clues = _clues(scene, line, mention, days, event_type, known)
        if number == 0:
            clues["first"] = 1.0
        if line.start in told:
            clues["told"] = clues[f"{line.zone}:told"] = 1.0
        if leading and line.part == "lead":
            clues["first in lead"], leading = 1.0, False
        if times[(days.start, days.precision)] > 1:
            clues["told twice"] = 1.0
        candidates.append(weigh.Candidate((days, mention), [(mention.start, mention.end)], clues))
    return candidates


def none(event_type: str, count: int) -> weigh.Clues:
    """The clues that none of ``count`` dates is the event's."""
    return {"none": 1.0, f"none:{event_type}": 1.0, f"none:of {min(count, 3)}": 1.0}


def _of_something_else(text: str, line: Line, mention: Mention, event_type: str) -> bool:
    """True for the day that a rule takes effect, and for the day of a dateline (中新网呼和浩特3月16日电)."""
    rules = ("festival",)
    if event_type in ("standard", "policy", "report", "award") or not _SERVICE.match(text, mention.end):
        rules = ("effective", "festival")
    return mention.rule in rules or dateline(text, line, mention) or bool(
        _EFFECTIVE.search(text[max(line.start, mention.start - 12):mention.start]))


def span(mention: Mention, known: Calendar) -> DateSpan | None:
    """The days that a date means, completed from the calendar; None where that cannot be said."""
    if mention.value.relative == "same_day":
        return None
    year = mention.value.year or known.year
    found = dates.complete(mention.value, reference=known.published, year=year, month=known.month)
    if found and mention.value.part in ("early", "middle", "late") and found.end:
        # 上旬 is a vague part of its month; the table knows days, months and years
        found = found._replace(start=found.start.replace(day=1), end=None, precision="month")
    if found and not known.published and known.year and not mention.value.year:
        found = found._replace(basis="resolved")
    return found


def _clues(scene: Scene, line: Line, mention: Mention, span: DateSpan, event_type: str, known: Calendar) -> weigh.Clues:
    text = scene.text
    begin, end = line.clause(mention.start)
    before = text[max(begin, mention.start - 8):mention.start]
    rest = text[mention.end:min(line.end, mention.end + 40)]
    clues = {f"part:{line.part}": 1.0, f"rule:{mention.rule}": 1.0, f"{line.zone}:{mention.rule}": 1.0,
             f"precision:{span.precision}": 1.0, f"{line.part}:{span.precision}": 1.0}
    for mark in line.marks:
        clues[f"{line.zone}:{mark}"] = 1.0
    if event_type in ("conference", "policy", "tender", "report"):
        clues[f"{event_type}:{line.part}"] = 1.0
    ahead = is_ahead(text, line, mention)
    checks = {"done": pattern("done").search(rest), "done in clause": pattern("done").search(text, mention.end, end),
              "ahead": ahead,
              f"ahead:{event_type}": ahead, "document": inside(text, mention.start, "《", "》"),
              "quoted": inside(text, mention.start, "“", "”"), "bracket": inside(text, mention.start, "（", "）", 20),
              "aside": aside(scene, line), "once": _ONCE.search(before) or _ONCE.search(rest[:12]),
              "recent": mention.value.relative == "recent", "relative": mention.value.relative is not None,
              "range": span.end is not None,
              "a year though published": span.precision == "year" and known.published,
              "sentence begins": mention.start - line.start <= 2, "clause begins": mention.start - begin <= 2,
              "learnt": _LEARNT.search(rest[:16]), "preposition": _BROUGHT_BEFORE.search(before),
              "year told": mention.value.year is not None, "main": line.main,
              "page's day": span.start == known.published and _BORNE.search(line.text)}
    clues.update((name, 1.0) for name, holds in checks.items() if holds)
    clues.update((name, 1.0) for name in _distance(span, known))
    return clues


def is_ahead(text: str, line: Line, mention: Mention) -> bool:
    """True for a day that is planned or a limit: 计划2021年建成, 2023年底前完成."""
    begin, end = line.clause(mention.start)
    return bool(_AHEAD.search(text[max(begin, mention.start - 8):mention.start])
                or _AHEAD_AFTER.match(text[mention.end:min(end, mention.end + 8)]))


def sent(text: str, at: int) -> bool:
    """True where the words from ``at`` on end a dateline: 新华社长春|12月4日电."""
    return bool(_DAY_SENT.match(text, at))


def _distance(span: DateSpan, known: Calendar) -> list[str]:
    """How far the date lies from publication, or from the year that the story is told in."""
    if known.published:
        days = (known.published - span.start).days
        near = "same day" if days == 0 else "days" if 0 < days <= 10 else "weeks" if 10 < days <= 45 else \
            "past" if days > 45 else "soon" if days >= -30 else "future"
        return [f"from publication:{near}"]
    if known.year:
        years = span.start.year - known.year
        return ["from year:same" if years == 0 else "from year:past" if years < 0 else "from year:future"]
    return ["from nothing"]


def dateline(text: str, line: Line, mention: Mention) -> bool:
    """True in 新华社武汉7月17日电: that day the story was sent."""
    return bool(_SENT.match(text, mention.end)) and mention.start - line.start < 24


def _sharpened(best: weigh.Candidate, found: list[weigh.Candidate]) -> DateSpan:
    """A month that another likely candidate gives to the day becomes that day."""
    span: DateSpan = best.value[0]
    if span.precision == "day":
        return span
    finer = [one for one in found if one.value[0].precision == "day" and one.probability >= 0.75 * best.probability
             and one.value[0].start.year == span.start.year
             and (span.precision == "year" or one.value[0].start.month == span.start.month)]
    if not finer:
        return span
    chosen = max(finer, key=lambda one: one.probability)
    best.spans, best.value = chosen.spans, chosen.value
    return chosen.value[0]
