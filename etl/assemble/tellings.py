"""Tellings: the stretches of a story that each tell an act that is done, or an item of a list of such acts.

A sentence may hold several (A与B签约，C与D也签下协议), then each begins with the clause of its act. What is only planned,
denied or told of many at once is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.assemble.scene import Line, Scene
from etl.model import Mention

_ACTS = {
    "agreement": r"签署|签订|签定|签下|(?<!见证)(?<!出席)签约(?!仪式|活动|现场|总?额|金额|项目|方|企业|双方|率|会)|签了|签有|"
                 r"续签|另签|签字(?!仪式)|達成合作|簽署|簽約|簽訂|達成協議|达成[\u4e00-\u9fff]{0,12}?(?:合作|协议|意向|意见|共识)|"
                 r"(?:携手|牵手|联手|握手)(?!前行|推[进动]|努力|建设|打造|研发|开发|构建|举办|开展|发布|参与)|"
                 r"(?:宣布|已|开始)(?:与|和|同)[^，。；]{2,24}?合作",
    "tender": r"(?<!未)中标(?!候选|公告|公示|通知|信息|总|的消息)|第一中标候选人|拿下|摘得(?![^，。；]{0,24}?奖)|中选|"
              r"成交(?!额|量|总|价)|(?:公开|重新|挂网|启动|发布)招标|采购结果",
    "deployment": r"开工|动工|奠基|破土|投产|投用|启用|投入(?:使用|运行|运营|应用|作业|试运行)|上线|建成|竣工|开园|完工|落成|"
                  r"落户|落地(?!生根|见效)|接入|上岗|(?:进入|开始|投入)试运行|通车|开通|部署上线|验收|"
                  r"完成[\u4e00-\u9fff]{0,10}(?:改造|部署|安装|建设|验收|接入)",
    "launch": r"推出|亮相|问世|首发|面世|(?:发布|公布)(?=了?[《“「])|(?:宣布|正式|同步)启动|"
              r"启动(?=第[一二三四五]批|首批|试点|[“《])",
    "policy": r"印发|出台|下发|(?<=》)[^，。；《]{0,14}?(?:发布|公布)",
    "investment": r"揭牌|(?:合资|共同|全资|出资|联合)?(?<![年月日])(?:设立|成立)(?!于|以来|大会|仪式|[0-9])|"
                  r"完成[^，。；]{0,16}?(?:融资|注册|收购)|入股|收购|增资|领投|获[^，。；]{0,20}?(?:轮|融资|投资)",
    "award": r"获评|荣获|获授|入选|被评为|被确认为|被认定为|被授予|捧回|获颁|摘得[^，。；]{0,24}?奖|"
             r"获得?[^，。；]{0,24}?(?:奖|称号)",
    "other": r"捐赠",
}
# the first letter of every alternative, inner ones too: most characters are passed over by these, not by a hundred words
_LETTERS = "".join(sorted({letter for words in _ACTS.values()
                           for letter in re.findall(r"(?:^|[|(:)?])([\u4e00-\u9fff])", words)}))
_ACT = re.compile(f"(?:(?=[{_LETTERS}])|(?<=》))(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _ACTS.items())})")
# a document tells by its name what its publishing is
_PUBLISHED = re.compile(r".*(?:发布|公布|印发|出台|下发|推出)")
_DOCUMENTS = (("report", re.compile(r"白皮书|蓝皮书|报告|指数|榜单|排行|共识|宣言")),
              ("policy", re.compile(r"方案|计划|意见|办法|规划|措施|条例|规定|政策|通知|要点")),
              ("standard", re.compile(r"标准|规范|指南|导则")))
_COMPANY = re.compile(r"公司|集团|总部")
_NOT_DONE = re.compile(
    r"将|拟|计划|有望|预计|力争|准备|希望|如果|若|未|尚|可能|不得|要求|目标|估算|预测|争取|即可|可以|谋划|提出|建议|"
    r"正在|筹备|推动|加快|应当|需要|应该|打算|代表|意在|旨在|为了")
# 规范的出台, 2016年签署的协议; 项目建成后, 签约结束后
_NAMED = re.compile(r"的(?!还有)|(?:结束|完成|仪式)?(?:之?后|时|之前|前|以来|期间|至今)")
_FAILED = re.compile(r"流标|废标|落标|终止|取消|撤销")
# 签下协议的城市超过300个: an overview; 先后与A、B签约: many acts at once
_MANY = re.compile(r"\d+[多余]?[个座](?:城市|县|区县|地区)|先后|陆续|纷纷|类似|相继|多次|历次|累计|分别在\d|"
                   r"全[国省](?:新|共|已|有|累计|各|范围)")
MARKER = re.compile(
    r"^[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[）)、.．](?!\d)|^[①-⑳●•·■◆▶►▪★☆◎※]|"
    r"^第[一二三四五六七八九十\d]{1,2}[，标包家个单份项]|^(?:另)?一(?:是|单|家|个|份|项)|^标段|^包[一二三四五\d]|"
    r"^项目[一二三四五六七八九十\d]|^[二三四五六]是|^其[一二三四五]")
_LONG = 2000  # characters of a sentence that are looked at; more is no sentence
_MOST = 12  # acts a sentence
_BEFORE = 60  # characters before an act in which a word says that it is not done


@dataclass(frozen=True, slots=True)
class Telling:
    """A stretch of one sentence that tells one act."""

    kind: str | None
    """The event type of the act; None for an item of a list, which has that of the list."""
    line: Line
    act: tuple[int, int]
    start: int
    end: int
    mentions: tuple[Mention, ...]
    nth: int
    """Which act of its sentence it is, from 0."""

    @property
    def marked(self) -> bool:
        """True where the sentence begins as an item of a list does: （一）, 第二标段, 另一单."""
        return bool(MARKER.match(self.line.text))


def tellings(scene: Scene) -> Iterator[Telling]:
    """The tellings of the story, in order, those of the primary event among them."""
    for number, line in enumerate(scene.lines):
        if line.part in ("title", "boilerplate") or not line.mentions:
            continue
        found = list(_acts(line))
        if found:
            yield from _stretches(line, found)
        elif _is_item(scene.lines, number):
            yield Telling(None, line, (line.start, line.start), line.start, line.end, line.mentions, 0)


def _acts(line: Line) -> Iterator[re.Match[str]]:
    """The acts of a sentence that are done, the first of each clause."""
    kinds: list[str] = []
    last, end = -1, 0
    found = [act for act in _ACT.finditer(line.text, 0, _LONG) if not _only_named(line.text, act)][:_MOST]
    words = _without_names(line) if found else ""
    if _FAILED.search(words):
        return
    for act in found:
        begin = line.clause(line.start + act.start())[0]
        near = max(begin - line.start, act.start() - _BEFORE)
        if act.lastgroup in ("deployment", "launch"):  # 将在当地建厂，明年投产: what is planned goes on over clauses
            near = max(end, act.start() - _BEFORE)
        if begin == last or _NOT_DONE.search(words, near, act.start()) or _MANY.search(words, near, act.start()) \
                or kinds and not _begins_anew(line, act, kinds):
            continue
        last, end = begin, act.end()
        kinds.append(act.lastgroup or "")
        yield act


def _only_named(text: str, act: re.Match[str]) -> bool:
    """True where the act is named, not told: 规范的出台, 2016年签署的协议, 签约结束后."""
    return text[act.start() - 1:act.start()] == "的" or bool(_NAMED.match(text, act.end()))


def _without_names(line: Line) -> str:
    """The sentence with the organisations' names blanked: nothing is planned in 卫生和计划生育局."""
    parts, at = [], line.start
    for mention in line.mentions:
        if mention.kind == "organisation" and mention.start >= at:
            parts += [line.text[at - line.start:mention.start - line.start], "　" * (mention.end - mention.start)]
            at = mention.end
    return "".join([*parts, line.text[at - line.start:]])


