"""A place's name in a story: what it may still denote and, once settled, what it denotes."""

from __future__ import annotations

import re

from etl import knowledge
from etl.model import Mention

ORDINARY = 1000  # occurrences in jieba's dictionary from which on a word is hardly ever a county: 合作, 资源, 公安
# what other things than a division are called by: 南京路, 长安镇; not 路灯, 镇域, 乡村振兴
_ROAD = re.compile(r"[东西南北中]?(?:[一二三四五六七八九十]|\d{1,3})?"
                   r"(?:路(?![灯网面口段况侧边桥演由径线])|大道|大街|街(?![道区景头舞])|巷|胡同)")
_TOWN = re.compile(r"镇(?![域区级街])|乡(?![村镇贤])|村(?![级民居庄])|流域|城市群|都市圈|经济[圈带]")

class Name:
    """A mention with its candidates, their forms, and the one it was settled on."""

    __slots__ = ("mention", "place", "forms", "codes", "code", "why", "linked")

    def __init__(self, mention: Mention, place: int) -> None:
        self.mention = mention
        self.place = place
        """Its place among the names of the story."""
        senses = knowledge.places().forms.get(mention.text, ())
        form = {sense.id: sense.form for sense in senses}
        self.forms = {code: form.get(code, "full") for code in mention.candidates}
        self.codes = list(mention.candidates)
        self.code: str | None = None
        self.why = ""
        self.linked = False
        """True where the name before or after it lies over it or in it."""

    def settle(self, code: str | None, why: str) -> None:
        self.code, self.why = code, why

    @property
    def open(self) -> bool:
        return not self.why

    def is_word(self, code: str) -> bool:
        """True where the name is an ordinary word as well: 合作, 城区."""
        return self.forms[code] in ("common", "generic")

    def is_doubtful(self, code: str) -> bool:
        """True where the name is a word, or something else is called so as well: 西湖, 朝阳."""
        return self.is_word(code) or self.forms[code] == "shared"

    def is_road_or_town(self, text: str) -> bool:
        """True where what follows makes it the name of a road, a town or a river: 南京|路, 长安|镇, 绥江|流域."""
        if not set(self.forms.values()) & {"short", "known", "common", "shared"}:
            return False
        end = self.mention.end
        county = all(knowledge.places().rank(code) == 3 for code in self.codes)
        return bool(_ROAD.match(text, end) or county and _TOWN.match(text, end))

    def zone(self) -> tuple[str, str] | None:
        """The latter half of a zone's name that begins with its city, and the city: 滨州北海 → 北海, 371600."""
        if "zone" not in self.forms.values() or len(self.codes) != 1:
            return None
        short = knowledge.places().divisions[self.codes[0]].short
        rest = self.mention.text.removeprefix(short)
        known = knowledge.places().forms.get(rest, ())
        return (rest, self.codes[0]) if rest != self.mention.text and known else None

    def likely(self) -> list[str]:
        """The candidates that a bare name may mean: 湘潭 is the city and not its county, 海南 the province."""
        if len(self.codes) < 2 or "letter" in self.forms.values():
            return self.codes  # 宁 is 宁夏 as well as 南京
        rank = knowledge.places().rank
        if outer := knowledge.places().outermost(self.codes):
            return [outer]
        provinces = [code for code in self.codes if rank(code) < 2 and code.isdigit()]
        if provinces:
            return provinces
        cities = [code for code in self.codes if rank(code) == 2]
        return cities if len(cities) == 1 and not self.is_doubtful(cities[0]) else self.codes
