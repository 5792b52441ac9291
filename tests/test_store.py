"""Tables: their types, that they come back as they went, and that a build is all or nothing."""

import json
import multiprocessing
import os

import pandas as pd
import pyarrow.parquet as pq
import pytest
from conftest import fixed_event

from etl import store, table
from etl.model import Amount, Event, Evidence, Issue, Place, Story


def small(title="丹东与东软签约"):
    story = Story("s1", title, "正文。", origin="a.txt:1")
    bare = Story("s2", "没有事实的报道", "")
    return table.frames([
        (story, (fixed_event("s1", title, (Evidence("places", "210600", 0, 2, 0.5, "name"),)),),
         (Issue("s1", "places", "ambiguous_place", "1, 2", 0, 2, "丹东"),)),
        (bare, (Event("s2-1", "s2", True, bare.title, "other"),), ())])


# ---------------------------------------------------------------- frames

def test_events_have_every_column_and_type():
    events = small().events
    assert list(events) == [column.name for column in table.EVENTS]
    row = events.iloc[0]
    assert row["date"] == pd.Timestamp("2018-08-20") and events["date_end"].dtype.kind == "M"
    assert row["city"] == ("210600",) and row["province"] == ("210000",) and row["region"] == ("northeast",)
    assert row["partners"] == ("东软集团",) and row["partner_roles"] == ("signatory",)
    assert (row["amount"], row["amount_min"], row["currency"]) == (3e8, 3e8, "CNY") and pd.isna(row["amount_max"])


def test_what_a_story_does_not_say_stays_missing():
    row = small().events.iloc[1]
    assert pd.isna(row["date"]) and pd.isna(row["date_precision"]) and row["date_basis"] == "missing"
    assert row["city"] == row["partners"] == row["domain"] == () and pd.isna(row["amount"])


def test_no_story_still_gives_every_column():
    tables = table.frames([])
    for name, columns in table.TABLES.items():
        assert list(getattr(tables, name)) == [column.name for column in columns]
    assert tables.events["date"].dtype.kind == "M"


def test_evidence_and_issues_carry_their_words():
    tables = small()
    assert tables.evidence.iloc[0][["text", "confidence", "rule"]].tolist() == ["丹东", 0.5, "name"]
    assert tables.issues.iloc[0][["origin", "reason", "text"]].tolist() == ["a.txt:1", "ambiguous_place", "丹东"]


@pytest.mark.parametrize(("codes", "city", "province", "region"), [
    (("430182",), ("430100",), ("430000",), ("central",)),
    (("430182", "430100"), ("430100",), ("430000",), ("central",)),
    (("310115",), ("310000",), ("310000",), ("east",)),
    (("440000",), (), ("440000",), ("south",)),
    (("100000",), (), (), ("national",)),
    (("429004",), ("429004",), ("420000",), ("central",)),
    (("810000",), ("810000",), ("810000",), ("hmt",)),
    (("SG",), ("SG",), (), ("abroad",))])
def test_places_roll_up(codes, city, province, region):
    event = Event("e", "s", True, "甲", "other", places=tuple(Place(code, "") for code in codes))
    row = table.frames([(Story("s", "甲", ""), (event,), ())]).events.iloc[0]
    assert (row["city"], row["province"], row["region"]) == (city, province, region)


@pytest.mark.parametrize(("amount", "expected"), [
    (Amount(5e8, 5e8, "CNY"), 5e8), (Amount(5e8, 5e8, "CNY", "about"), 5e8), (Amount(5e8, None, "CNY", "over"), 5e8),
    (Amount(None, 5e8, "CNY", "under"), 5e8), (Amount(3e8, 5e8, "CNY", "range"), None),
    (Amount(1e8, None, "CNY", "vague"), None), (Amount(6e8, 6e8, "USD"), None), (Amount(6e8, 6e8, None), None),
    (None, None)])
def test_the_single_number_in_yuan(amount, expected):
    assert table.yuan(amount) == expected


# ---------------------------------------------------------------- store

def test_tables_come_back_as_they_went(tmp_path):
    tables = small()
    store.save(tables, tmp_path)
    back = store.load(tmp_path)
    for name in table.TABLES:
        pd.testing.assert_frame_equal(getattr(back, name), getattr(tables, name))
    assert back.build["counts"] == {"events": 2, "evidence": 1, "issues": 1, "stories": 2}


