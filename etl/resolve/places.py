"""A place's mention → the division, country or city it denotes, from the whole story's context."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from etl import knowledge
from etl.knowledge import dictionary
from etl.model import Mention, Place
from etl.resolve import addresses, neighbours
from etl.resolve.place_names import ORDINARY, Name

REACH = 30  # names that a name is compared with, before and after it: time stays linear
# forms that mean what they say; the others (short, common, shared, generic) may be words or namesakes
_SURE = frozenset(("full", "known", "alias", "former", "level", "zone", "abroad", "english", "letter"))
_LIST = re.compile(r"(?:[省市区县州]|地区)?(?:、|和|与|及|以及|/|\s)")
_AT = re.compile(r"(?:在|落户|落子|落地|来到|位于|抵达|奔赴|走进|入驻|进驻)$")
_OURS = re.compile(r"[我本该全]([县旗])")


def places(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with a Place as ``value`` wherever the story settles it; see ``resolve.names``."""
    return located(text, mentions)[0]


def located(text: str, mentions: Sequence[Mention], home: str | None = None) -> tuple[list[Mention], dict[int, str | None]]:
    """The mentions with settled places; and the division in an organisation's own name, by where the name begins."""
    found = [mention for mention in mentions if mention.kind == "place"]
    headed = {mention.start: heads for mention in mentions if mention.kind == "organisation"
              and (heads := list(addresses.heads(mention)))}
    if not found and not headed:
        return list(mentions), {}
    story = _Story(text, sorted([*found, *chain.from_iterable(headed.values())], key=attrgetter("start")), home)
    settled = {mention.start: mention for mention in story.settled()}
    seats: dict[int, str | None] = {}
    for start, heads in headed.items():
        for head in heads:
            value = settled[head.start].value  # the last one that is settled is the finest
            seats[start] = value.adcode if value else seats.get(start)
    return [settled[mention.start] if mention.kind == "place" else mention for mention in mentions], seats