def _begins_anew(line: Line, act: re.Match[str], kinds: Sequence[str]) -> bool:
    """True where a later act of a sentence is another one: its clause names who or where, and of tenders there is one."""
    begin, end = line.clause(line.start + act.start())
    named = any(mention.kind in ("organisation", "place") and begin <= mention.start < end for mention in line.mentions)
    return named and not (act.lastgroup == "tender" and "tender" in kinds)


def _stretches(line: Line, acts: Sequence[re.Match[str]]) -> Iterator[Telling]:
    """Each act with the words from its clause on to the clause of the next; the first with what stands before it too."""
    begins = [line.start] + [line.clause(line.start + act.start())[0] for act in acts[1:]]
    ends = [*begins[1:], line.end]
    for nth, (act, begin, end) in enumerate(zip(acts, begins, ends, strict=True)):
        inside = tuple(mention for mention in line.mentions if begin <= mention.start < end)
        if inside:
            yield Telling(_kind(line, act), line, (line.start + act.start(), line.start + act.end()), begin, end, inside, nth)


def _kind(line: Line, act: re.Match[str]) -> str:
    kind = act.lastgroup or "other"
    if _PUBLISHED.match(act[0]):
        opened = max(line.text.find("《", act.end(), act.end() + 12), line.text.rfind("《", 0, act.start()))
        name = line.text[opened:opened + 60].partition("》")[0] if opened >= 0 else ""
        return next((code for code, words in _DOCUMENTS if words.search(name)), kind)
    if act[0] == "揭牌":
        return "investment" if _COMPANY.search(line.text, 0, act.start()) else "deployment"
    return kind


def _is_item(lines: Sequence[Line], number: int) -> bool:
    """True for one of several parallel sentences with money and a name each: 海州区“天网五期”限价1359万元；…"""
    line = lines[number]
    if not _has_both(line) or _FAILED.search(line.text):
        return False
    after = lines[number + 1] if number + 1 < len(lines) else line
    before = lines[number - 1]
    return bool(MARKER.match(line.text)) or line.text.endswith("；") and _has_both(after) \
        or before.text.endswith("；") and _has_both(before)


def _has_both(line: Line) -> bool:
    """True where a sentence has money and a name."""
    return any(mention.kind == "amount" and mention.rule != "price" for mention in line.mentions) and any(
        mention.kind in ("organisation", "place") for mention in line.mentions)
