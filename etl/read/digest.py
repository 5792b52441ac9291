"""A digest: a headline line, its paragraphs, the next headline, with or without blank lines between.

No line says that it is a headline. What tells: it does not end as a sentence does, prose follows it, the words
before it are at an end, and the prose that follows opens like news (a day, a dateline, words of the headline).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.model import Issue, Story
from etl.read import record, source
from etl.read.record import OnIssue
from etl.read.source import OnProblem

LONGEST_HEADLINE = 70
"""Characters; a longer line without a full stop is a paragraph that lost it."""
_SURE = 2.0
"""A score from which a line counts as a headline without further signs."""

_NUMERALS = "一二三四五六七八九十"
_PROSE_END = re.compile(r"[。；;，、：:,…—.][”’」』）)】\]]*$|[！？!?][”’」』]$")
_SENTENCE_INSIDE = re.compile(r"。.|；")
_SENTENCE = re.compile(r"。|[！？!?…”’」』）)】］\]》；;]$")
_GOES_ON = re.compile(r"[：:，,、—]$")
_ITEM = re.compile(  # ✔ 首批上线 · 3. 种植示范区 · （1）项目名称 · 一、项目基本情况
    r"[✔✓√▶►▷●○◎◆◇■□▲△★☆※•·▍⊙➤➢◢◣→—\-*#>／/①-⑳]"
    rf"|\d{{1,2}}[.、．)）]\s*\D|[（(][\d{_NUMERALS}]{{1,3}}[)）]|[{_NUMERALS}]{{1,3}}、|第[{_NUMERALS}]{{1,2}}[，、：]")
_BRACKETED = re.compile(  # 【攸县：800个摄像头上岗】 · （图为市民在沿江路。通讯员 供图）
    r"(?:[\s　]*(?:【[^】]*】|［[^］]*］|\[[^\]]*\]|（[^）]*）|\([^)]*\)|〔[^〕]*〕|<[^>]*>|“[^”]*”|「[^」]*」))+$")
_LABELS = """
    来源 文字 撰文 摄影 供图 制图 编辑 責任編輯 责任编辑 责编 值班编辑 编审 主编 校对 审核 监制 作者 记者 本报记者
    通讯员 实习生 实习记者 新华社 本报讯 原标题 原題 标签 关键词 关键字 阅读 点击 浏览 时间 日期 发布时间 发表时间
    地点 电话 联系 咨询 热线 读者热线 邮箱 网址 链接 背景 新闻背景 背景链接 相关链接 相关新闻 相关阅读 延伸阅读
    新闻链接 名词解释 证券代码 股票代码 公告编号 证券简称 项目名称 项目编号 采购人 招标人 中标人 特此公告 特此通知
    附件 备注 注 声明 免责声明 版权声明 摘要 导读 编者按 核心提示 短评 记者手记
""".split()
_LABEL = re.compile(  # 责任编辑：陈仕 · 图为签约现场
    rf"(?:{'|'.join(_LABELS)}|文[/／|｜]|[上下左右]?图[：:片为/／\d]|[上下左]图)(?:[：:\s　/／|｜。]|$)")
_BYLINE = re.compile(  # 贵阳日报融媒体记者 曾秦
    r"(?:记者|通讯员|实习生|作者|摄影|编辑|記者|編輯)[\s　:：/／]*[\u4e00-\u9fff]{2,4}(?:[\s　、，]|$)")
_DATE_ONLY = re.compile(rf"[\d〇○零{_NUMERALS}]{{4}}\s*[-年/.].{{1,12}}$|\d{{1,2}}月\d{{1,2}}日$")
_SIGNATURE = re.compile(r".{4,30}(?:董事会|监事会|办公室|委员会|编辑部|人民政府)$")
_OPENING = re.compile(
    r"\d{4}年|\d{1,2}月|\d{1,2}日|近日|日前|昨[日天晚]|今[日天年晨晚]|本月|上周|本周|去年|最近|近期|上午|下午"
    r"|讯|電|电[\s　（(]|记者|記者|获悉|消息|为深入|宣布|公告|目前|表示")
_COLLECTION = re.compile(
    r"(?:要闻|周报|周刊|简报|快讯|速览|早报|晚报|日报|盘点|摘编|汇总|一周|动态|资讯|合集)(?:[（(][^（）()]{1,16}[）)])?[）)”\s\d期第月年日周—-]*$")
_COUNT = re.compile(r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<mark>[.、．])(?!\d)\s*")
_TENS = ("", "十", "二十", "三十", "四十")
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its number in the file from 1, its text, the blank lines before it."""

    number: int
    text: str
    gap: int


