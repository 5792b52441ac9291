"""The division that a story speaks of as its own: 我市, 全省, 省政府, 该区."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from etl import knowledge
from etl.assemble.divisions import Seen
from etl.assemble.scene import Line, Scene
from etl.model import Mention
from etl.resolve.press import press

# 我市, 全省, 省政府, 市公安局
_SPOKEN = re.compile(r"(?=[我全本该自市省区县州])"  # the first letters, by which a text is scanned faster
                     r"(?:(?:我|全|本|该)(?P<level>[市省区县州])|自治区(?!人民)|"
                     r"(?<![\u4e00-\u9fff])(?P<body>[市省区县州])(?=政府|委|人民|长|[\u4e00-\u9fff]{2,6}局))")
LEVELS = {"province": "省区", "prefecture": "市州", "county": "区县市"}
_RANKS = {"省": 1, "市": 2, "州": 2, "县": 3, "区": 3}


# 全港, 本澳: in a paper of there
_ISLANDS = re.compile(r"[全本](?P<where>[港澳])(?![口务区台])|全(?P<tai>台)(?=[第首最约近逾各湾]|\d)")
_THERE = {"港": "810000", "澳": "820000", "台": "710000"}


def spoken(scene: Scene) -> list[tuple[Line, re.Match[str]]]:
    """Where the story speaks of its own division."""
    return [(line, match) for line in scene.lines if line.part != "boilerplate"
            for match in _SPOKEN.finditer(line.text)]


def level(match: re.Match[str]) -> str:
    """省, 市, 区, 县 or 州: the level that the words speak of."""
    return match["level"] or match["body"] or "省"


def own(scene: Scene, said: Sequence[tuple[Line, re.Match[str]]], groups: Mapping[str, Sequence[Seen]]) -> Iterator[Seen]:
    """What 我省 or 省政府 in the main part means, where the story names the division itself nowhere else than in its
    source, or names places of one province or one city only."""
    told: set[str] = set()
    for line, match in said:
        spoken_of = level(match)
        if not line.main or spoken_of in told or spoken_of == "区":
            continue
        told.add(spoken_of)
        code = _meant(scene, spoken_of, groups)
        if code and code not in groups:
            start, end = line.start + match.start(), line.start + match.end()
            yield Seen(code, line, Mention("place", start, end, scene.text[start:end], rule="own"), "own")


def there(scene: Scene, groups: Mapping[str, Sequence[Seen]]) -> Iterator[Seen]:
    """What 全港 or 本澳 in the main part means, where the story names no place of the mainland there."""
    if any(one.line.main and code[:1].isdigit() for code, group in groups.items() for one in group):
        return
    for line in scene.lines:
        if line.main and (match := _ISLANDS.search(line.text)):
            start, end = line.start + match.start(), line.start + match.end()
            code = _THERE[match["where"] or match["tai"]]
            yield Seen(code, line, Mention("place", start, end, scene.text[start:end], rule="own"), "own")
            return


def _meant(scene: Scene, spoken_of: str, groups: Mapping[str, Sequence[Seen]]) -> str | None:
    gazetteer = knowledge.places()
    rank = _RANKS[spoken_of]
    home = press(scene.story.source)
    above = [_at(rank, home)] if home else []
    if not any(above):
        above = [_at(rank, code) for code, group in groups.items() if code[:1].isdigit()
                 and any(one.line.main and one.how in ("place", "government") for one in group)]
    codes = {code for code in above if code}
    code = codes.pop() if len(codes) == 1 else None
    return code if code and gazetteer.rank(code) == rank else None


def _at(rank: int, code: str) -> str | None:
    """The division of that rank that the code is or lies in."""
    gazetteer = knowledge.places()
    return next((one for one in (code, *gazetteer.above(code)) if gazetteer.rank(one) == rank), None)
