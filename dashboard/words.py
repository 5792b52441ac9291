"""Every word that a person reads, in Chinese and in English; numbers and money as each language writes them.

Names of domains, event types and places come from ``etl.knowledge``, where they stand in both languages.
"""

from __future__ import annotations

import html
import re

import pandas as pd

from etl import knowledge, table

LANGUAGES = {"zh": "中文", "en": "English"}

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("智慧城市动态", "Smart-city initiatives"),
    "subtitle": ("从新闻到可信的表格", "From news to a table that people trust"),
    # pages
    "page_overview": ("概览", "Overview"),
    "page_domains": ("领域", "Domains"),
    "page_companies": ("企业与机构", "Organisations"),
    "page_regions": ("地区", "Regions"),
    "page_money": ("金额", "Money"),
    "page_events": ("事件表", "Events"),
    "page_story": ("报道", "Story"),
    # filters
    "filters": ("筛选", "Filters"),
    "lang": ("语言", "Language"),
    "from": ("起始日期", "From"),
    "to": ("截止日期", "To"),
    "domain": ("领域", "Domain"),
    "company": ("企业与机构", "Company or organisation"),
    "region": ("大区", "Region"),
    "province": ("省份", "Province"),
    "city": ("城市", "City"),
    "type": ("事件类型", "Event type"),
    "q": ("全文搜索", "Search the text"),
    "any": ("全部", "All"),
    "q_hint": ("标题、正文、参与方", "headline, text, partners"),
    "no_options": ("无可选项", "Nothing to choose"),
    "clear": ("清除筛选", "Clear filters"),
    "shown": ("{shown} / {total} 个事件", "{shown} of {total} events"),
    "undated_out": ("按日期筛选时略去 {n} 个未注明日期的事件。",
                    "The date filter leaves out {n} events without a date."),
    "ignored": ("链接中的下列值无法识别，已忽略：{values}。",
                "These values of the link were not understood and are ignored: {values}."),
    "ignored_dates": ("起始日期晚于截止日期，没有事件同时满足。",
                      "The first day lies after the last, so no event fits."),
    "download": ("下载 CSV", "Download CSV"),
    "download_help": ("下载当前筛选出的 {n} 个事件，一行一个；UTF-8，Excel 可直接打开",
                      "The {n} events that are filtered now, one a row; UTF-8, opens in Excel"),
    # states
    "no_table": ("还没有数据表", "There is no table yet"),
    "no_table_do": ("在项目目录中运行下面的命令，生成数据表后刷新本页：",
                    "Run this command in the project's folder to build one, then reload this page:"),
    "unreadable": ("数据表无法读取", "The table cannot be read"),
    "unreadable_do": ("它可能没有写完，或出自旧版本。请重新生成：",
                      "It may be half-written or of an older version. Build it again:"),
    "failed": ("这个页面出了问题，已记录在服务器日志中。请清除筛选或刷新页面；若仍不行，请重新生成数据表。",
               "Something went wrong on this page; the server's log says what. Clear the filters or reload; "
               "if that does not help, build the table again."),
    "nothing": ("没有符合筛选条件的事件。请放宽或清除筛选。", "No event fits these filters. Widen or clear them."),
    "empty_table": ("数据表中还没有事件。", "The table holds no events yet."),
    "built": ("数据表生成于 {when}，含 {stories} 篇报道、{events} 个事件、{issues} 个待核问题。",
              "Table built {when}: {stories} stories, {events} events, {issues} open issues."),
    # figures
    "figure_events": ("事件", "Events"),
    "figure_stories": ("报道", "Stories"),
    "figure_cities": ("城市", "Cities"),
    "figure_organisations": ("参与机构", "Organisations"),
    "figure_with_money": ("有金额的事件", "With an amount"),
    "figure_undated": ("未注明日期", "Undated"),
    # counting
    "sum_line": ("共 {total} 个事件，在各{what}下合计出现 {shown} 次："
                 "一个事件涉及几个{what}，就在每个{what}下各计一次，总数只计一次。",
                 "{total} events appear {shown} times: one with several {what} stands under each of them, "
                 "but once in every total."),
    "sum_without": ("其中 {without} 个没有{what}。", "{without} have none."),
    "what_domain": ("领域", "domains"),
    "what_city": ("城市", "cities"),
    "what_province": ("省份", "provinces"),
    "what_region": ("大区", "regions"),
    "what_partners": ("机构", "organisations"),
    # axes and charts
    "axis_events": ("事件数（个）", "Events"),
    "axis_organisations": ("机构数（个）", "Organisations"),
    "axis_month": ("月份", "Month"),
    "axis_year": ("年份", "Year"),
    "axis_money": ("金额（{currency}，对数刻度）", "Amount ({currency}, log scale)"),
    "precision_day": ("精确到日", "Day known"),
    "precision_month": ("只知月份", "Month only"),
    "precision_year": ("只知年份", "Year only"),
    "precision_missing": ("无日期", "No date"),
    "over_time": ("事件的时间分布", "Events over time"),
    "said_month": ("{span}，最多的是 {peak}（{n} 个）。", "{span}; most in {peak} ({n})."),
    "said_one_period": ("有日期的 {n} 个事件都在 {peak}。", "All {n} dated events fall in {peak}."),
    "said_undated": ("另有 {n} 个事件未注明日期，单列一柱。", "{n} more have no date: the bar on its own."),
    "said_coarse": ("{n} 个只知年份，未列入月份。", "{n} are known by year only and stand in no month."),
    "said_no_dates": ("这 {n} 个事件都未注明日期。", "None of these {n} events has a date."),
    "newest": ("最新事件", "Newest events"),
    "open_story": ("查看报道", "Open the story"),
    "all_events": ("查看全部事件", "See all events"),
    "domains_ranked": ("各领域的事件数", "Events by domain"),
    "said_top": ("{first}最多（{n} 个，占 {share}）", "{first} leads with {n} ({share} of the events)"),
    "said_then": ("，其次是{second}（{m} 个）。", ", followed by {second} ({m})."),
    "said_end": ("。", "."),
    "said_tie": ("{names}并列最多（各 {n} 个）。", "{names} lead with {n} each."),
    "and_more": ("等 {n} 项", "{n} in all"),
    "click_filters": ("点击一项即按它筛选。", "Click one to filter by it."),
    "domain_by_region": ("领域与大区", "Domain by region"),
    "said_pair": ("最集中的是{column}的{row}（{n} 个）。", "Most events meet in {row}, {column} ({n})."),
    "said_rows_left": ("只画出前 {n} 个，共 {total} 个。", "The first {n} of {total} are drawn."),
    "domain_in_depth": ("单个领域", "One domain"),
    "choose_domain": ("选择领域", "Choose a domain"),
    "types_ranked": ("各类型的事件数", "Events by type"),
    "companies_ranked": ("参与事件最多的机构", "Organisations by events"),
    "kind": ("类别", "Kind"),
    "kind_all": ("全部", "All"),
    "kinds": ("机构类别", "Kinds of organisation"),
    "said_kinds": ("{total} 个机构中，{first}最多（{n} 个）。",
                   "Of {total} organisations, the most frequent kind is {first} ({n})."),
    "company_in_depth": ("单个机构", "One organisation"),
    "choose_company": ("选择机构", "Choose an organisation"),
    "said_company": ("{name}（{kind}）参与 {n}，涉及 {cities}、{domains}。",
                     "{name} ({kind}) takes part in {n}, in {cities} and {domains}."),
    "its_roles": ("所任角色", "Its roles"),
    "its_domains": ("所涉领域", "Its domains"),
    "its_cities": ("所在城市", "Its cities"),
    "its_company": ("同场机构", "Beside it"),
    "nobody_beside": ("没有同场机构。", "No other organisation beside it."),
    "no_city": ("这些事件未注明城市。", "These events state no city."),
    "no_domain": ("这些事件没有领域。", "These events have no domain."),
    "its_events": ("所参与的事件", "Its events"),
    "filter_by_this": ("只看它", "Only this one"),
    "no_organisations": ("这些事件没有注明参与机构。", "These events name no organisation."),
    "map": ("各省份的事件数", "Events by province"),
    "map_shape": ("地图", "Map"),
    "tiles_shape": ("方格图", "Tile grid"),
    "map_note": ("示意图，非标准地图。", "Schematic, not an official map."),
    "map_missing": ("缺少边界数据，改用列表。", "The boundaries are missing; a list stands instead."),
    "no_province": ("这些事件没有注明省份。", "These events state no province."),
    "regions_ranked": ("各大区的事件数", "Events by region"),
    "cities_ranked": ("各城市的事件数", "Events by city"),
    "legend_events": ("事件数", "Events"),
    "legend_none": ("无", "none"),
    "money": ("金额", "Amounts"),
    "money_rule": ("不同类别、不同币种的金额从不相加；区间仍是区间，“超过”“近”只有一端。",
                   "Amounts of different kinds or currencies are never added; a range stays a range, "
                   "and “over” or “nearly” has one end only."),
    "money_twice": ("合计按事件相加；同一项目由几篇报道写到时会重复。",
                    "Sums add events; an initiative that several stories report counts each time."),
    "no_money": ("这些事件没有注明金额。", "These events state no amount."),
    "money_groups": ("按类别与币种", "By kind and currency"),
    "money_largest": ("金额从大到小", "Largest first"),
    "choose_money": ("类别与币种", "Kind and currency"),
    "said_money": ("{group}：{n}，最大的是“{event}”（{amount}）。",
                   "{group}: {n}; the largest is “{event}” ({amount})."),
    "column_group": ("类别", "Kind"),
    "column_currency": ("币种", "Currency"),
    "column_events": ("事件数", "Events"),
    "column_sum": ("合计", "Sum"),
    "column_largest": ("最大", "Largest"),
    "column_name": ("名称", "Name"),
    "column_date": ("日期", "Date"),
    "column_event": ("事件", "Event"),
    "column_city": ("地点", "Place"),
    "column_partners": ("参与方", "Partners"),
    "column_domain": ("领域", "Domain"),
    "column_amount": ("金额", "Amount"),
    "column_type": ("类型", "Type"),
    "at_least": ("≥ {amount}", "≥ {amount}"),
    "at_most": ("≤ {amount}", "≤ {amount}"),
    "no_currency": ("未注明币种", "currency not stated"),
    # events and story
    "events_hint": ("点击任意一行打开报道，看每个值出自哪些字句。",
                    "Click any row to open its story and see the words behind each value."),
    "said_events": ("{n}，出自 {stories}；最新在前，未注明日期的在后。",
                    "{n} from {stories}; newest first, undated last."),
    "story_none": ("请先在事件表中选择一个事件。", "Choose an event in the events table first."),
    "story_unknown": ("表中没有编号为“{id}”的事件，可能已在重新生成时改变。",
                      "The table holds no event “{id}”; a newer build may have replaced it."),
    "back": ("返回事件表", "Back to the events"),
    "legend": ("标色说明", "Colours"),
    "values": ("提取的值", "Values read from it"),
    "story_events": ("这篇报道中的事件", "Events of this story"),
    "primary": ("主要事件", "Primary event"),
    "secondary": ("其他事件", "Further event"),
    "evidence_hint": ("下划线颜色标明字段；指向字句可看它支持的值与置信度。",
                      "A colour is a field; point at the words to see the value and its confidence."),
    "field": ("字段", "Field"),
    "value": ("值", "Value"),
    "words": ("原文", "Words"),
    "reason": ("原因", "Reason"),
    "detail": ("说明", "Detail"),
    "confidence_hint": ("百分数是置信度。", "A percentage is the confidence."),
    "confidence": ("置信度", "Confidence"),
    "no_evidence": ("没有标出任何字句。", "No words are marked."),
    "issues": ("待核问题", "Open issues"),
    "no_issues": ("这篇报道没有待核问题。", "This story has no open issue."),
    "published": ("发布于 {date}", "Published {date}"),
    "source": ("来源：{source}", "Source: {source}"),
    "not_published": ("发布日期不详", "Publication date unknown"),
    "link": ("原文链接", "Original"),
    "field_event": ("事件", "Event"),
    "field_event_type": ("类型", "Type"),
    "field_date": ("日期", "Date"),
    "field_places": ("地点", "Place"),
    "field_partners": ("参与方", "Partner"),
    "field_domains": ("领域", "Domain"),
    "field_amounts": ("金额", "Amount"),
    "field_story": ("报道", "Story"),
    "undated": ("未注明日期", "No date"),
}