def stories(path: Path, on_problem: OnProblem, on_issue: OnIssue) -> Iterator[Story]:
    """The stories of a ``.txt`` file, in order; ``digest`` is set where there is more than one.

    Raises:
        source.Unreadable: the file is unreadable.
    """
    del on_problem  # a digest is readable as a whole or not at all
    received = source.lines(source.text(path))
    parts = split(received)
    shared = str(path) if len(parts) > 1 else None
    for position, (number, title, body) in enumerate(parts):
        story = record.story(title, body, origin=f"{path}:{number}", on_issue=on_issue, digest=shared)
        above = " ".join(line for line in received[:number - 1] if line) if position == 0 else ""
        if above:
            on_issue(Issue(story.story_id, "story", "line_left_out", above, 0, 0, above))
        yield story


def split(received: Sequence[str]) -> list[tuple[int, str, str]]:
    """Lines → (line number from 1, headline, body) for each story.

    >>> split(["甲市与乙公司签约", "8月1日，甲市与乙公司签约。", "丙区上线城市大脑平台", "近日，丙区上线了平台。"])
    [(1, '甲市与乙公司签约', '8月1日，甲市与乙公司签约。'), (3, '丙区上线城市大脑平台', '近日，丙区上线了平台。')]
    """
    lines = _numbered(received)
    if not lines:
        return []
    counted = _counted_headlines(lines)
    heads = counted or _headlines(lines)
    ends = [*heads[1:], len(lines)]
    return [(lines[head].number, _COUNT.sub("", lines[head].text) if counted else lines[head].text,
             "\n".join(line.text for line in lines[head + 1:end])) for head, end in zip(heads, ends, strict=True)]


def _numbered(received: Sequence[str]) -> list[_Line]:
    found, gap = [], 0
    for number, line in enumerate(received, 1):
        if line:
            found.append(_Line(number, line, gap))
        gap = 0 if line else gap + 1
    return found


def _counted_headlines(lines: Sequence[_Line]) -> list[int]:
    """Indexes of the headlines of a digest that counts its stories (1. 2. 3. or 一、 二、 三、); else none.

    The first line (or the second, under the digest's own title) must bear the first number, and each count must follow.
    """
    found: list[int] = []
    form: int | None = None
    for index, line in enumerate(lines[:-1]):
        count = _COUNT.match(line.text)
        if not count or _PROSE_END.search(line.text) or _SENTENCE_INSIDE.search(line.text):
            continue
        written = _written(len(found) + 1)
        if form is None and count["number"] in written and _at_top(lines, index):
            form = written.index(count["number"])
        if form is not None and count["number"] == written[form]:
            found.append(index)
    return found if len(found) > 1 else []


def _headlines(lines: Sequence[_Line]) -> list[int]:
    """Indexes of the headlines; the first line is one unless it names the digest."""
    first = 1 if len(lines) > 2 and _is_collection_title(lines) else 0
    common = _document_frequency(lines)
    scores = {index: _score(lines, index, common) for index in range(first + 1, len(lines))
              if _may_be_headline(lines, index)}
    least = _least_gap(lines, scores)
    chosen = [first]
    for index in sorted(scores):
        wanted = _SURE if least is None or lines[index].gap < least else _SURE - 1.5
        if (least is None or lines[index].gap >= least) and scores[index] >= wanted:
            # two such lines in a row are a headline and its subtitle
            if index - 1 != chosen[-1]:
                chosen.append(index)
    return chosen


