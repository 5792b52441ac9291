"""All divisions of China, countries and cities abroad: their codes, what lies in what, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from etl.knowledge.files import KnowledgeError, rows, split

CHINA = "100000"
MUNICIPALITIES = ("11", "12", "31", "50")
REGIONS = {
    "north": ("11", "12", "13", "14", "15"),
    "northeast": ("21", "22", "23"),
    "east": ("31", "32", "33", "34", "35", "36", "37"),
    "central": ("41", "42", "43"),
    "south": ("44", "45", "46"),
    "southwest": ("50", "51", "52", "53", "54"),
    "northwest": ("61", "62", "63", "64", "65"),
    "hmt": ("71", "81", "82"),
}
# 恩施土家族苗族自治州 is also 恩施州, 大厂回族自治县 大厂县, 阿克苏地区 stays
_AUTONOMOUS = {"自治州": "州", "自治县": "县"}
_RANKS = {"country": 0, "province": 1, "prefecture": 2, "city": 2, "county": 3}
# what the column ``common`` says of a short name: nothing; that all the country knows the place by it (昆山); that it
# is an ordinary word; that something else bears it too (西湖, 朝阳); or that even the full name is a word (城区)
_SHORT_FORMS = {"": "short", "known": "known", "short": "common", "shared": "shared", "full": "generic"}
_WORDS = ("Austin", "Cambridge", "Chad", "Georgia", "Jordan", "Lima", "Orlando", "Oxford", "Phoenix", "Sofia", "")
"""English names of places abroad that people and things are called as well."""
_COUNTY_LEVELS = ("县", "市", "区")


@dataclass(frozen=True, slots=True)
class Division:
    """A division of China by its GB/T 2260 code, or a country or city abroad; degrees north and east."""

    adcode: str
    name: str
    short: str
    level: str
    """country, province, prefecture or county; abroad country or city."""
    lat: float | None
    lon: float | None
    english: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name may mean."""

    kind: str
    """place, organisation, or none for the name of another thing (京津冀) that only holds a place's name."""
    id: str
    form: str
    """For a place: full, short, known (昆山), alias, letter (沪), english, zone, abroad, former, level (宁乡县 for
    宁乡市), or, where something else is called so too, shared (西湖), common (合作 for 合作市) or generic (城区). For
    an organisation: name, alias or weak."""


