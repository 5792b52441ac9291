"""What changed between two builds: each kind of change with its reason, and how builds are kept to be compared."""

import datetime as dt
import doctest
import json
import os

import pytest
import small

from etl import __main__ as command
from etl import diff, diff_text, store, table


def rows(*numbers: int, **edits: dict) -> list[dict]:
    """Some of the six events, with values replaced by position (``e2={"date": ...}``)."""
    return [{"event_id": f"e{one}", "story_id": f"s{one}", **small.ROWS[one], **edits.get(f"e{one}", {})}
            for one in numbers]


def between(old: list[dict], new: list[dict]) -> diff.Diff:
    return diff.between(small.tables(old), small.tables(new))


def one(found: diff.Diff) -> diff.Change:
    assert len(found.changes) == 1
    return found.changes[0]


def test_the_examples_hold():
    assert doctest.testmod(diff_text).failed == 0


def test_the_same_tables_do_not_differ():
    assert between(rows(0, 1, 2, 3, 4, 5), rows(5, 4, 3, 2, 1, 0)).changes == ()
    assert list(diff_text.lines(between(rows(0), rows(0))))[-1] == "The two builds do not differ."


def test_a_new_story_brings_an_event_and_a_lost_one_takes_it():
    added, gone = one(between(rows(0), rows(0, 1))), one(between(rows(0, 1), rows(0)))
    assert (added.kind, added.event_id, added.why) == ("added", "e1", "new_story")
    assert (gone.kind, gone.event, gone.why) == ("gone", "深圳发布医疗平台", "story_gone")


def test_a_value_that_changed_over_the_same_text_comes_of_rules():
    change = one(between(rows(0, 1), rows(0, 1, e1={"city": ("440300",), "places": ("440305",), "amount_max": None})))
    assert (change.kind, change.why) == ("changed", "rule")
    assert [(field.name, field.old, field.new) for field in change.fields] == [
        ("places", [], ["440305"]),
        ("amount", [1e8, 5e8, "CNY", "investment"], [1e8, None, "CNY", "investment"])]


def test_a_correction_is_named_before_a_rule():
    old, new = small.tables(rows(1)), small.tables(rows(1, e1={"partners": ("腾讯",), "date": dt.date(2018, 9, 1)}))
    new.stories["body"] = old.stories["body"]
    new.evidence["rule"] = "correction:17"
    fields = {field.name: field.why for field in one(diff.between(old, new)).fields}
    assert fields == {"partners": "correction", "date": "rule"}


def test_an_edited_story_with_a_new_id_is_still_the_same():
    old, new = small.tables(rows(0)), small.tables(rows(0, e0={"story_id": "other", "event_id": "other-1",
                                                               "domain": ("urban",)}))
    new.stories["body"] = "改写后的正文。"
    change = one(diff.between(old, new))
    assert (change.kind, change.event_id, change.why) == ("changed", "other-1", "story_changed")
    assert [(field.name, field.new, field.why) for field in change.fields] == [("domain", ["urban"], "story_changed")]


def test_events_of_one_story_are_told_apart_by_their_line():
    story = {"story_id": "s", "story_title": "t"}
    first, second, third = ({**story, "event": name, "event_id": f"s-{number}", "date": dt.date(2018, 1, number)}
                            for number, name in enumerate(("甲", "乙", "丙"), 1))
    moved = one(between([first, second], [first, {**third, "event_id": "s-2"}, {**second, "event_id": "s-3"}]))
    assert (moved.kind, moved.event, moved.why) == ("added", "丙", "rule")


def test_an_event_whose_words_now_speak_for_another_is_merged():
    old, new = small.tables(rows(0, 1)), small.tables(rows(0, 1))
    moved = new.evidence.assign(event_id="e0")
    change = one(diff.between(old, table.Tables(new.events[new.events["event_id"] != "e1"], moved, new.issues,
                                                new.stories)))
    assert (change.kind, change.event_id, change.into) == ("merged", "e1", "e0")


def test_hostile_words_stay_on_their_line():
    text = "\n".join(diff_text.lines(between([], rows(2))))
    assert "\x07" not in text and "<script>" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_text_says_what_and_why(lang):
    found = between(rows(0, 1), rows(0, 2, e0={"date": None, "date_precision": "missing"}))
    text = "\n".join(diff_text.lines(found, lang))
    assert diff_text.say(lang, "undated") in text and diff_text.say(lang, "story_gone") in text
    assert diff_text.counts(found, lang) in text


# ---------------------------------------------------------------- builds that are kept

def age(folder, days: int) -> None:
    """Make the current build look so many days old."""
    place = (folder / "current").resolve()
    about = json.loads((place / "build.json").read_text())
    when = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    (place / "build.json").write_text(json.dumps(about | {"built_at": when.isoformat(timespec="seconds")}))
    os.utime(place, (when.timestamp(), when.timestamp()))


def test_the_last_build_of_each_day_is_kept_and_found_by_day(tmp_path):
    for days, size in ((9, 1), (9, 2), (3, 3), (3, 4), (0, 5), (0, 6)):
        small.saved(tmp_path, rows(*range(size)))
        age(tmp_path, days)
    sizes = [len(store.load(build.folder).events) for build in store.builds(tmp_path)]
    assert sizes == [6, 5, 4, 2]
    today = dt.datetime.now(dt.UTC).date()
    for back, size in ((1, 4), (5, 2), (20, 2)):
        assert len(store.load(store.before(tmp_path, today - dt.timedelta(days=back)).folder).events) == size


def run(*arguments) -> int:
    try:
        return command.main(["diff", *map(str, arguments)])
    except SystemExit as error:
        return error.code


def test_the_command_compares_two_folders_or_the_last_two_builds(tmp_path, capsys):
    a, b = small.saved(tmp_path / "a", rows(0)), small.saved(tmp_path / "b", rows(0, 1))
    assert run(a, b) == 0
    assert "1 added, 0 changed, 0 merged, 0 gone" in capsys.readouterr().out
    small.saved(a, rows(0, 1, 2))
    assert run("--from", a, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [change["event_id"] for change in found["added"]] == ["e1", "e2"] and found["new"]["events"] == 3
    assert run("--from", a, "--since", "monday", "--lang", "zh", "--out", tmp_path / "d.txt") == 0
    assert "新增 2" in (tmp_path / "d.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", [("a",), ("a", "nowhere"), ("--from", "b"), ("a", "b", "--since", "monday"),
                                   ("--since", "soon"), ("--from", "nowhere")])
def test_wrong_use_ends_with_two_and_a_sentence(tmp_path, monkeypatch, capsys, wrong):
    monkeypatch.chdir(tmp_path)
    for name in "ab":
        small.saved(tmp_path / name, rows(0))
    assert run(*wrong) == 2
    assert "Traceback" not in capsys.readouterr().err