class _Story:
    """The places of one story, settled in turn: by their neighbours, by themselves, by what else the story names."""

    def __init__(self, text: str, found: Sequence[Mention], home: str | None) -> None:
        self.text = text
        self.home = home
        self.title = text.find("\n") if "\n" in text else 0
        self.names = [Name(mention, place) for place, mention in enumerate(found)]
        self.times = Counter(mention.text for mention in found)
        self.named: Counter[str] = Counter()
        """How often the story names each division or one inside it, the headline threefold."""
        self.stated: frozenset[str] = frozenset()
        """What names that mean one division only stand for."""
        self.zones: dict[str, str] = {}
        """What the latter half of a zone's name means: 北海 is 滨州 where the story tells of 滨州北海."""
        self.ours: frozenset[str] = frozenset()
        """The levels of 我县 and its like, where no county is settled that they could mean."""

    def settled(self) -> Iterator[Mention]:
        begins = {name.mention.start for name in self.names}
        for name in self.names:
            if name.mention.end not in begins and name.is_road_or_town(self.text):  # 唐山|路南 is no road
                name.settle(None, "road or town")
        neighbours.link(self.text, self.names)
        self.stated = frozenset(code for name in self.names if len(name.codes) == 1 for code in name.codes)
        self.zones = dict(zone for name in self.names if (zone := name.zone()))
        for name in self.names:
            if name.open:
                self._by_itself(name)
        self._count()
        self._by_same_name()
        for name in self.names:
            if name.open:
                self._by_story(name)
        self._by_same_name()
        for name in self.names:
            yield name.mention._replace(value=_place(name.code), rule=name.why or "ambiguous")

    # ------------------------------------------------------------ the name alone

    def _by_itself(self, name: Name) -> None:
        if code := self.zones.get(name.mention.text):
            name.settle(code, "as elsewhere")  # 北海 in a story of 滨州北海
            return
        codes = self._seats(name) or name.likely()
        if len(codes) != 1 or name.is_doubtful(codes[0]):
            return
        if name.forms[codes[0]] in _SURE or _rank(codes[0]) < 3:
            name.settle(codes[0], name.forms[codes[0]])

    def _seats(self, name: Name) -> list[str]:
        """The city and not its prefecture, where the story names 恩施市 but never 恩施州."""
        if len(name.codes) < 2:
            return []
        divisions = knowledge.places().divisions
        outer = [code for code in name.codes if divisions[code].name.endswith(("州", "地区", "盟")) and _rank(code) == 2]
        inner = [code for code in name.codes if divisions[code].name.endswith("市") and _rank(code) == 3]
        stated = len(outer) == len(inner) == 1 and inner[0] in self.stated and outer[0] not in self.stated
        return inner if stated else []

    # ------------------------------------------------------------ the story

    def _count(self) -> None:
        for name in self.names:
            if name.code:
                self._name(name.code, name.mention.start)
        if self.home:
            self._name(self.home, len(self.text))
        counties = {name.mention.text for name in self.names if name.code and _rank(name.code) == 3}
        self.ours = frozenset() if counties else frozenset(_OURS.findall(self.text))

    def _name(self, code: str, at: int) -> None:
        weight = 3 if at < self.title else 1
        for each in (code, *knowledge.places().above(code)):
            self.named[each] += weight

    def _by_same_name(self) -> None:
        """A name means one thing in a story: what its full form or its province settled holds for the rest."""
        gazetteer = knowledge.places()
        senses: dict[str, str] = {}
        for name in self.names:
            if name.code:
                senses[name.mention.text] = name.code
                if division := gazetteer.get(name.code):
                    senses[division.short] = senses[division.name] = name.code
            elif name.open and (code := senses.get(name.mention.text)) in name.codes and self._may_recur(name, code):
                name.settle(code, "as elsewhere")
        for name in reversed(self.names):
            if name.open and (code := senses.get(name.mention.text)) in name.codes and self._may_recur(name, code):
                name.settle(code, "as elsewhere")

    def _may_recur(self, name: Name, code: str) -> bool:
        if name.forms[code] == "generic":
            return name.mention.text == knowledge.places().name(code)
        return not name.is_word(code) or dictionary.frequency(name.mention.text) < ORDINARY

    def _by_story(self, name: Name) -> None:
        gazetteer = knowledge.places()
        codes = name.likely()
        if listed := self._listed(name):
            near = [code for code in name.codes if gazetteer.parent(code) in listed]
            if len(near) == 1:
                name.settle(near[0], "listed")
                return
        codes = [code for code in codes if self._confirmed(name, code)]
        if not codes:
            shared = len(name.codes) > 1 and not all(name.is_word(code) for code in name.codes)
            name.settle(None, "ambiguous" if shared else "unconfirmed")
            return
        if outer := gazetteer.outermost(codes):
            codes = [outer]  # 朝阳 the city, once 北京 is out of the question, and not its county
        if len(codes) == 1:
            if any(self.named[above] for above in gazetteer.above(codes[0])):
                name.settle(codes[0], "context")
            else:
                name.settle(*((codes[0], "short") if self._evident(name) else (None, "unconfirmed")))
            return
        code = self._nearest(name, codes) or self._prevailing(codes)
        name.settle(code, "context" if code else "ambiguous")

    def _confirmed(self, name: Name, code: str) -> bool:
        """False for a word, and for a shared name (西湖, 日照) where the story does not name what it lies in."""
        if name.is_word(code):
            return False
        return not name.is_doubtful(code) or bool(self.named[knowledge.places().parent(code) or ""]) or (
            len(name.likely()) == 1 and _rank(code) < 3 and self._stressed(name))

    def _evident(self, name: Name) -> bool:
        """True where a county that nothing confirms is spoken of as a place.

        It opens a text without a headline, stands in the headline and again, follows 落户 and its like, or the story
        says 我县 and names no other county.
        """
        if len(name.mention.text) > 2 or _rank(name.codes[0]) < 3:
            return True
        if self.text[name.mention.end:name.mention.end + 1] in tuple("关山河湖江峡岭寺桥"):
            return False
        return knowledge.places().name(name.codes[0])[-1] in self.ours or self._stressed(name)

    def _stressed(self, name: Name) -> bool:
        start = name.mention.start
        if start == 0 and not self.title or _AT.search(self.text, max(0, start - 4), start):
            return True
        return self.times[name.mention.text] > 1 and 0 <= self.text.find(name.mention.text, 0, self.title)

    def _listed(self, name: Name) -> set[str]:
        """What the names next to it in a list lie in: 鼓楼、秦淮、建邺 are all of 南京."""
        found = set()
        for step in (-1, 1):
            one = name.place
            while 0 <= one + step < len(self.names) and abs(one - name.place) < REACH:
                left, right = self.names[min(one, one + step)], self.names[max(one, one + step)]
                if not _LIST.fullmatch(self.text, left.mention.end, right.mention.start):
                    break
                one += step
                if code := self.names[one].code:
                    found.add(knowledge.places().parent(code) or "")
                    break
        return found - {"", knowledge.CHINA}

    def _nearest(self, name: Name, codes: Sequence[str]) -> str | None:
        """The candidate that the last division named before it, in the same paragraph, points to."""
        gazetteer = knowledge.places()
        for other in reversed(self.names[max(0, name.place - REACH):name.place]):
            if "\n" in self.text[max(other.mention.end, name.mention.start - 400):name.mention.start]:
                return None
            if other.code:
                around = {other.code, gazetteer.city(other.code)} - {None}
                inside = [code for code in codes if around & {code, *gazetteer.above(code)}]
                if len(inside) == 1:
                    return inside[0]
        return None

    def _prevailing(self, codes: Sequence[str]) -> str | None:
        """The candidate whose city or province the story names most, where no other comes near."""
        gazetteer = knowledge.places()
        scores = {code: sum(self.named[above] * (2 - step) for step, above in enumerate(gazetteer.above(code)[:2]))
                  for code in codes}
        best, second = sorted(codes, key=scores.__getitem__, reverse=True)[:2]
        return best if scores[best] > 1.5 * scores[second] else None


@lru_cache(maxsize=1 << 12)
def _place(code: str | None) -> Place | None:
    return Place(code, knowledge.places().name(code)) if code else None


def _rank(code: str) -> int:
    return knowledge.places().rank(code)
