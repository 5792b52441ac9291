"""The brief: sentences come from the table and name their stories; bad words stay words; it fits one page."""

import datetime as dt
import doctest
import io
import re

import docx
import pytest
import small

from dashboard.words import names
from etl import __main__ as command
from etl import brief, brief_docx, store, written

LONG = "很长的标题" * 40


def page(rows=None, since=dt.date(2018, 8, 20), until=None, lang="zh") -> brief.Brief:
    return brief.compose(small.tables(rows), since, until, lang)


def part(made: brief.Brief, name: str) -> list[str]:
    title = brief.WORDS[name][made.lang == "en"]
    return [one.text for heading, sentences in made.parts if heading == title for one in sentences]


def test_the_examples_of_written_words_hold():
    assert doctest.testmod(written).failed == 0


def test_written_names_are_those_of_the_dashboard():
    assert {code: pair[0] for code, pair in written.REGIONS.items()} == {c: p[0] for c, p in names.REGIONS.items()}
    assert {code: pair[0] for code, pair in written.AMOUNT_KINDS.items()} == {
        c: p[0] for c, p in names.AMOUNT_KINDS.items()}


def test_sentences_come_from_the_table():
    made = page(until=dt.date(2018, 8, 31))
    assert part(made, "newest") == [
        "2018年8月21日至23日，大连市、青岛市、宁波市等 9 个：九城共建智慧交通"
        "（签约合作；参与方：华为、腾讯；投资 3 亿元）。"]
    assert part(made, "domains")[0] == (
        "智慧交通：1 个事件，在大连市、青岛市、宁波市等 9 个，“九城共建智慧交通”（2018年8月21日至23日）。")
    assert part(made, "amounts") == ["投资：“九城共建智慧交通”，3 亿元。"]
    assert made.lead[0] == "这段时间有 1 个事件，出自 1 篇报道，涉及 9 个城市、2 个机构。"


def test_what_lies_outside_or_may_lie_outside_is_counted_not_told():
    made = page(until=dt.date(2018, 8, 31))
    assert "只知月份或年份、可能早于起始日的 1 个事件未计入" in made.note and "未注明日期的 1 个事件未计入" in made.note
    assert "深圳发布医疗平台" not in brief.markdown(made)
    assert "深圳发布医疗平台" in brief.markdown(page(since=dt.date(2018, 8, 1)))


def test_kinds_and_currencies_stay_apart_and_a_range_stays_one():
    rows = part(page(since=dt.date(2018, 1, 1), lang="en"), "amounts")
    assert [row.split(":")[0] for row in rows] == ["Investment", "Contract", "Financing"]
    assert "stated by 2 events; the largest is “深圳发布医疗平台”, CNY 100 million–500 million" in rows[0]
    assert "at least CNY 1 billion" in rows[1] and "USD 600 million" in rows[2]


def test_every_sentence_names_a_story_and_every_story_is_listed():
    made = page(since=dt.date(2018, 1, 1))
    told = [one for _, sentences in made.parts for one in sentences if not one.text.startswith("另有")]
    assert told and all(one.sources for one in told)
    assert {number for one in told for number in one.sources} == set(range(1, len(made.sources) + 1))


def test_a_region_names_only_its_own_provinces():
    east = next(text for text in part(page(), "regions") if text.startswith("华东"))
    assert "山东省" in east and "广东省" not in east


@pytest.mark.parametrize("lang", written.LANGUAGES)
def test_an_empty_table_and_an_empty_period_say_so(lang):
    for made in (page([], lang=lang), page(since=dt.date(2030, 1, 1), lang=lang)):
        assert brief.WORDS["nothing"][lang == "en"] in made.lead[0] and not made.parts and not made.sources
        assert brief_docx.document(made)


def test_hostile_words_are_shown_not_read():
    text = brief.markdown(page(since=dt.date(2018, 1, 1)))
    assert "<script>" not in text.replace("\\<script\\>", "") and "\\[点\\](javascript:alert(1))" in text
    assert "\x07" not in text
    read = docx.Document(io.BytesIO(brief_docx.document(page(since=dt.date(2018, 1, 1)))))
    assert any("<script>alert(1)</script>" in paragraph.text for paragraph in read.paragraphs)


