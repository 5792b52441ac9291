"""The commands as a person types them: what they print, what they leave, how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STORY = {"title": "临沂与岱岳云签约 共建城市大脑", "published": "2021-05-10",
         "body": "5月8日，临沂市人民政府与岱岳云科技有限公司签署战略合作协议，项目总投资3.6亿元。"}


def run(*arguments: str, given: str | bytes = b"") -> subprocess.CompletedProcess[str]:
    raw = given.encode() if isinstance(given, str) else given
    done = subprocess.run([sys.executable, "-m", "etl", *arguments], input=raw, capture_output=True, cwd=ROOT,
                          check=False, timeout=120)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def stories(tmp_path) -> Path:
    path = tmp_path / "in" / "stories.jsonl"
    path.parent.mkdir()
    path.write_text(json.dumps(STORY, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_build_then_export(stories, tmp_path):
    out = tmp_path / "out"
    built = run("build", str(stories), "--out", str(out))
    assert built.returncode == 0, built.stderr
    assert "stories        1" in built.stdout
    assert "with amount" in built.stdout
    exported = run("export", "--from", str(out))
    event = json.loads(exported.stdout)
    text = f"{STORY['title']}\n{STORY['body']}"
    assert (event["event_type"], event["date"], event["date_precision"]) == ("agreement", "2021-05-08", "day")
    assert event["amounts"] == [{"min": 360000000, "max": 360000000, "currency": "CNY", "kind": "investment"}]
    start, end = event["evidence"]["amounts"][0]
    assert text[start:end] == "3.6亿元"


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("empty.txt", b"", "empty"), ("binary.txt", bytes(range(256)) * 4, "binary"),
    ("wrong.txt", b"\xff\xfe\xfd\xfc\xff\xff" * 50, "encoding|valid|binary"), ("notes.docm", b"x", "unknown format")])
def test_bad_input_is_named_and_the_good_is_kept(stories, tmp_path, name, content, reason):
    bad = stories.parent / name
    bad.write_bytes(content)
    built = run("build", str(stories), str(bad), "--out", str(tmp_path / "out"))
    assert built.returncode == 1
    assert str(bad) in built.stderr
    assert any(word in built.stderr for word in reason.split("|"))
    assert "stories        1" in built.stdout


def test_a_missing_file_alone_leaves_the_old_table(stories, tmp_path):
    out = tmp_path / "out"
    run("build", str(stories), "--out", str(out))
    again = run("build", str(tmp_path / "gone.txt"), "--out", str(out))
    assert again.returncode == 1
    assert "gone.txt: no such file or folder" in again.stderr
    assert run("export", "--from", str(out)).stdout.count("\n") == 1


def test_wrong_use_ends_with_2(tmp_path):
    assert run("build").returncode == 2
    missing = run("export", "--from", str(tmp_path / "none"))
    assert missing.returncode == 2
    assert "build them with: python -m etl build" in missing.stderr


def test_explain_answers_line_by_line():
    asked = [{"id": "a", "text": "总投资超过3亿元", "reference_date": None},
             {"id": "b", "text": "8月22日在宁乡市", "reference_date": "2018-08-24"}]
    done = run("explain", "--jsonl", given="\n".join(json.dumps(one, ensure_ascii=False) for one in asked))
    answers = {row["id"]: row["mentions"] for row in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 0
    assert [(m["kind"], m["min"], m["max"], m["currency"]) for m in answers["a"]] == [("amount", 3e8, None, "CNY")]
    assert [(m["kind"], m.get("date"), m.get("adcode")) for m in answers["b"]] == [
        ("date", "2018-08-22", None), ("place", None, "430182")]


def test_explain_says_what_was_not_taken_and_why():
    text = f"{STORY['title']}\n{STORY['body']}此前，该公司2019年营收达12亿元。"
    done = run("explain", "--date", "2021-05-10", given=text)
    lines = done.stdout.splitlines()
    assert any(line.startswith("+") and "amount" in line and "3.6亿元" in line for line in lines)
    asked = json.dumps({"id": 1, "text": text, "reference_date": "2021-05-10"}, ensure_ascii=False)
    decisions = json.loads(run("explain", "--jsonl", "--why", given=asked).stdout)["decisions"]
    turnover, = [row for row in decisions if row["text"] == "12亿元"]
    assert not turnover["taken"]
    assert turnover["probability"] < 0.1
    assert turnover["reasons"]


def test_explain_says_where_it_stopped_reading():
    text = "总投资3亿元。" * 20_000
    done = run("explain", given=text)
    assert done.stdout.splitlines()[-1] == "Read up to character 99,995 of 140,000; no story is longer."
    answer = json.loads(run("explain", "--jsonl", given=json.dumps({"id": 1, "text": text}, ensure_ascii=False)).stdout)
    assert answer["read_until"] == 99_995 == max(mention["end"] for mention in answer["mentions"]) + 1


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"id": 1, "text": "x", "reference_date": "soon"}', "\xff"])
def test_a_line_that_is_no_question_is_named_and_the_rest_answered(line):
    good = json.dumps({"id": "good", "text": "3亿元投资", "reference_date": None}, ensure_ascii=False)
    raw = line.encode("latin-1") + b"\n" + good.encode()
    done = run("explain", "--jsonl", given=raw)
    assert done.returncode == 1
    assert "standard input:1" in done.stderr
    assert json.loads(done.stdout)["id"] == "good"
