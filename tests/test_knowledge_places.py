"""The gazetteer of places: complete, well formed, and every code in its place."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from etl import knowledge
from etl.knowledge import divisions

CODE = re.compile(r"\d{6}")
FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
BRACKETS = ("（", "）")  # the only full-width signs in names: 刚果（金）


@pytest.fixture(scope="module")
def gazetteer() -> knowledge.Places:
    return knowledge.places()


@pytest.fixture(scope="module")
def chinese(gazetteer) -> list[knowledge.Division]:
    return [division for code, division in gazetteer.divisions.items() if CODE.fullmatch(code)]


def test_all_divisions_are_there(chinese):
    levels = Counter(division.level for division in chinese)
    assert levels["province"] == 34
    assert levels["prefecture"] == 333
    assert 2840 <= levels["county"] <= 2860


def test_every_division_lies_in_one_that_is_there(chinese, gazetteer):
    orphans = [division.name for division in chinese if division.adcode != knowledge.CHINA
               and gazetteer.parent(division.adcode) not in gazetteer.divisions]
    assert not orphans
    assert not [division.name for division in chinese if division.level == "county"
                and gazetteer.city(division.adcode) not in gazetteer.divisions]


def test_coordinates_lie_where_china_lies(chinese):
    placed = [division for division in chinese if division.adcode != knowledge.CHINA]
    assert not [division.name for division in placed if division.lat is None or division.lon is None]
    assert not [division.name for division in placed if not (3 < division.lat < 54 and 73 < division.lon < 136)]


def test_a_county_lies_near_its_city(chinese, gazetteer):
    far = []
    for division in chinese:
        city = gazetteer.get(gazetteer.city(division.adcode) or "")
        if division.level == "county" and city and city.level == "prefecture" and division.adcode[:4] != "4603":
            if abs(division.lat - city.lat) > 4.5 or abs(division.lon - city.lon) > 8:
                far.append((division.name, city.name))
    assert not far


def test_provinces_and_prefectures_have_english_names_of_their_own(chinese):
    english = Counter(division.english for division in chinese if division.level in ("province", "prefecture"))
    assert "" not in english
    assert not [name for name, times in english.items() if times > 1]


def test_every_province_has_its_letter(chinese, gazetteer):
    lettered = {sense.id for form, senses in gazetteer.forms.items() if len(form) == 1 for sense in senses}
    assert {division.adcode for division in chinese if division.level == "province"} <= lettered


def test_names_are_plain(gazetteer):
    assert not [form for form in gazetteer.forms if FULL_WIDTH.search(form) and not any(b in form for b in BRACKETS)]
    assert not [form for form in gazetteer.forms if form != form.strip() or not form]


@pytest.mark.parametrize(("code", "name"), [
    ("430182", "宁乡市"), ("130581", "南宫市"), ("330114", "钱塘区"), ("370116", "莱芜区"), ("350405", "沙县区"),
    ("659012", "白杨市"), ("441900", "东莞市"), ("429004", "仙桃市"), ("460400", "儋州市"), ("620200", "嘉峪关市")])
def test_codes_are_todays(gazetteer, code, name):
    assert gazetteer.name(code) == name


@pytest.mark.parametrize("code", ["430124", "371200", "330103", "330104", "410306", "652923", "542400"])
def test_codes_that_are_gone_are_gone(gazetteer, code):
    assert gazetteer.get(code) is None


@pytest.mark.parametrize(("form", "code"), [
    ("沪", "310000"), ("陇", "620000"), ("凉山", "513400"), ("恩施州", "422800"), ("大厂县", "131028"),
    ("科左后旗", "150522"), ("宁乡县", "430182"), ("襄樊", "420600"), ("宣武区", "110102"), ("雄安新区", "130600"),
    ("中关村", "110108"), ("光谷", "420100"), ("台北", "710000"), ("印尼", "ID"), ("迪拜", "AE-Dubai"),
    ("Hohhot", "150100"), ("Xi'an", "610100"), ("申城", "310000")])
def test_forms(gazetteer, form, code):
    assert code in [sense.id for sense in gazetteer.forms[form]]


def test_english_names_that_two_cities_share_mean_the_better_known_one(gazetteer):
    assert [sense.id for sense in gazetteer.forms["Suzhou"]] == ["320500"]
    assert {sense.id for sense in gazetteer.forms["Taizhou"]} == {"321200", "331000"}


def test_the_higher_division_comes_first(gazetteer):
    assert [sense.id for sense in gazetteer.forms["吉林"]][0] == "220000"


def test_abroad(gazetteer):
    abroad = [division for code, division in gazetteer.divisions.items() if not CODE.fullmatch(code)]
    assert sum(division.level == "country" for division in abroad) >= 190
    assert sum(division.level == "city" for division in abroad) >= 150
    assert not [division.name for division in abroad if division.lat is None or not division.english]
    assert not [division.adcode for division in abroad if division.adcode[:2] not in gazetteer.divisions]
    assert gazetteer.within("AE-Dubai", "AE") and gazetteer.region("AE") == "abroad"


@pytest.mark.parametrize(("code", "city", "province", "region"), [
    ("110105", "110000", "110000", "north"), ("430182", "430100", "430000", "central"),
    ("429004", "429004", "420000", "central"), ("810000", "810000", "810000", "hmt"),
    ("430000", None, "430000", "central"), ("100000", None, None, "national")])
def test_roll_up(gazetteer, code, city, province, region):
    assert (gazetteer.city(code), gazetteer.province(code), gazetteer.region(code)) == (city, province, region)


def _load(monkeypatch, file: str, row: dict[str, str]) -> None:
    real, empty = knowledge.rows, {"lat": "", "lon": "", "english": "", "aliases": ""}
    monkeypatch.setattr(divisions, "rows", lambda name: [*real(name), empty | row] if name == file else real(name))
    divisions.Places()


@pytest.mark.parametrize(("file", "row"), [
    ("places.csv", {"adcode": "110105", "name": "朝阳区", "short": "朝阳", "level": "county", "common": ""}),
    ("places.csv", {"adcode": "110199", "name": "某区", "short": "某", "level": "county", "common": "perhaps"}),
    ("zones.csv", {"name": "某新区", "aliases": "", "adcode": "999999"}),
    ("former_places.csv", {"name": "某县", "aliases": "", "adcode": "430124"}),
])
def test_a_row_that_cannot_be_right_stops_the_run(monkeypatch, file, row):
    with pytest.raises(knowledge.KnowledgeError, match=file.split(".")[0]):
        _load(monkeypatch, file, row)