KINDS = {"company": ("企业", "company"), "government": ("政府", "government"), "association": ("协会", "association"),
         "academia": ("高校院所", "academia"), "media": ("媒体", "media"), "other": ("其他", "other")}
ROLES = {"signatory": ("签约方", "signatory"), "organiser": ("主办方", "organiser"),
         "supporter": ("支持方", "supporter"), "publisher": ("发布方", "publisher"),
         "contractor": ("承建方", "contractor"), "buyer": ("采购方", "buyer"),
         "investor": ("投资方", "investor"), "author": ("编写方", "author"), "winner": ("获奖方", "winner"),
         "participant": ("参与方", "participant")}
REGIONS = {"north": ("华北", "North"), "northeast": ("东北", "Northeast"), "east": ("华东", "East"),
           "central": ("华中", "Central"), "south": ("华南", "South"), "southwest": ("西南", "Southwest"),
           "northwest": ("西北", "Northwest"), "hmt": ("港澳台", "Hong Kong, Macao, Taiwan"),
           "national": ("全国", "Nationwide"), "abroad": ("境外", "Abroad")}
AMOUNT_KINDS = {"investment": ("投资", "investment"), "contract": ("合同与中标", "contract"),
                "cooperation": ("合作金额", "cooperation"), "financing": ("融资", "financing"),
                "budget": ("预算与拨款", "budget"), "other": ("其他金额", "other")}
