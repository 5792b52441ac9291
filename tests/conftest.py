"""What several tests share: the table built from seeds/, the real commands, and steps quick enough to repeat."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl import pipeline, store, table
from etl.model import Amount, DateSpan, Event, Evidence, Partner, Place, Story

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def data(tmp_path_factory) -> Path:
    """A folder with the table built from seeds/, as `make run` builds it."""
    folder = tmp_path_factory.mktemp("data")
    problems = []
    store.save(pipeline.build([SEEDS], problems.append), folder)
    assert not problems
    return folder


@pytest.fixture(scope="session")
def tables(data) -> table.Tables:
    return store.load(data)


@pytest.fixture(scope="session")
def gold() -> Path:
    """The labelled stories beside the project."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("no ../shared/gold beside the project")
    return SHARED / "gold"


@pytest.fixture
def quick(monkeypatch):
    """Replaces extraction by one fixed event a story, for tests of what lies around it."""
    monkeypatch.setattr(pipeline.assemble, "digest", _fixed)


def _fixed(stories: list[Story]) -> Iterator[tuple]:
    for story in stories:
        evidence = (Evidence("date", "2018-08-20", 0, 2), Evidence("places", "210600", 0, 2),
                    Evidence("places", "210600", 3, 4))
        yield story, (fixed_event(story.story_id, story.title, evidence),), ()


def fixed_event(story_id: str, title: str, evidence: tuple[Evidence, ...] = ()) -> Event:
    import datetime as dt

    return Event(f"{story_id}-1", story_id, True, title, "agreement",
                 DateSpan(dt.date(2018, 8, 20), dt.date(2018, 8, 21), "day"), (Place("210600", "丹东市"),),
                 (Partner("东软集团", "company", "signatory"),), ("urban",), Amount(3e8, None, "CNY", "over"),
                 "investment", "超过3亿元", evidence)


@pytest.fixture
def stories_file(tmp_path) -> Path:
    """Three stories as JSON Lines."""
    path = tmp_path / "stories.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in (
        {"id": "a", "title": "丹东与东软签约", "body": "8月20日，丹东的市政府同东软集团签约。", "published": "2018-08-24"},
        {"id": "b", "title": "日照发布规划", "text": "近日，日照市发布规划。", "source": "日报", "url": "https://a.cn/b"},
        {"id": "c", "title": "无日期的报道", "body": "某地建设平台。"})), encoding="utf-8")
    return path
