"""Six events by hand, for tests of the dashboard that must not depend on what the extraction finds."""

import datetime as dt
from pathlib import Path

from dashboard import query
from etl import store, table

NINE = ("210200", "370200", "330200", "350200", "440300", "330100", "320100", "420100", "510100")
"""Nine cities of one event."""
HOSTILE = "<script>alert(1)</script> **粗体** [点](javascript:alert(1)) $x$ :red[红] :smile: <b>b</b> & \x07"
LONG = ("国家智慧城市标准化总体组暨全国信息技术标准化技术委员会"
        "智慧城市标准工作组秘书处联合工作办公室（深圳前海）有限责任公司分公司")

ROWS = [
    {"event": "九城共建智慧交通", "date": dt.date(2018, 8, 21), "date_end": dt.date(2018, 8, 23), "city": NINE,
     "partners": ("华为", "腾讯"), "domain": ("transport", "urban"), "amount": 3e8,
     "amount_min": 3e8, "amount_max": 3e8,
     "event_type": "agreement", "amount_kind": "investment", "currency": "CNY",
     "province": ("210000", "370000", "330000", "350000", "440000", "320000", "420000", "510000"),
     "region": ("northeast", "east", "south", "central", "southwest")},
    {"event": "深圳发布医疗平台", "date": dt.date(2018, 8, 1), "date_precision": "month", "city": ("440300",),
     "partners": ("华为",), "domain": ("healthcare",), "event_type": "launch", "province": ("440000",),
     "region": ("south",),
     "amount_min": 1e8, "amount_max": 5e8, "amount_kind": "investment", "currency": "CNY"},
    {"event": HOSTILE, "date": dt.date(2020, 1, 1), "date_precision": "year", "city": ("440300",),
     "partners": (HOSTILE,), "domain": ("transport",), "event_type": "tender",
     "province": ("440000",), "region": ("south",),
     "amount_min": 6e8, "amount_max": 6e8, "amount_kind": "financing", "currency": "USD", "source": HOSTILE},
    {"event": "=HYPERLINK(\"http://x\")", "date": dt.date(2020, 7, 13), "partners": ("@SUM(A1)", "腾讯"),
     "domain": ("finance",), "event_type": "policy", "region": ("national",), "places": ("100000",),
     "amount_min": 1e9, "amount_kind": "contract", "currency": "CNY", "amount": 1e9},
    {"event": "某地规划未注明日期", "domain": ("urban",), "event_type": "policy", "city": ("110000",),
     "province": ("110000",), "region": ("north",), "amount_max": 2e9, "amount": 2e9,
     "amount_kind": "investment", "currency": "CNY"},
    {"event": "长名机构参与", "date": dt.date(2020, 7, 20), "partners": (LONG,), "domain": ("standards",),
     "event_type": "standard", "city": ("110000",), "province": ("110000",), "region": ("north",)},
]


def row(number: int, values: dict) -> dict:
    """One event with every column of the table."""
    empty = {column.name: () if column.role == "dimension" and column.type == table._LIST else None
             for column in table.EVENTS}
    partners = values.get("partners", ())
    dated = "date" in values
    return {**empty, "event_id": f"e{number}", "story_id": f"s{number}", "story_title": values["event"],
            "primary": True, "date_precision": "day" if dated else "missing",
            "date_basis": "stated" if dated else "missing",
            "partner_kinds": tuple("company" for _ in partners), "partner_roles": tuple("signatory" for _ in partners),
            **values}


def tables(rows: list[dict] | None = None) -> table.Tables:
    """The four tables of these events; the first partner of each is its evidence."""
    events = [row(number, values) for number, values in enumerate(ROWS if rows is None else rows)]
    stories = [{"story_id": one["story_id"], "title": one["event"],
                "body": f"{'、'.join(one['partners'])}参与。{HOSTILE}", "published": None, "source": one["source"],
                "url": None, "origin": "small:1"} for one in events]
    evidence = [{"event_id": one["event_id"], "story_id": one["story_id"], "field": "partners",
                 "value": one["partners"][0], "start": len(one["event"]) + 1,
                 "end": len(one["event"]) + 1 + len(one["partners"][0]),
                 "text": one["partners"][0], "confidence": 0.9, "rule": "hand"} for one in events if one["partners"]]
    issues = [{"story_id": "s2", "origin": "small:1", "field": "places", "reason": "ambiguous_place",
               "detail": HOSTILE, "start": 0, "end": 3, "text": HOSTILE[:3]}] if events else []
    found = {"events": events, "stories": stories, "evidence": evidence, "issues": issues}
    return table.Tables(**{name: table.frame(name, found[name]) for name in table.TABLES})


def events(rows: list[dict] | None = None) -> query.Events:
    """The events as the pages get them."""
    made = tables(rows)
    return query.prepared(table.arrow("events", made.events), table.arrow("stories", made.stories))


def saved(folder: Path, rows: list[dict] | None = None) -> Path:
    """A folder with these tables."""
    store.save(tables(rows), folder)
    return folder