CURRENCIES = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "MOP": "澳门元", "TWD": "新台币", "JPY": "日元",
              "GBP": "英镑", "SGD": "新加坡元", "KRW": "韩元", "AED": "迪拉姆", "RUB": "卢布",
              "AUD": "澳元", "CAD": "加元"}
NOUNS = {"event": ("个事件", "event", "events"), "story": ("篇报道", "story", "stories"),
         "city": ("个城市", "city", "cities"), "domain": ("个领域", "domain", "domains")}


def say(lang: str, key: str, **values: object) -> str:
    """The text of ``key`` in a language, its gaps filled.

    >>> say("zh", "shown", shown=42, total=59)
    '42 / 59 个事件'
    """
    return TEXTS[key][lang == "en"].format(**values)


def count(lang: str, number: int, noun: str) -> str:
    """A number with its noun.

    >>> count("en", 1, "event"), count("zh", 1200, "event")
    ('1 event', '1,200 个事件')
    """
    chinese, one, many = NOUNS[noun]
    return f"{number:,} {chinese if lang == 'zh' else one if number == 1 else many}"


def label(lang: str, column: str, code: str) -> str:
    """What a code of a column is called; the code itself where nobody named it."""
    if column in ("domain", "domains", "event_type", "type"):
        topics = knowledge.domains() if column.startswith("domain") else knowledge.event_types()
        topic = topics.get(code)
        return (topic.en if lang == "en" else topic.zh) if topic else code
    if column in ("city", "province", "places"):
        return place(lang, code)
    tables = {"region": REGIONS, "partner_kinds": KINDS, "kind": KINDS, "partner_roles": ROLES, "role": ROLES,
              "amount_kind": AMOUNT_KINDS, "reason": table.ISSUE_REASONS}
    pair = tables.get(column, {}).get(code)
    if pair:
        return pair[lang == "en"]
    return organisation(lang, code) if column in ("partners", "company") else code


