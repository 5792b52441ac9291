"""Every page from the outside, in both languages: what it says must come from the table."""

import json
import re
import string
from pathlib import Path

import boards
import pytest
import small
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import facets, query, views, words
from etl import store

APP = Path(__file__).parents[1] / "dashboard" / "shell.py"
PAGES = ("overview", "domains", "companies", "regions", "money", "events", "story", "issues", "collection", "changes")


@pytest.fixture(scope="module")
def six(tmp_path_factory) -> Path:
    return small.saved(tmp_path_factory.mktemp("six"))


@pytest.fixture
def opened(six, monkeypatch):
    """Opens a page as a link does: ``opened("domains", domain="transport")``."""
    def open_page(page: str = "overview", folder: Path = six, **link) -> AppTest:
        monkeypatch.setenv("ETL_DATA", str(folder))
        app = AppTest.from_file(str(APP), default_timeout=30)
        app._page_hash = calc_hash(page)  # pages are functions; AppTest can only name files
        for name, value in link.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app
    return open_page


def said(app: AppTest) -> str:
    """All text of the page."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "code")
    widgets = "\n".join(element.value for kind in kinds for element in getattr(app, kind)).replace("\\", "")
    return f"{widgets}\n{boards.text(app)}"


def figures(app: AppTest) -> list[dict]:
    """The charts that Plotly draws."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def bars(drawing: dict) -> dict[str, int]:
    """Name → number of a chart of lying bars."""
    return dict(zip(drawing["names"], drawing["numbers"], strict=True))


