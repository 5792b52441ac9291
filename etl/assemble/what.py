"""What happened: the event type, weighed by all its cues, not taken from the first match."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from etl.assemble import cues, weigh
from etl.assemble.cues import NAMES, Cue
from etl.assemble.scene import Line, Scene, alternatives
from etl.model import Evidence

# 发布…平台 is a launch, 发布…白皮书 a report, 签“智慧加注”协议 an agreement: the object of such verbs gives the type
_PUBLISHES = re.compile(r"发布|公布|推出|出台|印发|下发|亮出|首发|签(?!约|署|订|字)")
_OBJECTS = {
    "launch": ("平台", "产品", "系统", "解决方案", "模型", "App", "小程序", "机器人", "芯片", "套餐", "终端", "引擎", "地图",
               "一体机", "新机型", "套件", "智能体", "大脑"),
    "report": ("报告", "白皮书", "蓝皮书", "指数", "榜单", "排行榜", "共识", "倡议", "结果", "数据", "观察", "宣言"),
    "standard": ("标准", "规范", "指南", "导则", "规程", "指引"),
    "policy": ("计划", "规划", "意见", "办法", "措施", "条例", "政策", "实施方案", "行动方案", "工作方案", "总体方案",
               "清单", "通知", "细则", "规定", "草案"),
    "award": ("名单", "案例"),
    "agreement": ("协议", "备忘录", "意向书", "协定"),
}
_OWNER = {word: code for code, words in _OBJECTS.items() for word in words}
_OBJECT = alternatives(list(_OWNER))
_REACH = 40  # characters between such a verb and its object
_END = re.compile(r"[，,；;。：:！!？?\s]")


def event_type(scene: Scene) -> tuple[str, list[Evidence], list[weigh.Candidate]]:
    """The event's type, the words it was read from, and all types with their probabilities, the likeliest first."""
    ranked = sorted(weigh.rivals("event_type", types(scene)), key=lambda one: -one.probability)
    best = ranked[0]
    if not best.spans:
        return "other", [], ranked
    return best.value, [Evidence("event_type", best.value, *span, best.probability, "cues") for span in best.spans], ranked


@lru_cache(maxsize=8)  # asked for each field
def told(scene: Scene, kind: str) -> frozenset[int]:
    """Where the sentences begin that have a trigger of the event type ``kind``: there the event itself is told."""
    found = set()
    lines = scene.lines
    at = 0
    for topic, _, start, _, weight in cues.hits(scene.text)["type"]:
        if topic == kind and weight >= NAMES:
            while at < len(lines) - 1 and start >= lines[at].end:
                at += 1
            found.add(lines[at].start)
    return frozenset(found)


def types(scene: Scene) -> list[weigh.Candidate]:
    """Every event type as a candidate."""
    found = cues.cues(scene, "type")
    standings = cues.standings({code: cues.strength(group) for code, group in found.items()})
    firsts = _firsts(found)
    objects = {line.zone: code for line in scene.lines if line.part in ("title", "lead") and (code := _published(line))}
    candidates = []
    for code, group in found.items():
        clues = {f"is:{code}": 1.0, **cues.strengths(group), **standings[code]}
        for name, first in firsts.items():
            if first == code:
                clues[name] = 1.0
                clues[f"{name}:{code}"] = 1.0
        for zone, owner in objects.items():
            if owner == code:
                clues[f"{zone}:object"] = 1.0
        if any(cue.line.part == "title" and cue.weight >= NAMES for cue in group):
            clues[f"t:trigger:{code}"] = 1.0
        candidates.append(weigh.Candidate(code, cues.spans(group), clues))
    return candidates


def _firsts(found: Mapping[str, list[Cue]]) -> dict[str, str]:
    """Whose trigger comes first and last in the headline, and first in the lead."""
    triggers = [cue for group in found.values() for cue in group if cue.weight >= 1.5]
    title = [cue for cue in triggers if cue.line.part == "title"]
    lead = [cue for cue in triggers if cue.line.part == "lead"]
    firsts = {}
    if title:
        firsts["t:first"] = min(title, key=lambda cue: (cue.start, -cue.end)).topic
        firsts["t:last"] = max(title, key=lambda cue: (cue.end, -cue.start)).topic
    if lead:
        firsts["m:first"] = min(lead, key=lambda cue: (cue.start, -cue.end)).topic
        firsts["m:last"] = max(lead, key=lambda cue: (cue.end, -cue.start)).topic
    return firsts


def _published(line: Line) -> str | None:
    """The type that the object of 发布, 推出 or 印发 gives the sentence's act; what comes last in it is its head."""
    verb = _PUBLISHES.search(line.text)
    if not verb:
        return None
    after = line.text[verb.end():verb.end() + _REACH]
    stop = _END.search(after)
    objects = _OBJECT.findall(after[:stop.start()] if stop else after)
    if not objects:  # 《…白皮书》正式发布
        objects = _OBJECT.findall(_END.split(line.text[max(0, verb.start() - _REACH):verb.start()])[-1])
    return _OWNER[objects[-1]] if objects else None
