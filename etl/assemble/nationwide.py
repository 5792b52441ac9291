"""The whole country as the place of an event: national standards, lists and reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from etl import knowledge
from etl.assemble import weigh
from etl.assemble.divisions import Seen
from etl.assemble.scene import Line, Scene, discourse, inside
from etl.model import Mention, Organisation

_COUNTRY = re.compile(r"全国|国家标准|国标|行业标准|国家级|我国|中国")
# 全国首个, 国家级试点, 中国最大: rank, not reach
_RANKED = re.compile(r"(?:全国|我国|中国)(?:范围内?)?"
                     r"(?:第|首|最|唯一|领先|率先|前|先进|单体|规模最|百强|位居|其他|各地|同类|人大|政协|两会|劳)")
# 2018中国智慧城市国际博览会: the name of a fair
_NAME = re.compile(r"(?:全国|中国)[\u4e00-\u9fffA-Za-z0-9—－·（）()]{2,24}?(?:博览会|大会|论坛|年会|峰会|展览会|交易会|展|赛)")
_STANDARD = ("国家标准", "国标", "行业标准")
# 名单公布, …白皮书发布: what is made for the whole country where the headline names no place
_MADE = re.compile(r"名单|榜|标准|规范|指南|白皮书|蓝皮书|报告|指数|办法|意见|通知|规划|方案|公告|目录|专项|补贴|共识|宣言|倡议")
_ACTS = re.compile(r"(?:联合|正式|近日|日前|今日|共同|批准|组织|\s)*"
                   r"(?:公布|发布|印发|下发|出台|公示|批准|下达|通报|部署|启动|召开|确定|联合)")
# 五部门发文; not 市五部门
_MINISTRIES = re.compile(r"(?<![省市区县州])(?:国家)?(?:[两三四五六七八九]|十[一二三四五六七八九]?)部[门委]")


def country(scene: Scene, groups: Mapping[str, Sequence[Seen]], event_type: str) -> weigh.Candidate | None:
    """The whole country as a candidate, where some word speaks of it."""
    words = [(line, match) for line in scene.lines if (match := _says(scene, line))]
    bodies = [(line, mention) for line in scene.lines if line.main for mention in line.mentions
              if isinstance(mention.value, Organisation) and mention.value.name.startswith(discourse("national_bodies"))]
    ministries = [(line.start + match.start(), line.start + match.end()) for line in scene.lines
                  if line.part in ("title", "lead") and (match := _MINISTRIES.search(line.text))]
    associations = _associations(scene)
    spans = [(m.start, m.end) for _, m in bodies[:1]] or ministries[:1] or [match.span() for _, match in words[:1]] \
        or associations[:1]
    if not spans:
        return None
    clues = {weigh.BASE: 1.0, "country": 1.0, f"country:{event_type}": 1.0}
    candidate = weigh.Candidate(knowledge.CHINA, spans, clues)
    main = [code for code, group in groups.items() if any(one.line.main and one.how != "firm" for one in group)]
    candidate.add(f"country:others:{min(len(main), 3)}")
    if ministries:
        candidate.add("country:body", "country:body acts")
    if associations:
        candidate.add("country:association", f"country:association:{event_type}")
    candidate.add(*_of_bodies(scene, bodies), *_of_words(scene, words), *_of_title(scene, groups))
    return candidate


def _says(scene: Scene, line: Line) -> re.Match[str] | None:
    """A word for the whole country in a sentence; 中国 in 中国电信 is none."""
    names = [(mention.start, mention.end) for mention in line.mentions if mention.kind == "organisation"]
    return next((match for match in _COUNTRY.finditer(scene.text, line.start, line.end)
                 if not any(start <= match.start() < end for start, end in names)), None)


def _associations(scene: Scene) -> list[tuple[int, int]]:
    """Where the main part names an association of the whole country that issues something."""
    return [(mention.start, mention.end) for line in scene.lines if line.main for mention in line.mentions
            if isinstance(mention.value, Organisation) and mention.value.kind == "association"
            and mention.value.name.startswith(("中国", "全国", "中华"))]


def _of_bodies(scene: Scene, bodies: Sequence[tuple[Line, Mention]]) -> Iterator[str]:
    if bodies:
        yield "country:body"
    for line, mention in bodies:
        yield f"country:body:{line.zone}"
        if _ACTS.match(scene.text, mention.end):
            yield "country:body acts"


def _of_words(scene: Scene, words: Sequence[tuple[Line, re.Match[str]]]) -> Iterator[str]:
    for line, match in words:
        kind = "standard" if match[0] in _STANDARD else "ranked" if _RANKED.match(scene.text, match.start()) else \
            "name" if _NAME.match(scene.text, match.start(), line.end) else "plain"
        if line.main:
            yield f"country:{line.zone}"
            yield f"country:{line.zone}:{kind}"
            yield f"country:{kind}"


def _of_title(scene: Scene, groups: Mapping[str, Sequence[Seen]]) -> Iterator[str]:
    title = scene.title
    if any(one.line is title and one.how in ("place", "government", "body")
           and not inside(scene.text, one.mention.start, "《", "》") for group in groups.values() for one in group):
        yield "country:a place in the headline"
    elif _MADE.search(title.text):
        yield "country:made for all"