@pytest.mark.parametrize("lang", words.LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages(opened, page, lang):
    app = opened(page, lang=lang)
    assert app.title[0].value == words.say(lang, f"page_{page}")
    assert words.say(lang, "shown", shown=6, total=6) in said(app)
    assert words.say(lang, "failed") not in said(app) and not app.error
    assert app.download_button[0].label == words.say(lang, "download")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_real_table_opens(opened, data, page):
    app = opened(page, folder=data)
    total = len(store.load(data).events)
    assert words.say("zh", "shown", shown=f"{total:,}", total=f"{total:,}") in said(app)
    assert not app.error


def test_the_overview_counts_what_the_table_holds(opened):
    app = opened()
    shown = re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", "".join(one.value for one in app.markdown))
    assert dict(shown) == {
        "事件": "6", "报道": "6", "城市": "10", "参与机构": "5", "有金额的事件": "5", "未注明日期": "1"}
    assert "另有 1 个未注明日期" in said(app)
    drawn = boards.drawings(app)
    time = drawn["overview_time"]
    assert sum(mark["number"] for mark in time["marks"]) + time["undated"][1] == 6
    assert bars(drawn["overview_domain"]) == {"智慧交通": 2, "城市管理": 2, "智慧医疗": 1, "标准与顶层设计": 1, "金融支付": 1}


def test_a_page_that_breaks_down_says_how_it_counts(opened):
    assert "共 6 个事件，在各城市下合计出现 13 次" in said(opened("regions"))
    assert "6 events appear 8 times" not in said(opened("domains"))
    assert "6 events appear 7 times" in said(opened("domains", lang="en"))


def test_an_event_in_nine_cities_stands_under_each(opened):
    cities = bars(boards.drawings(opened("regions"))["regions_city"])
    assert len(cities) == 10 and cities["深圳市"] == 3 and cities["大连市"] == 1


@pytest.mark.parametrize(("link", "shown"), [
    ({"domain": "智慧交通"}, 2),
    ({"domain": "transport"}, 2),
    ({"domain": "Transport", "company": "华为"}, 1),
    ({"company": ["华为", "腾讯"]}, 3),
    ({"region": "南", "q": "医疗"}, 1),
    ({"region": "south"}, 3),
    ({"province": "440000", "city": "440300", "type": "launch"}, 1),
    ({"from": "2020-01-01"}, 3),
    ({"from": "2018-08-24", "to": "2018-08-31"}, 1),
    ({"q": "九城"}, 1),
    ({"not_domain": "transport"}, 4),
    ({"not_company": ["华为", "腾讯"], "region": "south"}, 1),
    ({"undated": "true"}, 1),
])
@pytest.mark.parametrize("page", ["overview", "events", "money"])
def test_a_link_filters_every_page(opened, page, link, shown):
    app = opened(page, **link)
    assert f"{shown} / 6 个事件" in said(app)


def test_a_link_ends_in_the_form_that_the_filters_write(opened):
    app = opened(domain="transport", lang="en", **{"from": "2018-01-01"})
    assert app.query_params == {"domain": "Transport", "lang": "English", "from": "2018-01-01"}


def test_the_filters_hold_when_the_language_changes(opened):
    app = opened(domain="智慧交通")
    app.segmented_control(key="lang").set_value("en").run()
    assert "2 of 6 events" in said(app) and app.query_params["domain"] == "Transport"


@pytest.mark.parametrize(("link", "named"), [
    ({"domain": "zzz"}, "领域 = zzz"),
    ({"from": "2018-99-99"}, "起始日期 = 2018-99-99"),
    ({"region": "east", "province": "440000"}, "省份 = 440000"),
    ({"type": "<script>"}, "事件类型 = <script>"),
    ({"lang": "fr"}, "语言 = fr"),
])
def test_what_a_link_holds_beyond_reason_is_named_not_raised(opened, link, named):
    app = opened(**link)
    assert named in said(app) and app.warning and not app.error


def test_one_click_clears_every_filter(opened):
    app = opened(domain="transport", q="九城", **{"from": "2018-01-01"})
    assert "1 / 6 个事件" in said(app)
    app.button(key="clear").click().run()
    assert "6 / 6 个事件" in said(app) and app.query_params == {}


def chips(app: AppTest) -> dict[str, str]:
    return {button.label.replace("\\", ""): button.key for button in app.button
            if (button.key or "").startswith("chip_")}


def test_each_active_filter_is_a_chip_that_takes_it_back(opened):
    app = opened(domain="transport", not_company="腾讯", q="平台", **{"from": "2018-01-01"})
    assert set(chips(app)) == {"全文搜索：平台", "起始日期：2018-01-01", "领域：智慧交通", "企业与机构：非 腾讯"}
    app.button(key=chips(app)["领域：智慧交通"]).click().run()
    assert "领域：智慧交通" not in chips(app) and "domain" not in app.query_params
    app.button(key=chips(app)["企业与机构：非 腾讯"]).click().run()
    assert set(chips(app)) == {"全文搜索：平台", "起始日期：2018-01-01"}


@pytest.mark.parametrize(("mode", "twice", "expected"), [
    ("only", False, (["healthcare"], [])), ("add", False, (["transport", "healthcare"], [])),
    ("exclude", False, (["transport"], ["healthcare"])), ("only", True, ([], []))])
def test_what_a_click_on_a_value_does(opened, monkeypatch, mode, twice, expected):
    state = {"domain": ["transport"], "clicks": mode}
    monkeypatch.setattr(facets.st, "session_state", state)
    for _ in range(1 + twice):
        facets.click("domain", "healthcare")
    assert (state["domain"], state.get("not_domain", [])) == expected


@pytest.mark.parametrize(("counting", "sentence"), [
    ("split", "涉及几个城市的在每个城市下各计同样的一份"), ("均分", "涉及几个城市的在每个城市下各计同样的一份"),
    ("main", "每个只计入列在最前的一个城市"), ("each", "在各城市下合计出现 13 次")])
def test_the_counting_is_chosen_in_the_link_and_stated(opened, counting, sentence):
    assert sentence in said(opened("regions", count=counting))


def test_a_click_in_a_panel_filters_pins_opens_and_sends_the_numbers(opened):
    app = opened()
    boards.click(app, "overview_domain", "mark", "transport")
    assert "2 / 6 个事件" in said(app) and app.query_params["domain"] == "智慧交通"
    boards.click(app, "overview_time", "mark", ["2018-01-01", "2018-12-31"])
    assert "1 / 6 个事件" in said(app) and app.query_params["from"] == "2018-01-01"
    boards.click(app, "overview_event_type", "pin")
    assert [pin.kind for _, pin in app.session_state["collection"].pins] == ["types"]
    boards.click(app, "overview_domain", "numbers")
    file = next(board["file"] for _, board in boards.told(app) if board["file"])
    assert file["text"] == "\ufeffvalue,events,label\r\ntransport,1,智慧交通\r\nurban,1,城市管理\r\n"
    assert file["name"].startswith("overview_domain_2_") and file["name"].endswith(".csv")
    app.run()
    assert not any(board["file"] for _, board in boards.told(app)) and not app.error


def test_the_newest_events_are_links_to_their_stories(opened):
    app = opened(domain="transport")
    items = boards.panels(app)["overview_newest"]["items"]
    assert [item["href"] for item in items] == ["./story?event=e2", "./story?event=e0", "./events"]
    assert items[0]["text"] == words.visible(words.cut(small.HOSTILE, 56)) and "2018-08-21–23" in items[1]["about"]


@pytest.mark.parametrize("asked", ["nonsense", None, {"panel": "no-such"}, {"panel": "overview_domain", "what": "mark"},
                                   {"panel": "overview_domain", "what": "mark", "id": "<script>"}])
def test_what_no_panel_sends_does_nothing(opened, asked):
    app = opened()
    boards.send(app, "overview_domain", asked)
    assert "6 / 6 个事件" in said(app) and not app.error


def test_the_page_says_how_fresh_it_is_and_leads_to_the_issues(opened):
    app = opened()
    assert "数据表生成于" in said(app) and any(link.proto.label == "1 个待核问题" for link in app.get("page_link"))
    issues = opened("issues").dataframe[0].value
    assert len(issues) == 1 and issues["报道"][0] == words.visible(small.HOSTILE)


def test_the_language_is_first_that_of_the_browser(opened, monkeypatch):
    monkeypatch.setattr(facets, "_browser", lambda: "en")
    assert "6 of 6 events" in said(opened())
    assert "6 / 6 个事件" in said(opened(lang="zh"))


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_has_a_text_alternative(opened, page):
    app = opened(page)
    assert all(len(drawing["alt"]) > 5 for drawing in boards.drawings(app).values())
    for chart in app.get("plotly_chart"):
        assert len(chart.proto.alt_text if hasattr(chart.proto, "alt_text") else chart.proto.alt) > 5


def test_two_organisations_stand_side_by_side(opened):
    app = opened("companies")
    app.selectbox(key="org").set_value("华为").run()
    app.selectbox(key="with").set_value("腾讯").run()
    assert "华为与腾讯共同参与 1 个事件，都在 9 个城市" in said(app) and not app.error


def test_a_province_opens_into_its_cities(opened):
    app = opened("regions", province="440000")
    assert "广东省各市" in said(app) and len(app.dataframe[0].value) == 3


def test_the_cascade_offers_only_what_lies_inside(opened):
    app = opened(region="north")
    assert app.multiselect(key="province").options == ["北京市"]
    assert app.multiselect(key="city").options == ["北京市"]


def test_undated_events_that_a_date_leaves_out_are_counted(opened):
    assert "略去 1 个未注明日期的事件" in said(opened(**{"from": "2010-01-01"}))


@pytest.mark.parametrize("page", PAGES)
def test_no_event_fits(opened, page):
    app = opened(page, q="没有这样的词")
    assert "0 / 6 个事件" in said(app) and not app.error
    assert page in ("story", "issues", "collection", "changes") or words.say("zh", "nothing") in said(app)


@pytest.mark.parametrize("page", PAGES)
def test_one_event(opened, tmp_path, page):
    app = opened(page, folder=small.saved(tmp_path, small.ROWS[:1]))
    assert "1 / 1 个事件" in said(app) and not app.error


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_table(opened, tmp_path, page):
    app = opened(page, folder=small.saved(tmp_path, []))
    assert "0 / 0 个事件" in said(app) and not app.error


@pytest.mark.parametrize(("lang", "sentence"), [("zh", "还没有数据表"), ("en", "There is no table yet")])
def test_no_table_yet_names_the_command(opened, tmp_path, lang, sentence):
    app = opened(folder=tmp_path / "nothing", lang=lang)
    assert sentence in said(app) and "python -m etl build seeds" in said(app)


def test_a_half_written_table_is_a_sentence(opened, tmp_path):
    folder = small.saved(tmp_path)
    (folder / "events.parquet").resolve().write_bytes(b"PAR1 half")
    app = opened(folder=folder)
    assert "数据表无法读取" in said(app) and "python -m etl build seeds" in said(app)


def test_a_new_build_shows_without_a_restart(opened, tmp_path):
    folder = small.saved(tmp_path)
    assert "6 / 6 个事件" in said(opened(folder=folder))
    small.saved(folder, small.ROWS[:2])
    assert "2 / 2 个事件" in said(opened(folder=folder))


def story(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_a_story_marks_the_words_behind_its_values(opened):
    html = story(opened("story", event="e0"))
    assert ">华为</mark>" in html and "参与方：华为 (90%)" in html and "“华为”" in html


def test_hostile_text_is_shown_as_text(opened):
    app = opened("story", event="e2")
    html = story(app)
    assert "<script" not in html and "&lt;script&gt;" in html and "<b>b" not in html and "\x07" not in html
    assert "\\*\\*粗体\\*\\*" in words.plain(small.HOSTILE)
    for page in PAGES:
        drawn = figures(opened(page))
        for trace in (trace for figure in drawn for trace in figure["data"]):
            trace.pop("customdata", None)  # data for a click, never shown
        assert "<script" not in json.dumps(drawn) and "<b>b" not in json.dumps(drawn)


def test_a_story_lists_what_was_not_understood(opened):
    app = opened("story", event="e2")
    assert len(app.dataframe[0].value) == 1 and "有歧义" not in app.dataframe[0].value.to_string()
    assert "这个地名可以指几个地方" in app.dataframe[0].value.to_string()


@pytest.mark.parametrize(("event", "sentence"), [("", "请先在事件表中选择"), ("no-such", "没有编号为“no-such”的事件")])
def test_a_story_that_is_none(opened, event, sentence):
    assert sentence in said(opened("story", event=event))


def test_ranges_and_open_bounds_read_as_such(opened):
    app = opened("money")
    table = app.dataframe[0].value
    assert table["合计"].tolist() == ["4 亿–28 亿元", "≥ 10 亿元", "6 亿美元"]


def test_the_events_table_has_every_filtered_event(opened):
    shown = opened("events", lang="en").dataframe[0].value
    assert len(shown) == 6 and "2018-08-21–23" in shown.to_string() and "≥ CNY 1 billion" in shown.to_string()


def test_a_failing_page_is_a_sentence_in_the_page_and_a_trace_in_the_log_only(opened, monkeypatch):
    def fail(*_):
        raise RuntimeError("secret")
    monkeypatch.setattr(query, "key_figures", fail)
    app = opened()
    assert words.say("zh", "failed") in app.error[0].value and "secret" not in said(app)


def test_every_text_stands_in_both_languages_with_the_same_gaps():
    for key, (chinese, english) in words.TEXTS.items():
        gaps = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (chinese, english)]
        assert (chinese and english or key == "gap") and gaps[0] >= gaps[1] - {"what"}, key


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_code_of_the_table_has_a_label(lang):
    from etl import model
    for column, codes in (("domain", model.DOMAINS), ("event_type", model.EVENT_TYPES), ("kind", model.ORG_KINDS),
                          ("role", model.ROLES), ("amount_kind", model.AMOUNT_KINDS)):
        for code in codes:
            assert words.label(lang, column, code) != code or lang == "en", (column, code)


def test_the_folder_is_the_menu():
    import pkgutil
    names = {one.name for one in pkgutil.iter_modules(views.__path__)}
    assert names >= set(PAGES) and all(f"page_{name}" in words.TEXTS for name in names)


@pytest.mark.parametrize(("page", "link", "sentence"), [
    ("companies", {"org": "腾讯"}, "企业，参与 2 个事件"),
    ("companies", {"org": "华为", "with": "腾讯"}, "华为与腾讯共同参与 1 个事件"),
    ("companies", {"org": "Huawei", "by": "cities"}, "涉及的城市最多（9 个）"),
    ("domains", {"about": "finance"}, "日期较确切的 1 个事件都在 2020"),
    ("overview", {"unit": "week"}, "2018-08-20 至 2020-07-20"),
    ("overview", {"unit": "季"}, "2018年3季 至 2020年3季"),
])
def test_what_is_looked_into_stands_in_the_link_too(opened, page, link, sentence):
    assert sentence in said(opened(page, **link))


def test_what_is_looked_into_holds_when_the_language_changes(opened):
    app = opened("companies", org="腾讯", by="cities")
    app.segmented_control(key="lang").set_value("en").run()
    assert "Tencent" in app.query_params["org"] and "Company; takes part in 2 events" in said(app)


def test_a_saved_picture_says_what_it_shows_and_is_named_by_it(opened):
    app = opened("domains", domain="transport")
    told = [drawing["about"] for drawing in boards.drawings(app).values()]
    told += [json.loads(chart.proto.config)["toImageButtonOptions"]["about"] for chart in app.get("plotly_chart")]
    assert {one["title"] for one in told} >= {"各领域的事件数"} and all("领域 = 智慧交通" in one["lines"][-1] for one in told)
    assert all(re.search(r"数据生成于 \d{4}-\d\d-\d\d；2 / 6 个事件", one["source"]) for one in told)
    names = [one["name"] for one in told]
    assert re.fullmatch(r"domains_智慧交通_2_\d{4}-\d\d-\d\d", names[0]) and len(set(names)) == len(names)