def place(lang: str, code: str) -> str:
    """A division or place abroad; in English without 市 and its like."""
    known = knowledge.places()
    return known.english(code) if lang == "en" else known.name(code)


def place_short(lang: str, code: str) -> str:
    """A division as a map writes it: 内蒙古, 广东."""
    division = knowledge.places().get(code)
    if division is None:
        return code
    return (division.english or division.short) if lang == "en" else division.short


def organisation(lang: str, name: str) -> str:
    """An organisation's English name where the gazetteer has one, else its canonical name."""
    body = knowledge.organisations().bodies.get(name) if lang == "en" else None
    return body.en if body and body.en else name


def currency(lang: str, code: str) -> str:
    """A currency's name; in English its ISO code."""
    if not code:
        return say(lang, "no_currency")
    return CURRENCIES.get(code, code) if lang == "zh" else code


def number(lang: str, amount: float) -> str:
    """A large number as the language groups it.

    >>> number("zh", 120_000_000), number("en", 120_000_000), number("zh", 27_412_800)
    ('1.2 亿', '120 million', '2,741.28 万')
    """
    scales = ((1e12, " 万亿"), (1e8, " 亿"), (1e4, " 万")) if lang == "zh" else \
        ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
    for scale, unit in scales:
        if abs(amount) >= scale:
            return f"{amount / scale:,.2f}".rstrip("0").rstrip(".") + unit
    return f"{amount:,.2f}".rstrip("0").rstrip(".")