def test_the_files_have_plain_names_and_the_explicit_schema(tmp_path):
    store.save(table.frames([]), tmp_path)
    for name in table.TABLES:
        assert pq.read_schema(tmp_path / f"{name}.parquet").equals(table.schema(name))
    assert json.loads((tmp_path / "build.json").read_text())["version"] == table.version()


def test_a_new_build_replaces_the_old_and_leaves_the_rest_alone(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "notes.jsonl").write_text("mine")
    stamps = {store.stamp(tmp_path)}
    for title in ("甲", "乙", "丙"):
        store.save(small(title), tmp_path)
        stamps.add(store.stamp(tmp_path))
        assert store.load(tmp_path).events["event"].iloc[0] == title
    assert len(stamps) == 4
    assert (tmp_path / "other").is_dir() and (tmp_path / "notes.jsonl").read_text() == "mine"
    assert sum(path.is_dir() for path in (tmp_path / ".builds").iterdir()) == 2


@pytest.mark.parametrize("breaks", ["write_table", "fsync", "replace"])
def test_a_build_that_fails_in_the_middle_leaves_the_old_table(tmp_path, monkeypatch, breaks):
    store.save(small("旧"), tmp_path)
    calls = []

    def fail(*args, **kwargs):
        calls.append(args)
        if len(calls) >= (3 if breaks == "write_table" else 1):
            raise OSError(28, "No space left on device")
        return real(*args, **kwargs)

    owner = pq if breaks == "write_table" else os
    real = getattr(owner, breaks)
    monkeypatch.setattr(owner, breaks, fail)
    with pytest.raises(OSError):
        store.save(small("新"), tmp_path)
    monkeypatch.undo()
    assert store.load(tmp_path).events["event"].iloc[0] == "旧"
    store.save(small("新"), tmp_path)
    assert store.load(tmp_path).events["event"].iloc[0] == "新"


def test_what_a_killed_build_left_is_removed(tmp_path):
    (tmp_path / ".builds" / "new-dead").mkdir(parents=True)
    (tmp_path / ".builds" / "new-dead" / "events.parquet").write_bytes(b"half")
    with pytest.raises(store.Missing):
        store.load(tmp_path)
    store.save(small("甲"), tmp_path)
    store.save(small("乙"), tmp_path)
    assert not (tmp_path / ".builds" / "new-dead").exists()


def _build_often(folder, title):
    for _ in range(8):
        store.save(small(title), folder)


def test_builds_at_once_never_mix(tmp_path):
    store.save(small("甲甲"), tmp_path)
    spawn = multiprocessing.get_context("fork")
    writers = [spawn.Process(target=_build_often, args=(tmp_path, title)) for title in ("甲甲", "乙乙")]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        tables = store.load(tmp_path)
        assert tables.events["story_title"].iloc[0] == tables.stories["title"].iloc[0]
    assert [writer.exitcode for writer in writers] == [0, 0]


def test_no_table_names_the_command(tmp_path):
    with pytest.raises(store.Missing, match=f"python -m etl build seeds --out {tmp_path}"):
        store.load(tmp_path)
    assert store.stamp(tmp_path) == ""


@pytest.mark.parametrize(("name", "content"), [
    ("events.parquet", b"PAR1 half"), ("events.parquet", b""), ("build.json", b"{"), ("build.json", b"[]"),
    ("build.json", b'{"version": "old"}')])
def test_damaged_or_older_tables_say_so(tmp_path, name, content):
    store.save(small(), tmp_path)
    (tmp_path / "current" / name).write_bytes(content)
    with pytest.raises(store.Unreadable, match="python -m etl build"):
        store.load(tmp_path)


@pytest.mark.parametrize("name", ["stories.parquet", "build.json"])
def test_a_file_gone(tmp_path, name):
    store.save(small(), tmp_path)
    (tmp_path / "current" / name).unlink()
    with pytest.raises(store.Unreadable):
        store.load(tmp_path)


def test_a_copy_without_links_loads_too(tmp_path):
    store.save(small("甲"), tmp_path / "a")
    (tmp_path / "b").mkdir()
    for file in (tmp_path / "a" / "current").iterdir():
        (tmp_path / "b" / file.name).write_bytes(file.read_bytes())
    assert store.load(tmp_path / "b").events["event"].iloc[0] == "甲"
    store.save(small("乙"), tmp_path / "b")
    assert store.load(tmp_path / "b").events["event"].iloc[0] == "乙"