def test_the_document_sets_both_fonts_and_holds_the_sentences():
    made = page(since=dt.date(2018, 1, 1))
    read = docx.Document(io.BytesIO(brief_docx.document(made)))
    fonts = read.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(f"{{{fonts.nsmap['w']}}}{name}") for name in ("ascii", "eastAsia")} == {
        brief_docx.LATIN, brief_docx.CHINESE}
    told = [paragraph.text for paragraph in read.paragraphs]
    for _, sentences in made.parts:
        assert all(any(one.text in line for line in told) for one in sentences)


def test_many_long_events_still_fit_one_page():
    rows = [{"event": f"{number}{LONG}", "date": dt.date(2018, 9, 1 + number % 28), "city": ("440300",),
             "partners": tuple(f"{number}{LONG}{one}" for one in range(9)), "domain": ("transport", "urban"),
             "event_type": "agreement", "province": ("440000",), "region": ("south",), "amount_min": 1e8 + number,
             "amount_kind": "investment", "currency": "CNY", "source": LONG} for number in range(300)]
    made = page(rows)
    widths = [sum(2 if ord(char) > 0x2E7F else 1 for char in one.text) for _, part in made.parts for one in part]
    assert max(widths) < 400 and sum(-(-width // 120) for width in widths) + len(made.sources) < 75
    assert any(text.startswith("另有 2,696 项") for text in part(made, "companies"))


# ---------------------------------------------------------------- the command

def run(*arguments) -> int:
    try:
        return command.main(["brief", *map(str, arguments)])
    except SystemExit as error:
        return error.code


def test_the_command_writes_both_forms(tmp_path, capsys):
    small.saved(tmp_path / "data")
    given = ("--from", tmp_path / "data", "--since", "2018-08-20")
    assert run(*given) == 0
    assert capsys.readouterr().out.startswith("# 智慧城市简报：2018年8月20日起")
    assert run(*given, "--out", tmp_path / "a.docx", "--lang", "en") == 0
    assert docx.Document(tmp_path / "a.docx").paragraphs[0].text == "Smart-city brief: since 20 Aug 2018"
    assert run(*given, "--out", tmp_path / "a.md") == 0
    assert re.search(r"^1\. .+ — ", (tmp_path / "a.md").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("wrong", [("--since", "soon"), ("--since", "2018-08-20", "--lang", "fr"), (),
                                   ("--since", "2018-08-20", "--out", "a.pdf"),
                                   ("--since", "2018-08-20", "--until", "2018-08-01"),
                                   ("--since", "2018-08-20", "--from", "nowhere"),
                                   ("--since", "2018-08-20", "--out", "/dev/null/a.md")])
def test_wrong_use_ends_with_two_and_a_sentence(tmp_path, monkeypatch, capsys, wrong):
    monkeypatch.chdir(tmp_path)
    small.saved(tmp_path / "data")
    assert run(*wrong) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_real_table_gives_one_page(data):
    made = brief.compose(store.load(data), dt.date(2018, 8, 20))
    assert 8 <= len(made.sources) <= 25 and len(brief.markdown(made)) < 12_000


def test_counts_are_those_of_the_table(data):
    tables = store.load(data)
    since, until = dt.date(2018, 8, 1), dt.date(2018, 8, 31)
    made = brief.compose(tables, since, until)
    rows = tables.events[(tables.events["date"] >= "2018-08-01") & (tables.events["date"] <= "2018-08-31")]
    for name, column in (("domains", "domain"), ("regions", "region")):
        numbers = rows[column].explode().value_counts()
        for text in part(made, name)[:brief.LEADING]:
            told = re.match(r"(.+?)：([\d,]+) 个事件", text)
            code = next(code for code in numbers.index if written.label("zh", column, code) == told[1])
            assert numbers[code] == int(told[2])


def test_the_last_monday_is_a_day(tmp_path, capsys):
    small.saved(tmp_path / "data")
    assert run("--from", tmp_path / "data", "--since", "monday") == 0
    assert "这段时间没有事件" in capsys.readouterr().out