class Places:
    """All divisions and what they are called."""

    def __init__(self) -> None:
        self.divisions: dict[str, Division] = {}
        self.forms: dict[str, list[Sense]] = {}
        self._above: dict[str, tuple[str, ...]] = {}
        self._load_divisions()
        self._load_abroad()
        self._load_more("former_places.csv", "former")
        self._load_more("zones.csv", "zone")
        self._add_levels()
        for senses in self.forms.values():  # the higher division first
            senses.sort(key=lambda sense: self.rank(sense.id))

    def _load_divisions(self) -> None:
        for row in rows("places.csv"):
            code, name, short, common = row["adcode"], row["name"], row["short"], row["common"]
            if code in self.divisions:
                raise KnowledgeError(f"places.csv: {code} stands twice")
            if common not in _SHORT_FORMS:
                raise KnowledgeError(f"places.csv: {code}: common is {common}, not one of {list(_SHORT_FORMS)}")
            self.divisions[code] = Division(code, name, short, row["level"], _degrees(row["lat"]), _degrees(row["lon"]),
                                            row["english"])
            self._add(name, code, "generic" if common == "full" else "full")
            self._add(short, code, _SHORT_FORMS[common])
            for level, brief in _AUTONOMOUS.items():
                if name.endswith(level):
                    self._add(short + brief, code, "alias")
            for alias in split(row["aliases"]):
                self._add(alias, code, "letter" if len(alias) == 1 else "english" if alias.isascii() else "alias")
            if row["level"] != "county":
                self._add(row["english"], code, "english")

    def _load_abroad(self) -> None:
        for row in rows("abroad.csv"):
            code = row["code"]
            if code in self.divisions or not code.startswith(row["country_code"]):
                raise KnowledgeError(f"abroad.csv: {code} stands twice or is not of {row['country_code']}")
            self.divisions[code] = Division(code, row["name"], row["name"], row["kind"], _degrees(row["lat"]),
                                            _degrees(row["lon"]), row["english"])
            for name in (row["name"], *split(row["aliases"])):
                self._add(name, code, "common" if row["common"] else "abroad")
            if row["english"] not in _WORDS:
                self._add(row["english"], code, "english")

    def _load_more(self, file: str, form: str) -> None:
        for row in rows(file):
            if row["adcode"] not in self.divisions:
                raise KnowledgeError(f"{file}: {row['name']}: no division {row['adcode']}")
            for name in (row["name"], *split(row["aliases"])):
                self._add(name, row["adcode"], form)

    def _add_levels(self) -> None:
        """A county that became a city or a district of the same name: 宁乡县 is 宁乡市, 铜山县 铜山区."""
        known = set(self.forms)
        for division in list(self.divisions.values()):
            if division.level == "county" and len(division.short) > 1 and division.short != division.name \
                    and self.forms[division.short][0].form in ("short", "known"):
                for level in _COUNTY_LEVELS:
                    if division.short + level not in known:
                        self._add(division.short + level, division.adcode, "level")

    def _add(self, name: str, code: str, form: str) -> None:
        senses = self.forms.setdefault(name, [])
        if name and all(sense.id != code for sense in senses):
            senses.append(Sense("place", code, form))

    def get(self, code: str) -> Division | None:
        return self.divisions.get(code)

    def name(self, code: str) -> str:
        """The full Chinese name; the code itself where it is unknown."""
        division = self.divisions.get(code)
        return division.name if division else code

    def english(self, code: str) -> str:
        """The English name, else the Chinese one."""
        division = self.divisions.get(code)
        return (division.english or division.name) if division else code

    def level(self, code: str) -> str | None:
        division = self.divisions.get(code)
        return division.level if division else None

    def rank(self, code: str) -> int:
        """0 for a country, 1 for a province, 2 for a prefecture or a city abroad, 3 for a county; 9 for no division."""
        return _RANKS.get(self.level(code) or "", 9)

    def parent(self, code: str) -> str | None:
        """The division one level up; None for the whole country and for countries abroad."""
        if not code[:1].isdigit():
            return code[:2] if len(code) > 2 else None
        if code == CHINA:
            return None
        if code.endswith("0000"):
            return CHINA
        return code[:2] + "0000" if code.endswith("00") or self.city(code) in (code, code[:2] + "0000") \
            else code[:4] + "00"

    def above(self, code: str) -> tuple[str, ...]:
        """All divisions that this one lies in, the nearest first, the whole country left out.

        >>> places().above("320412")
        ('320400', '320000')
        """
        if code not in self._above:
            up = self.parent(code)
            self._above[code] = (up, *self.above(up)) if up and up != CHINA else ()
        return self._above[code]

    def official(self, code: str) -> str:
        """The code that others know: GB/T 2260, and of a city abroad its country's ISO 3166 code.

        >>> places().official("AE-Dubai"), places().official("320412")
        ('AE', '320412')
        """
        return code.partition("-")[0]

    def city(self, code: str) -> str | None:
        """The prefecture-level city; None for a province and for the whole country.

        A municipality is its own city, and so is a county-level unit run directly by its province (90xx).
        """
        if not code[:1].isdigit():
            return code
        if code[:2] in (*MUNICIPALITIES, "81", "82"):
            return code[:2] + "0000"
        if code.endswith("0000"):
            return None
        return code if code[2:4] == "90" else code[:4] + "00"

    def province(self, code: str) -> str | None:
        if not code[:1].isdigit() or code == CHINA:
            return None
        return code[:2] + "0000"

    def region(self, code: str) -> str | None:
        """One of the seven regions, hmt, national or abroad."""
        if not code[:1].isdigit():
            return "abroad"
        if code == CHINA:
            return "national"
        return next((region for region, provinces in REGIONS.items() if code[:2] in provinces), None)

    def within(self, code: str, other: str) -> bool:
        """True where ``code`` is ``other`` or lies in it."""
        return code == other or other in self.above(code) or other == CHINA and code[:1].isdigit()

    def outermost(self, codes: Iterable[str]) -> str | None:
        """The one code that all the others lie in: 吉林 the province over its city; None where there is none.

        >>> places().outermost(["220200", "220000"]), places().outermost(["110105", "220104"])
        ('220000', None)
        """
        codes = tuple(codes)
        return next((code for code in codes if all(self.within(other, code) for other in codes)), None)


def _degrees(cell: str | None) -> float | None:
    return float(cell) if cell else None


@cache
def places() -> Places:
    """The gazetteer of divisions, read once."""
    return Places()
