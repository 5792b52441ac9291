"""How much: the event's own money among all the money in the story."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

from etl import knowledge
from etl.assemble.scene import Line, Scene, pattern
from etl.model import Amount, Evidence, Mention, Organisation

_KINDS = ("contract", "financing", "cooperation", "other", "budget", "investment")
_BY_TYPE = {"tender": "contract", "investment": "investment", "policy": "budget", "deployment": "investment",
            "agreement": "investment"}
_LOCAL = {"81": "HKD", "82": "MOP", "71": "TWD"}
_AROUND = 16  # characters before an amount in which the words stand that say what it is
ENOUGH = 2.4  # a score below this leaves the amount empty: an empty cell beats a wrong one
ROUNDING = 0.06  # a headline's 27亿 stands for the text's 2,741,280,000: within this share


@cache
def _cues(kind: str) -> re.Pattern[str]:
    words = knowledge.vocabulary("discourse.yml")["amounts"][kind]
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


@dataclasses.dataclass(frozen=True, slots=True)
class _Candidate:
    mention: Mention
    line: Line
    kind: str | None
    score: float


def amount(scene: Scene, event_type: str, province: str | None) -> tuple[Amount | None, str | None, list[Evidence]]:
    """The event's amount, its kind and its evidence; None where the story gives the event no money.

    ``province`` is the two-digit prefix of the event's place, which decides what 元 means in 香港, 澳门 and 台湾.
    """
    candidates = [candidate for line in scene.lines for mention in line.mentions if mention.kind == "amount"
                  if (candidate := _candidate(scene, line, mention, event_type))]
    if not candidates:
        return None, None, []
    best = max(candidates, key=lambda candidate: candidate.score)
    if best.score < ENOUGH:
        return None, None, []
    best = _exact(best, candidates)
    value = _localised(best.mention, province, scene.text)
    kind = best.kind or _BY_TYPE.get(event_type, "other")
    confidence = 0.95 if best.line.part in ("title", "lead") else 0.8
    return value, kind, [Evidence("amounts", best.mention.text, best.mention.start, best.mention.end, confidence, "scored")]


def _candidate(scene: Scene, line: Line, mention: Mention, event_type: str) -> _Candidate | None:
    if line.part == "boilerplate":
        return None
    begin, end = line.clause(mention)
    before = scene.text[max(begin, mention.start - _AROUND):mention.start]
    after = scene.text[mention.end:min(end, mention.end + 8)]
    kind = _kind(before, after) or _kind(scene.text[max(line.start, mention.start - 30):mention.start], "")
    if _foreign_to_event(before, after):
        return None
    score = {"title": 3.5, "lead": 3.0, "near": 2.0, "body": 1.0, "background": -1.0}[line.part]
    score += 1.0 if kind else -0.6
    score += 1.2 if pattern("totals").search(before) else 0
    score -= 1.6 if _YEARLY.search(before) else 0
    if line.part in ("near", "body"):
        score += 0.8 if _shared(scene, line) else -0.6
    score -= 1.8 if event_type in ("conference", "report", "award") and line.part != "title" else 0
    near = before[-8:]
    score -= 1.6 if pattern("parts").search(near) and not pattern("totals").search(near) else 0
    size = mention.value.minimum or mention.value.maximum or 0
    score += 0.3 if size >= 1e8 else 0
    score -= 1.5 if size < 10000 else 0
    score += {"tender": {"contract": 1.2, "budget": 0.4}, "investment": {"financing": 1.0, "investment": 0.5}}.get(
        event_type, {}).get(kind or "", 0.0)
    return _Candidate(mention, line, kind, score)


_YEARLY = re.compile(r"每年|年均|年[\u4e00-\u9fff]{2,8}费")


def _shared(scene: Scene, line: Line) -> bool:
    """True where the line names an organisation of the headline or the lead, or the project itself."""
    named = {m.value.name for m in (*scene.title.mentions, *scene.lead.mentions) if isinstance(m.value, Organisation)}
    return any(isinstance(m.value, Organisation) and m.value.name in named for m in line.mentions) or bool(
        _PROJECT.search(line.text))


_PROJECT = re.compile(r"项目|协议|双方|该工程|本次|此次|建设内容|合作|按照|根据")


def _foreign_to_event(before: str, after: str) -> bool:
    """True for turnover, market size and the like: the nearest word before the amount, or a word right after, says so."""
    foreign = _last(pattern("not_event_money"), before)
    own = max((_last(_cues(kind), before) for kind in _KINDS), default=-1)
    own = max(own, _last(pattern("totals"), before))
    if foreign > own:
        return True
    match = pattern("not_event_money").match(after.lstrip("的"))
    return bool(match) and own < 0


def _last(words: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in words.finditer(text)), default=-1)


def _kind(before: str, after: str) -> str | None:
    """The kind whose cue stands nearest before the amount, else one right after."""
    placed = [(_last(_cues(kind), before), -number, kind) for number, kind in enumerate(_KINDS)]
    at, _, kind = max(placed)
    if at >= 0:
        return kind
    return next((kind for kind in _KINDS if _cues(kind).search(after)), None)


def _exact(best: _Candidate, candidates: list[_Candidate]) -> _Candidate:
    """Where the headline rounds what the text gives exactly, the exact one."""
    def number(candidate: _Candidate) -> float:
        return candidate.mention.value.maximum or candidate.mention.value.minimum or 0.0

    def digits(candidate: _Candidate) -> int:
        return len(re.sub(r"[^0-9]", "", f"{number(candidate):.2f}".rstrip("0").rstrip(".")).rstrip("0"))

    value = number(best)
    share = 0.15 if best.mention.value.minimum is None else ROUNDING  # 近亿元 may stand for 92,355,540 yuan
    close = [other for other in candidates if value and abs(number(other) - value) <= share * value
             and digits(other) > digits(best) and other.line.part not in ("background",)
             and other.mention.value.currency == best.mention.value.currency]
    return max(close, key=lambda other: (other.score, digits(other))) if close else best


def _localised(mention: Mention, province: str | None, text: str) -> Amount:
    value = mention.value
    if mention.rule == "stated":
        return value
    if stated := re.search(r"[（(](?P<unit>港元|港币|澳门元|新台币|人民币|美元|令吉)[，,]下同[）)]", text):
        code = {"港元": "HKD", "港币": "HKD", "澳门元": "MOP", "新台币": "TWD", "人民币": "CNY", "美元": "USD", "令吉": "MYR"}
        return dataclasses.replace(value, currency=code[stated["unit"]])
    if province in _LOCAL:
        return dataclasses.replace(value, currency=_LOCAL[province])
    if province and not province.isdigit():
        return dataclasses.replace(value, currency=None)
    return value