def money(lang: str, low: float | None, high: float | None, code: str) -> str:
    """An amount as its bounds say: one number, a range, at least, or at most.

    >>> money("zh", 3e8, 5e8, "CNY"), money("en", 1e9, None, "USD")
    ('3 亿–5 亿元', '≥ USD 1 billion')
    """
    low, high = (None if bound is None or pd.isna(bound) else bound for bound in (low, high))
    if low is None and high is None:
        return ""
    unit = "" if not code else CURRENCIES.get(code, f" {code}")

    def one(text: str) -> str:
        return f"{text}{unit}" if lang == "zh" else f"{code} {text}".strip()

    if low is not None and high is not None:
        return one(number(lang, low)) if low == high else one(f"{number(lang, low)}–{number(lang, high)}")
    if high is None:
        return say(lang, "at_least", amount=one(number(lang, low)))
    return say(lang, "at_most", amount=one(number(lang, high)))


def day(lang: str, date: object, precision: str, end: object = None) -> str:
    """A date as exactly as it is known: 2018-08-21, 2018-08, 2018, or that there is none.

    >>> first, last = pd.Timestamp(2018, 8, 21), pd.Timestamp(2018, 8, 23)
    >>> day("zh", first, "month"), day("en", first, "day", last)
    ('2018-08', '2018-08-21–23')
    """
    if date is None or pd.isna(date) or precision == "missing":
        return say(lang, "undated")
    shape = {"year": "%Y", "month": "%Y-%m"}.get(precision, "%Y-%m-%d")
    first = date.strftime(shape)
    last = first if end is None or pd.isna(end) else end.strftime(shape)
    if last == first:
        return first
    return f"{first}–{last[8:]}" if len(last) == 10 and last[:7] == first[:7] else f"{first} – {last}"


def period(start: pd.Timestamp, unit: str) -> str:
    """A month or year as an axis and a sentence write it."""
    return f"{start:%Y}" if unit == "year" else f"{start:%Y-%m}"


def listed(lang: str, names: list[str]) -> str:
    """Names one after another: 、 in Chinese, commas in English."""
    return ("、" if lang == "zh" else ", ").join(names)


_CONTROL = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {127: 0x2421}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$^&=])")


def visible(text: str) -> str:
    """Control characters and direction overrides as signs that can be seen, so that text cannot hide or turn."""
    turned = re.sub("[\u202a-\u202e\u2066-\u2069]", "\ufffd", text.replace("\r\n", "\n"))
    return turned.translate(_CONTROL)


def markup(text: str) -> str:
    """A text for HTML, shown as it is."""
    return html.escape(visible(text))


def plain(text: str) -> str:
    """A text for a place that reads Markdown, shown as it is: every sign escaped, ``:name:`` and ``http://`` broken up.

    >>> plain("[a](b) **c**")
    '\\\\[a\\\\]\\\\(b\\\\) \\\\*\\\\*c\\\\*\\\\*'
    """
    escaped = _MARKDOWN.sub(r"\\\1", visible(text).replace("\n", " "))
    return re.sub(r":(?=[A-Za-z0-9_+\\/-])", ":\u2060", escaped)