def _written(number: int) -> tuple[str, str, str]:
    """A count from 1 to 49 as digests write it: 3, 03, 三."""
    return str(number), f"{number:02}", _TENS[number // 10 % 5] + "零一二三四五六七八九"[number % 10].strip("零")


def _at_top(lines: Sequence[_Line], index: int) -> bool:
    return index == 0 or (index == 1 and bool(_COLLECTION.search(lines[0].text)))


def _is_collection_title(lines: Sequence[_Line]) -> bool:
    """True where the first line names the digest (智慧城市一周要闻) and the second is a headline."""
    return bool(_COLLECTION.search(lines[0].text)) and _may_be_headline(lines, 1, after_title=True)


def _may_be_headline(lines: Sequence[_Line], index: int, after_title: bool = False) -> bool:
    """What no headline breaks: its own form, prose after it, an end before it."""
    text = lines[index].text
    if index + 1 >= len(lines) or not 5 <= len(text) <= LONGEST_HEADLINE:
        return False
    if _PROSE_END.search(text) or _SENTENCE_INSIDE.search(text) or _is_furniture(text):
        return False
    return after_title or _is_over(lines[index - 1].text)


def _is_furniture(text: str) -> bool:
    """True for list items, captions, bylines, credits, dates and signatures: lines that start no story."""
    return bool(_ITEM.match(text) or _BRACKETED.match(text) or _LABEL.match(text) or _DATE_ONLY.match(text)
                or _SIGNATURE.match(text) or (len(text) < 45 and _BYLINE.search(text)))


def _is_over(text: str) -> bool:
    """True where the words before may be the last of a story: prose, credits, a date, but not 如下： or a subtitle."""
    ends = not _GOES_ON.search(text) and (len(text) > LONGEST_HEADLINE or _SENTENCE.search(text))
    return bool(ends) or _is_furniture(text)


def _score(lines: Sequence[_Line], index: int, common: Counter[str]) -> float:
    """How much a line looks like the headline of what follows rather than like a subtitle within a page."""
    text = lines[index].text
    opening = _opening(lines, index)
    length = sum(1.0 if _HAN.match(character) else 0.4 for character in text)
    score = min(4.0, (length - 6) / 2.5)
    score += 1.0 if _OPENING.search(opening[:40]) else 0.0
    score += 3.0 * _shared(text, opening, common)
    score -= 3.0 * _shared(text, _before(lines, index), common)
    score -= 1.0 if len(opening) <= len(text) else 0.0
    return score


def _opening(lines: Sequence[_Line], index: int) -> str:
    """The first prose after a line, bylines and captions passed over."""
    for line in lines[index + 1:index + 4]:
        if not _is_furniture(line.text) or len(line.text) > LONGEST_HEADLINE:
            return line.text
    return lines[index + 1].text


def _before(lines: Sequence[_Line], index: int) -> str:
    return "".join(line.text for line in lines[max(0, index - 8):index])


def _pairs(text: str) -> set[str]:
    """Pairs of neighbouring characters, the cheapest stand-in for words."""
    return {text[at:at + 2] for at in range(len(text) - 1) if _HAN.match(text[at]) and _HAN.match(text[at + 1])}


def _document_frequency(lines: Sequence[_Line]) -> Counter[str]:
    return Counter(pair for line in lines for pair in _pairs(line.text))


def _shared(text: str, other: str, common: Counter[str]) -> float:
    """The share of a line's pairs that stand in ``other``, rare pairs counting more."""
    weights = {pair: 1.0 / common[pair] for pair in _pairs(text)}
    total = sum(weights.values())
    return sum(weight for pair, weight in weights.items() if pair in other) / total if total else 0.0


def _least_gap(lines: Sequence[_Line], scores: dict[int, float]) -> int | None:
    """The blank lines before each headline, where this file sets its stories apart by them; None where it does not."""
    sure = [lines[index].gap for index in scores if scores[index] >= _SURE + 1]
    if not sure:
        return None
    widest = sorted(sure)[len(sure) // 10]
    fewer = sum(line.gap < widest for line in lines[1:])
    return widest if widest and fewer else None
