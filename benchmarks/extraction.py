"""How fast a story becomes a row, and that no text makes it slow: ``python benchmarks/extraction.py``.

Stories of 400 characters on one core, beside ``jieba.posseg`` and, where installed, jionlp with cpca over the same text;
start-up and peak memory of a fresh process, with a story and with a million characters; and texts made to be slow, at
one length and at four times that length.
"""

from __future__ import annotations

import importlib.util
import logging
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from etl import assemble, knowledge, read
from etl.model import Story

LENGTH = 400  # characters of a story
SEEDS = Path(__file__).parents[1] / "seeds"
SHORT = 10_000  # characters of a text made to be slow
LEAST = 0.02  # seconds; what is less cannot be compared
GROWTH = 8.0  # four times the text may cost at most so many times the seconds; a square would cost 16 times as many
# what a process costs that reads one story, start of the interpreter included
ONE_STORY = """
import resource, time
from etl import assemble
from etl.model import Story
events = list(assemble.digest([Story("1", "长沙市与华为签约", "8月20日，长沙市政府与华为签约，投资3亿元。" * TIMES)]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
REPEATED = ("（", "(", "）", "《》", "“", "”", '"', "8", "12 ", "，", "、", "1,", "1.", "亿", "3亿元、", "8月20日、", "一", "-",
            "A ", "公司", "有限公司、", "华为", "华为、", "北京", "北京、", "吉林", "鼓楼区、", "局", "市教育局", "中标人：",
            "我市", "\n", " ", "北京市与华为签约投资3亿元建设智慧城市", "盛灿科技有限公司与长沙市签约。")


def main() -> int:
    """Measure all and print it; 1 where some text costs more than its length."""
    for times, what in ((1, "a first story"), (40_000, "a line of a million characters")):
        seconds, memory = _process(times)  # first: a process inherits the peak of the one that starts it
        print(f"Start-up with {what} {seconds:.2f} s, peak memory {memory:.0f} MB")
    stories = list(_stories())
    print(f"{len(stories)} stories of {LENGTH} characters, one core")
    ours = _speed(lambda: list(assemble.digest(stories)), len(stories))
    print(f"  ours                  {ours:8.0f} stories/s")
    for name, run in _others([story.text for story in stories]):
        if run is None:
            print(f"  {name:<22}not installed, so not measured")
            continue
        theirs = _speed(run, len(stories))
        print(f"  {name:<22}{theirs:8.0f} stories/s: ours is {ours / theirs:.1f} times as fast")
    return _adversarial()


def _stories() -> Iterator[Story]:
    """The seeds cut or filled up to one length; what a story lacks follows from the next one."""
    found = list(read.stories([SEEDS], lambda problem: None, [].append))
    bodies = "\n".join(story.body for story in found)
    for number, story in enumerate(found):
        body = (story.body + "\n" + bodies[number * LENGTH % len(bodies):])[:LENGTH - len(story.title) - 1]
        yield Story(story.story_id, story.title, body, story.published)


def _speed(run: Callable[[], object], stories: int, times: int = 5) -> float:
    """Stories a second of processor time, the best of several runs: others may use the machine."""
    run()
    return stories / min(_seconds(run) for _ in range(times))


def _seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def _others(texts: Sequence[str]) -> Iterator[tuple[str, Callable[[], object] | None]]:
    """What others do with the same texts."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel("ERROR")
    jieba.dt.tmp_dir = tempfile.mkdtemp()  # its cache would lie where other users can put one
    yield "jieba.posseg", lambda: [list(jieba.posseg.cut(text)) for text in texts]
    yield "jionlp, cpca, posseg", _stack(texts)


def _stack(texts: Sequence[str]) -> Callable[[], object] | None:
    """Dates and money by jionlp, places by cpca, names by jieba; None where they are not installed."""
    if not importlib.util.find_spec("jionlp") or not importlib.util.find_spec("cpca"):
        return None
    import cpca
    import jieba.posseg
    import jionlp

    logging.disable()  # jionlp reports each expression that it cannot read
    def run() -> None:
        for text in texts:
            jionlp.ner.extract_time(text, time_base=time.time())
            jionlp.ner.extract_money(text)
            cpca.transform([text], pos_sensitive=True)
            list(jieba.posseg.cut(text))

    return run


def _process(times: int) -> tuple[float, float]:
    """Seconds and megabytes of a fresh process that reads one story, whose text stands in it so many times.

    The least of five, for others may use the machine.
    """
    story = ONE_STORY.replace("TIMES", str(times))
    seconds, memory = [], []
    for _ in range(5):
        started = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", story], capture_output=True, text=True, check=True)
        seconds.append(time.perf_counter() - started)
        memory.append(int(done.stdout) / 1024)
    return min(seconds), max(memory)


# ---------------------------------------------------------------- texts made to be slow

def _adversarial() -> int:
    print(f"Texts made to be slow: {SHORT} characters, and four times as many")
    slow = 0
    for name, make in _texts():
        short, long = (_cost(make(size)) for size in (SHORT, 4 * SHORT))
        growth = long / max(short, LEAST)
        slow += growth > GROWTH
        print(f"  {name:<24}{short:6.2f} s {long:6.2f} s: {growth:4.1f} times, {1e6 * long / (4 * SHORT):5.1f} µs a character"
              f"{'  MORE THAN ITS LENGTH' if growth > GROWTH else ''}")
    return 1 if slow else 0


def _cost(text: str) -> float:
    """Seconds that a story of this text costs, the better of two."""
    return min(_seconds(lambda: list(assemble.digest([Story("1", "标题", text)]))) for _ in range(2))


def _texts() -> Iterator[tuple[str, Callable[[int], str]]]:
    for unit in REPEATED:
        yield repr(unit[:12]), lambda size, unit=unit: (unit * (size // len(unit) + 1))[:size]
    for name, part in _PARTS.items():
        yield name, lambda size, part=part: _joined(part, size)


def _joined(part: Callable[[], str], size: int) -> str:
    """Sentences made of ever new names."""
    random.seed(size)
    text = []
    while size > 0:
        text.append(part() + "。")
        size -= len(text[-1])
    return "".join(text)


def _division() -> str:
    return random.choice([division.name for division in list(knowledge.places().divisions.values())[:3000]])


def _firm() -> str:
    return "".join(random.choices("盛灿磐骋云洲宏图腾跃德榕浩晟睿翰铭瀚", k=3)) + random.choice(("科技有限公司", "集团"))


_PARTS: dict[str, Callable[[], str]] = {
    "every county": _division,
    "every county's bureau": lambda: _division() + "教育局",
    "every firm": lambda: random.choice(list(knowledge.organisations().bodies)),
    "ever new firms": _firm,
    "ever new agreements": lambda: f"8月{random.randint(1, 28)}日，{_firm()}与{_firm()}签约",
    "ever new sums": lambda: f"投资{random.randint(1, 10**6)}万元",
    "ever new days": lambda: f"20{random.randint(10, 25)}年{random.randint(1, 12)}月{random.randint(1, 28)}日签约",
}


if __name__ == "__main__":
    sys.exit(main())
