"""Which role the words around a name give it: 主办单位：A, 由B承建, C签署…, D中标."""

from __future__ import annotations

import re
from functools import cache

from etl import knowledge
from etl.assemble.scene import Line, alternatives
from etl.model import Mention

_DEFAULT_ROLES = {"agreement": "signatory", "launch": "publisher", "deployment": "contractor", "standard": "author",
                  "policy": "publisher", "conference": "organiser", "award": "winner", "tender": "winner",
                  "investment": "investor", "report": "author", "other": "participant"}
# what a government or an association is by default where a firm would be something else
_PUBLIC_ROLES = {"tender": "buyer", "deployment": "organiser", "investment": "organiser", "award": "organiser"}
# the roles that an event of a type has; another role in the body belongs to another event
FITTING = {
    "agreement": {"signatory", "contractor", "investor", "organiser"},
    "launch": {"publisher", "organiser", "contractor", "author", "supporter", "participant"},
    "deployment": {"contractor", "investor", "organiser", "buyer", "supporter", "signatory", "publisher", "winner",
                   "participant"},
    "standard": {"author", "publisher", "contractor"},
    "policy": {"publisher", "author", "buyer", "investor"},
    "conference": {"organiser", "supporter"},
    "award": {"winner", "organiser", "publisher"},
    "tender": {"winner", "buyer"},
    "investment": {"investor", "signatory", "participant"},
    "report": {"author", "publisher", "winner"},
    "other": {"organiser", "supporter", "participant", "signatory"},
}
# between 主办单位 and the last of its names: names, what joins them, and little else
_NAMES_ONLY = re.compile(r"(?:单位|方|人)?(?:的)?(?:分别)?(?:有|为|是|即|系|包括|由)?[\u4e00-\u9fff]{0,2}家?"
                         r"(?:[：:][^。；]{0,40}|[，\s]?(?:即|为|是)?[^。；]{0,12})")
# the name of a project between a firm and its act: 确认泊易通为“…项目”中标单位
_QUOTED = re.compile(r"“[^”]{1,60}”|《[^》]{1,60}》")
# 优必选今日宣布完成数亿元C轮融资: who is funded, not who invests
_FUNDED = re.compile(r"[^，。；]{0,12}?(?P<act>完成|获)[^，。；]{0,24}?(?:轮|融资|战略投资)")
# 承办|单位有, 主办|方为
# \w, not a class of Chinese letters: it stands in a pattern a hundred times, and such a class takes a millisecond to compile
_NAMING = r"(?:\w{0,8}的(?:单位|企业)?|单位|方|者|人|企业)(?:有|为|是|包括|：|分别是)"
_JOINTS = re.compile(r"[、“”（）()]|[会联协]同|以及|与(?<!参与)|和(?!谐)|及(?<![普涉]及)|"
                     r"同(?<![共合]同)(?!意|时|步|样|其)|等(?!级)")


def of(text: str, line: Line, mention: Mention) -> tuple[str | None, int, str]:
    """The role that the words around a name give it, how many characters off they stand (-1 for a label before it), and
    the verb behind the name that gives it."""
    head = text[max(line.start, mention.start - 90):mention.start]
    head = head[head.rfind("；") + 1:]
    named = _named_before(head)
    if named:
        between = _bare(text, line, mention.start - len(head) + named[1], mention.start)
        if _NAMES_ONLY.fullmatch(between) and not _acting()[0].search(between):
            return named[0], -1, ""
    # over a list of names and the words that only link them, to the verb that they share
    rest = _bare(text, line, mention.end, min(line.end, mention.end + 160))
    if funded := _FUNDED.match(rest):
        return "participant", funded.start("act"), "funded"
    words, owners = _acting()
    acts = words.search(rest)
    return (owners[acts[0]], acts.start(), acts[0]) if acts else (None, 99, "")


def default(event_type: str, kind: str) -> str:
    """The role of an organisation of a kind in an event of a type, where no word gives one."""
    if kind in ("government", "association") and event_type in _PUBLIC_ROLES:
        return _PUBLIC_ROLES[event_type]
    return _DEFAULT_ROLES[event_type]


def _named_before(head: str) -> tuple[str, int] | None:
    """The role whose words (主办单位, 承办的有) end last in ``head``, and where; None for most, after one look."""
    if not _naming_any().search(head):
        return None
    found = [(match.end(), role) for role, words in (*_roles("before"), *_naming()) for match in words.finditer(head)]
    end, role = max(found, key=lambda pair: pair[0])
    return role, end


def _bare(text: str, line: Line, at: int, end: int) -> str:
    """The words from an offset to another without names, dates, and the marks that join them."""
    parts = []
    for mention in line.mentions:
        if mention.start >= at and mention.end <= end:
            parts.append(text[at:mention.start])
            at = mention.end
    return _JOINTS.sub("", _QUOTED.sub("", "".join([*parts, text[at:end]])))[:90]


@cache
def _roles(where: str) -> list[tuple[str, re.Pattern[str]]]:
    table = knowledge.vocabulary("discourse.yml")["roles"][where]
    return [(role, alternatives(words)) for role, words in table.items()]


@cache
def _naming() -> list[tuple[str, re.Pattern[str]]]:
    """承办的有…, 主办方为…: the verb that names the role stands before the names."""
    table = knowledge.vocabulary("discourse.yml")["roles"]["after"]
    return [(role, re.compile(f"(?:{alternatives(words).pattern}){_NAMING}")) for role, words in table.items()]


@cache
def _naming_any() -> re.Pattern[str]:
    """What any role's words before the names look like; each alternative begins with its letter, by which it is found."""
    words = [word for words in knowledge.vocabulary("discourse.yml")["roles"]["after"].values() for word in words]
    return re.compile("|".join([*(words.pattern for _, words in _roles("before")), *(
        re.escape(word) + _NAMING for word in words)]))


@cache
def _acting() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words of all roles that stand after the names, those of one role after the other, and the role of each."""
    owners = {word: role for role, words in reversed(knowledge.vocabulary("discourse.yml")["roles"]["after"].items())
              for word in words}
    return re.compile("|".join(words.pattern for _, words in _roles("after"))), owners
