"""Where: the divisions that the initiative is in, not every division that the story names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from etl import knowledge
from etl.assemble.scene import Line, Scene
from etl.model import Evidence, Mention, Organisation, Place

_SIGNING_ROOM = re.compile(r"^[\u4e00-\u9fff“”]{0,8}?(?:签署|签订|签约|签下|会见|会谈|举行签约|签)")
_SAYS = re.compile(r"(?:来自|赴|毗邻|辐射|面向|走进|邻近的|对口支援|不仅|相比|超过|仅次于|借鉴|学习|位于中国|产品销往|继|如|包括)$")
_LOCAL_WORDS = re.compile(r"我市|全市|本市|该市|我省|全省|我区|全区|我县|全县")
_NATIONAL_BODY = re.compile(r"^(?:国家|国务院|中央|全国|工业和信息化部|住房和城乡建设部|农业农村部|农业部|商务部|教育部|科学技术部|交通运输部|财政部|公安部|民政部|文化和旅游部|自然资源部|生态环境部)")
_LIST_GAP = re.compile(r"^(?:市|省|区|县|等|、|和|与|及|以及|，|\s|“|”|三市|两市|[（(][^（）()]{0,8}[)）])*$")
FINE = ("county",)


@dataclass(frozen=True, slots=True)
class Found:
    """A division with how strongly the story ties it to the event, and where it says so."""

    code: str
    name: str
    score: float
    start: int
    end: int
    part: str


def places(scene: Scene, event_type: str) -> tuple[tuple[Place, ...], list[Evidence]]:
    """The places of the event at the finest level stated, with the words they were read from."""
    found = list(_found(scene))
    chosen = _chosen(scene, found, event_type)
    if not chosen and _national(scene, event_type):
        return _whole_country(scene)
    evidence = []
    places = []
    for code in chosen:
        best = max((item for item in found if item.code == code), key=lambda item: item.score)
        places.append(Place(code, best.name if not code[:1].isdigit() else knowledge.places().name(code)))
        confidence = 0.95 if best.part == "title" else 0.92 if best.part == "lead" else 0.7
        evidence.append(Evidence("places", code, best.start, best.end, confidence, best.part))
    return tuple(places), evidence


def _found(scene: Scene) -> Iterable[Found]:
    for line in scene.lines:
        if line.part == "boilerplate":
            continue
        for mention in line.mentions:
            if isinstance(mention.value, Place):
                score = line.weight * _place_factor(scene, line, mention)
                yield Found(mention.value.adcode, mention.text, score, mention.start, mention.end, line.part)
            elif isinstance(mention.value, Organisation) and (code := _seat(mention)):
                factor = 0.9 if mention.value.kind == "government" else 0.45
                if mention.value.kind == "company" and mention.text.endswith(("有限公司", "有限责任公司")):
                    factor = 0.12  # a legal name says where the firm is registered
                yield Found(code, knowledge.places().name(code), line.weight * factor, mention.start, mention.end, line.part)


def _seat(mention: Mention) -> str | None:
    """The division in an organisation's name; a known firm's head office says nothing of the event."""
    return None if mention.value.known else mention.value.seat


def _place_factor(scene: Scene, line: Line, mention: Mention) -> float:
    before = scene.text[max(line.start, mention.start - 4):mention.start]
    after = scene.text[mention.end:mention.end + 14]
    if _SAYS.search(before):
        return 0.15
    if _inside_document(scene.text, mention):
        return 0.7
    if before.endswith("在") and _SIGNING_ROOM.match(after):
        return 0.25
    if mention.start - line.start < 16 and re.match(r"(?:\d{1,2}月)?\d{1,2}日?[电讯]|[电讯]", after):
        return 0.3
    return 1.0


def _inside_document(text: str, mention: Mention) -> bool:
    opened = text.rfind("《", max(0, mention.start - 40), mention.start)
    return opened >= 0 and text.find("》", opened, mention.start) < 0


def _chosen(scene: Scene, found: list[Found], event_type: str) -> list[str]:
    gazetteer = knowledge.places()
    scores: dict[str, float] = {}
    for item in found:
        if item.code != knowledge.CHINA:
            scores[item.code] = scores.get(item.code, 0.0) + item.score
    if not scores:
        return []
    # what is said of a county is said of its city and province too, but less
    lifted = {code: score + sum(0.5 * other for inner, other in scores.items()
                                if inner != code and gazetteer.within(inner, code)) for code, score in scores.items()}
    listed = _listed(scene, found)
    if listed and max(lifted[code] for code in listed) >= 0.5 * max(lifted.values()):
        return _finest(listed, gazetteer)
    best = max(lifted, key=lambda code: lifted[code])
    if lifted[best] < 0.9:
        return []
    return [_down(best, scores, found, gazetteer)]


def _down(code: str, scores: dict[str, float], found: list[Found], gazetteer) -> str:
    """The finest division inside ``code`` that the headline or the lead ties to the event."""
    while True:
        inner = {other: score for other, score in scores.items() if other != code and gazetteer.within(other, code)
                 and gazetteer.parent(other) in (code, gazetteer.parent(code), *_between(other, code, gazetteer))}
        near = {other: score for other, score in inner.items()
                if any(item.code == other and item.part in ("title", "lead") and item.score >= 1.0 for item in found)}
        if not near:
            return code
        best = max(near, key=lambda other: near[other])
        rivals = [other for other in near if other != best and not gazetteer.within(best, other)
                  and not gazetteer.within(other, best) and near[other] > 0.6 * near[best]]
        if rivals or near[best] < 0.3 * scores.get(code, 0.0):
            return code
        code = best


def _between(inner: str, outer: str, gazetteer) -> list[str]:
    chain = []
    up = gazetteer.parent(inner)
    while up and up != outer:
        chain.append(up)
        up = gazetteer.parent(up)
    return [*chain, outer]


def _listed(scene: Scene, found: list[Found]) -> list[str]:
    """The places of a list of two or more in the headline or the lead: 广州、深圳、肇庆."""
    for line in scene.lines:
        if line.part not in ("title", "lead"):
            continue
        run: list[Mention] = []
        for mention in (m for m in line.mentions if isinstance(m.value, Place)):
            gap = scene.text[run[-1].end:mention.start] if run else ""
            if run and not (_LIST_GAP.match(gap) and "、" in gap + "" or _LIST_GAP.match(gap) and len(gap) <= 3):
                if _distinct(run) >= 3:
                    break
                run = []
            run.append(mention)
        if _distinct(run) >= 3:
            return list(dict.fromkeys(m.value.adcode for m in run))
    return []


def _distinct(run: list[Mention]) -> int:
    return len({m.value.adcode for m in run})


def _finest(codes: list[str], gazetteer) -> list[str]:
    return [code for code in codes if not any(other != code and gazetteer.within(other, code) for other in codes)]


def _national(scene: Scene, event_type: str) -> bool:
    if event_type in ("standard", "report", "policy", "award"):
        words = scene.title.text + scene.lead.text
        return bool(re.search(r"全国|国家标准|国标|国家级|我国|中国", words)) or any(
            isinstance(m.value, Organisation) and _NATIONAL_BODY.match(m.value.name)
            for m in (*scene.title.mentions, *scene.lead.mentions))
    return False


def _whole_country(scene: Scene) -> tuple[tuple[Place, ...], list[Evidence]]:
    match = re.search(r"全国|国家标准|国标|国家|我国|中国", scene.text)
    if not match:
        return (), []
    return (Place(knowledge.CHINA, "全国"),), [Evidence("places", knowledge.CHINA, match.start(), match.end(), 0.7, "national")]
