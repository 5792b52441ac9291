"""When: the event's own date among all the dates of a story."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from etl.assemble import dateline, weigh, what
from etl.assemble.dateline import Calendar
from etl.assemble.scene import Line, Scene, aside, inside, pattern
from etl.extract import dates
from etl.model import DateSpan, Evidence, Mention

# 计划2021年建成 · 到2025年
_AHEAD = re.compile(r"(?:计划|预计|力争|拟|将于|有望|争取|确保|要在|目标|之前|前完成|底前|投产|达产|到|至|截至|截止)$")
_AHEAD_AFTER = re.compile(r"(?:底?前|以前|之前|起|实施|施行|生效|投产|达产|到期|建成|完工|完成|投用|以来|至今|截止)")
_BROUGHT_BEFORE = re.compile(r"(?:于|在|从|自|早在|曾于|的)$")
_ONCE = re.compile(r"曾|此前|当时|上一次|上次|原计划|原定")
_LEARNT = re.compile(r"获悉|了解到|电|讯")
# 2019年1月1日起启用: a service begins that day; 起实施 is the day of a rule
_SERVICE = re.compile(r"起?(?:正式|全面)?(?:启用|上线|开通|投用|运行|试点|试行|投入|推行|受理)")
_EFFECTIVE = re.compile(r"(?:施行|实施|生效|起效|执行)(?:日期|时间)?(?:为|是|自|从|：)$")
_TAKES_EFFECT = re.compile(r"起?(?:正式|全面|开始)*(?:施行|实施|生效|执行)")
# 于2023年8月22日10时00分前递交投标文件, 开标时间：
_DEADLINE_AFTER = re.compile(r"(?:[（(]北京时间[）)])?(?:之?前|以前|截止|[，,]?(?:递交|提交|报名|开标|获取|登录|下载|到期))")
_DEADLINE_BEFORE = re.compile(r"(?:截止|开标|递交|提交|获取|答疑|报名)[\u4e00-\u9fff、]{0,12}[：:为是\s]*$")
LIKELY = 0.4  # below this the cell stays empty: an empty cell beats a wrong one


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
                if mention.kind == "date" and mention.rule == "date" \
                        and mention.value.relative not in ("same_day", "recent", "year") \
                        and not dateline.is_one(scene.text, line, mention) and not inside(scene.text, mention.start, "《", "》"):
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
    if event_type in ("standard", "policy") and _TAKES_EFFECT.match(text, mention.end):
        return True
    if mention.value.relative and inside(text, mention.start, "“", "”"):
        return True  # “编号2217，今天少吃了三两”: the day of one who speaks
    return mention.rule in rules or dateline.is_one(text, line, mention) or bool(
        _EFFECTIVE.search(text[max(line.start, mention.start - 12):mention.start]))


def span(mention: Mention, known: Calendar) -> DateSpan | None:
    """The days that a date means, completed from the calendar; None where that cannot be said."""
    if mention.value.relative == "same_day":
        return None
    year = mention.value.year or known.year
    reference = known.sent if known.sent and mention.value.relative in ("day", "week") else known.published
    found = dates.complete(mention.value, reference=reference, year=year, month=known.month)
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
              "learnt": _LEARNT.search(rest[:16]), "deadline": _is_deadline(text, line, mention),
              "after learnt": _after_learnt(text, line, mention), "preposition": _BROUGHT_BEFORE.search(before),
              "year told": mention.value.year is not None, "main": line.main,
              "page's day": span.start == known.published and dateline.BORNE.search(line.text)}
    clues.update((name, 1.0) for name, holds in checks.items() if holds)
    clues.update((name, 1.0) for name in _distance(span, known))
    return clues


def _is_deadline(text: str, line: Line, mention: Mention) -> bool:
    """True for the day until which bids come in, or are opened."""
    return bool(_DEADLINE_AFTER.match(text, mention.end) or _DEADLINE_BEFORE.search(
        text, max(line.start - 20, mention.start - 30, 0), mention.start))


def _after_learnt(text: str, line: Line, mention: Mention) -> bool:
    """True for a day that follows one on which something was learnt: 昨日记者从…了解到，工程已于12月18日完成验收."""
    first = next((other for other in line.mentions if other.kind == "date"), mention)
    return first is not mention and bool(_LEARNT.search(text, first.end, min(first.end + 40, mention.start)))


def is_ahead(text: str, line: Line, mention: Mention) -> bool:
    """True for a day that is planned or a limit: 计划2021年建成, 2023年底前完成."""
    begin, end = line.clause(mention.start)
    return bool(_AHEAD.search(text[max(begin, mention.start - 8):mention.start])
                or _AHEAD_AFTER.match(text[mention.end:min(end, mention.end + 8)]))


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
