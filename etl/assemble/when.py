"""When: the event's own date among all the dates of a story."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from etl.assemble.scene import Line, Scene
from etl.extract import dates
from etl.model import DateSpan, Evidence, Mention

_AHEAD = re.compile(r"(?:计划|预计|力争|拟|将于|有望|争取|确保|要在|目标|之前|前完成|底前|起实施|起施行|起执行|投产|达产|到)$")
_AHEAD_AFTER = re.compile(r"^(?:底?前|以前|之前|起|实施|施行|生效|投产|达产|到期|建成|完工|完成|投用|以来|至今|截止)")
_OTHER_RULES = frozenset({"since", "effective", "deadline", "founding", "duration", "number", "name_year"})
_DONE = re.compile(r"签|举行|召开|开幕|启动|发布|公布|上线|开工|中标|宣布|揭牌|投用|启用|落户|印发|获|成立|举办|闭幕|授|亮相|公告|通过|推出|出炉|开通|试运行|完成|建成|披露|奠基|入选|开园|投产|出台|下发|捐")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the time of writing: the publication date, else the month the digest's other stories fix."""

    published: dt.date | None = None
    year: int | None = None
    month: int | None = None


def calendar(scene: Scene, digest_year: int | None = None, digest_month: int | None = None) -> Calendar:
    """The story's calendar: its own words first, then publication, then the rest of the digest."""
    published = scene.story.published
    if published:
        return Calendar(published)
    year, month = _own(scene)
    if year is None:
        return Calendar(None, digest_year, digest_month)
    return Calendar(None, year, month or (digest_month if year == digest_year else None))


def _own(scene: Scene) -> tuple[int | None, int | None]:
    """Year and month that the headline or the lead gives in full, else the year in a name there (2018…博览会)."""
    told = [m for line in scene.lines if line.part in ("title", "lead") for m in line.mentions
            if m.kind == "date" and m.value.year and not _bracketed(scene.text, m)]
    for mention in told:
        if mention.rule == "date" and mention.value.month:
            return mention.value.year, mention.value.month
    return next(((m.value.year, None) for m in told if m.rule == "name_year"), (None, None))


def date(scene: Scene, event_type: str, known: Calendar) -> tuple[DateSpan | None, list[Evidence], list[Mention]]:
    """The event's date, its evidence, and the dates that were rivals to it."""
    scored = [(score, -mention.start, mention, span) for line in scene.lines for mention in line.mentions
              if mention.kind == "date"
              for span in [_span(mention, known, scene)] if span
              for score in [_score(scene, line, mention, span, event_type, known)] if score > 0]
    if not scored:
        return None, [], []
    score, _, mention, span = max(scored, key=lambda item: item[:2])
    confidence = 0.95 if score >= 3.5 else 0.8 if score >= 2.5 else 0.6
    rivals = [other for s, _, other, value in scored if value != span and s >= score - 0.3]
    return span, [Evidence("date", span.start.isoformat(), mention.start, mention.end, confidence, mention.rule)], rivals


def _span(mention: Mention, known: Calendar, scene: Scene) -> DateSpan | None:
    expression = mention.value
    if mention.rule in _OTHER_RULES and mention.rule != "name_year":
        return None
    if expression.relative == "same_day":
        return None
    year = expression.year or known.year
    month = known.month
    span = dates.complete(expression, reference=known.published, year=year, month=month)
    if span and not known.published and known.year and not expression.year:
        span = replace(span, basis="resolved")
    return span


def _score(scene: Scene, line: Line, mention: Mention, span: DateSpan, event_type: str, known: Calendar) -> float:
    if line.part == "boilerplate":
        return 0.0
    score = {"title": 2.6, "lead": 3.0, "near": 1.9, "body": 1.1, "background": -1.5}[line.part]
    begin, end = line.clause(mention)
    before, after = scene.text[max(begin, mention.start - 8):mention.start], scene.text[mention.end:min(end, mention.end + 8)]
    rest = scene.text[mention.end:line.sentence.end]
    score += 0.8 if _DONE.search(rest[:40]) else 0
    score += {"day": 0.8, "month": 0.0, "year": -1.2}[span.precision]
    score -= 0.6 if mention.value.relative == "recent" else 0
    score -= 1.4 if mention.rule == "name_year" else 0
    ahead = bool(_AHEAD.search(before) or _AHEAD_AFTER.match(after))
    if ahead and event_type != "conference":
        score -= 3.0
    reference = known.published
    if reference and (span.start - reference).days > 3 and event_type not in ("conference", "policy"):
        score -= 2.0
    if reference and (reference - span.start).days > 200:
        score -= 1.5
    if _bracketed(scene.text, mention):
        score -= 2.5  # 《…规划（2017～2021年）》 and 《2020年白皮书》 name a document
    if _dateline(scene.text, line, mention):
        score -= 1.2
    return score


def _bracketed(text: str, mention: Mention) -> bool:
    """True inside 《》 or “”: the date is part of a name."""
    opened = max(text.rfind("《", max(0, mention.start - 40), mention.start), -1)
    return opened >= 0 and text.find("》", opened, mention.start) < 0


def _dateline(text: str, line: Line, mention: Mention) -> bool:
    """True in 新华社武汉7月17日电: that day the story was sent."""
    return text[mention.end:mention.end + 3].lstrip().startswith(("电", "讯", "日电", "综合报道")) and mention.start - line.start < 20
