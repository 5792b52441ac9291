"""What sets a name apart from what its sentence tells: a guest, a venue, a losing bidder, the source, a thing built."""

from __future__ import annotations

import re

from etl.assemble import parties
from etl.assemble.scene import Line, inside, pairs_of, pattern
from etl.model import Mention

_LEARNT = re.compile(r"[^，。]{0,12}(?:获悉|了解到|得知|消息|介绍|表示|透露|公布的数据)")
# 在县人民医院签订, 在…大酒店举行: where it happens
_VENUE = re.compile(r"(?:开标|评标|举行|召开|开幕|举办|签|成功|正式|隆重|揭|启动|进行|落幕|共同|联合)")
# 新华社澳门8月4日电, 平原晚报讯（记者…）: who reports
_BYLINE = re.compile(r"[^，。；]{0,12}(?:[电電]|[讯訊](?!息|号)|报道|記者|记者)")
_ROOM = re.compile(r"(?:酒店|宾馆|饭店|会展中心|会议中心|展览中心|体育馆)$")
_AGENT = re.compile(r"招标|采购代理|招投标|公共资源交易")
# 大数据中心落户惠东: what is built, not who builds
_BUILT = re.compile(r"(?:项目|工程)?[”]?(?:正式|顺利)?(?:落户|落地|开工|动工|投用|启用|揭牌|上线|建成|竣工|奠基|投产|开园)")
_BORN = re.compile(r"(?:共建|组建|设立|新建|筹建|打造|合建|建设|成立)(?:了)?[^，。；：、]{0,14}$")
_CHILD = re.compile(r"(?:公司)?(?:的)?(?:旗下|全资|控股|参股|下属|所属)")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+·]{2,14}")
SHARED = 0.25  # a document with fewer of its pairs of characters in the headline is another one


def why(text: str, one: parties.Seen) -> str | None:
    """Why a mention is no part of what the sentence tells; None where nothing sets it apart."""
    line, mention = one.line, one.mention
    after = text[mention.end:min(line.end, mention.end + 20)]
    if pattern("titles").match(after.lstrip("的")):
        return "person of it"
    if inside(text, mention.start, "《", "》"):
        return "in a document's name"
    if _heads_a_name(text, mention):
        return "in a thing's name"
    guest = _guest(line, mention, text)
    if guest is not None and not (one.role and one.gap < guest):
        return "guest"
    begin, end = line.clause(mention.start)
    if pattern("not_partners").search(text, begin, end):
        return "loser or agent"
    if _AGENT.search(mention.text):
        return "loser or agent"
    if one.organisation.kind == "media" and mention.start - line.start <= 3 and (
            _BYLINE.match(after) or text[mention.start - 1:mention.start] == "【"):
        return "byline"
    if _ROOM.search(mention.text) or text[max(line.start, mention.start - 1):mention.start] in ("在", "于") \
            and _VENUE.match(after):
        return "venue"
    if one.organisation.kind != "company" and _BUILT.match(after) or _BORN.search(text, begin, mention.start):
        return "thing built"
    if not one.organisation.known and not one.organisation.seat and one.organisation.name.startswith(parties.level_words()):
        return "unnamed"  # 县公安局 where the story says no county
    if one.role == "publisher" and not line.main and _names_another(text, one):
        return "another document"
    if _LEARNT.match(after):
        return "source"
    if _CHILD.match(after):
        return "parent"
    return None


def _heads_a_name(text: str, mention: Mention) -> bool:
    """True for the firm in “京东云数字经济总部”: a thing is named after it, and it does nothing there."""
    end = mention.end
    close = text.find("”", end, end + 16) if text[mention.start - 1:mention.start] == "“" else -1
    return close > end and _NAME.fullmatch(text, end, close) is not None


def _guest(line: Line, mention: Mention, text: str) -> int | None:
    """How many characters after the name a word for guests stands (出席, 见证); None where none governs it."""
    match = pattern("guests").search(text[mention.end:min(line.end, mention.end + 60)])
    return match.start() if match else None


def _names_another(text: str, one: parties.Seen) -> bool:
    """True where the document that a body issued is not the one of the headline: 国务院印发《…》 in a background sentence."""
    end = one.mention.end
    opened = text.find("《", end, end + 30)
    closed = text.find("》", opened, opened + 80) if opened >= 0 else -1
    if closed < 0:
        return False
    name, title = text[opened + 1:closed], text[:text.find("\n")]
    pairs = pairs_of(name)
    return sum(pair in title for pair in pairs) < SHARED * len(pairs)
