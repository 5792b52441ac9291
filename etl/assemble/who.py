"""Who: the organisations that take part in the event, each in its role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from etl import knowledge
from etl.assemble import weigh, what
from etl.assemble.scene import Line, Scene, alternatives, inside, pattern
from etl.model import Evidence, Mention, Organisation, Partner, Place

_DEFAULT_ROLES = {"agreement": "signatory", "launch": "publisher", "deployment": "contractor", "standard": "author",
                  "policy": "publisher", "conference": "organiser", "award": "winner", "tender": "winner",
                  "investment": "investor", "report": "author", "other": "participant"}
# what a government or an association is by default where a firm would be something else
_PUBLIC_ROLES = {"tender": "buyer", "deployment": "organiser", "investment": "organiser", "award": "organiser"}
# the roles that an event of a type has; another role in the body belongs to another event
_FITTING = {
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
_WITH = re.compile(r"(?:与|和|同|携手|牵手|联手|联合)$")
_THEN_WITH = re.compile(r"(?:再)?(?:与|和|同|携手|牵手|联手|联合)")
_THEN_ACTS = re.compile(r"(?:签|达成|携|牵|再|开展|就|合作|共|，|。|$|\n)")
_DECREES = re.compile(r"(?:宣布|印发|出台|发布|公布|下发|决定|正式发布|正式印发)")
_AT = re.compile(r"(?:在|于|至|到|往|驻)$")
_ZONE = re.compile(r"(?:开发区|高新区|经开区|新区|园区|示范区|新城)$")
_LEARNT = re.compile(r"[^，。]{0,12}(?:获悉|了解到|得知|消息|介绍|表示|透露|公布的数据)")
# 在县人民医院签订, 在…大酒店举行: where it happens
_VENUE = re.compile(r"(?:举行|召开|开幕|举办|签|成功|正式|隆重|揭|启动|进行|落幕|共同|联合)")
# 新华社澳门8月4日电, 平原晚报讯（记者…）: who reports
_BYLINE = re.compile(r"[^，。；]{0,12}(?:[电電]|[讯訊](?!息|号)|报道|記者|记者)")
_ROOM = re.compile(r"(?:酒店|宾馆|饭店|会展中心|会议中心|展览中心|体育馆)$")
_AGENT = re.compile(r"招标|采购代理|招投标")
# 大数据中心落户惠东: what is built, not who builds
_BUILT = re.compile(r"(?:项目|工程)?[”]?(?:正式|顺利)?(?:落户|落地|开工|动工|投用|启用|揭牌|上线|建成|竣工|奠基|投产|开园)")
_BORN = re.compile(r"(?:共建|组建|设立|新建|筹建|打造|合建|建设|成立)(?:了)?[^，。；：、]{0,14}$")
_CHILD = re.compile(r"(?:公司)?(?:的)?(?:旗下|全资|控股|参股|下属|所属)")
# between 主办单位 and the last of its names: names, their separators and little else
_NAMES_ONLY = re.compile(r"(?:单位|方|人)?(?:的)?(?:有|为|是|即|系|包括|由)?"
                         r"[\u4e00-\u9fff]{0,2}家?[，：:\s]?(?:即|为|是)?[^。；]*$")
_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团)+$")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
# the name of a project between a firm and its act: 确认泊易通为“…项目”中标单位
_QUOTED = re.compile(r"“[^”]{1,60}”|《[^》]{1,60}》")
# 优必选今日宣布完成数亿元C轮融资: who is funded, not who invests
_FUNDED = re.compile(r"[^，。；]{0,12}?(?P<act>完成|获)[^，。；]{0,24}?(?:轮|融资|战略投资)")
_JOINTS = re.compile(r"[、“”（）()]|[与和及同](?!意|时|步|样|其)|以及|等(?!级)")
_JOINED = re.compile(r"[”）)]?(?:[、，]|和|与|及|以及|联合|携手|牵手|联手|同|、等|[（(][^（）()]{1,20}[）)][、和与及]?){1,2}[“]?")
# what a name that stands right after one of these does: it signs, it is named, it is where something is
_LINKED = re.compile(r"[与和同由被对向在从据为及、：“]$|携手$|牵手$|联手$|联合$|授予$|选择$|包括$|来自$")
_HAD = re.compile(r"曾|此前|早在|去年|前年|以往|上一|先前|已与|已于")
_TELLING = frozenset(("says", "earlier", "background", "list", "names:0", "names:2"))
SHARED = 0.25  # a document with fewer of its pairs of characters in the headline is another one
LIKELY = 0.5
_ALIKE = 200  # names that a name is compared with


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention of an organisation, or of a division that stands for its government."""

    organisation: Organisation
    line: Line
    mention: Mention
    role: str | None
    gap: int
    party: bool = False
    """True where a division stands for its government: 与丹东市签约."""


@cache
def _roles(where: str) -> list[tuple[str, re.Pattern[str]]]:
    table = knowledge.vocabulary("discourse.yml")["roles"][where]
    return [(role, alternatives(words)) for role, words in table.items()]


@cache
def _naming() -> list[tuple[str, re.Pattern[str]]]:
    """承办的有…, 主办方为…: the verb that names the role stands before the names."""
    table = knowledge.vocabulary("discourse.yml")["roles"]["after"]
    return [(role, re.compile(rf"(?:{alternatives(words).pattern})(?:[\u4e00-\u9fff]{{0,8}}的(?:单位|企业)?|单位|方|者|人|企业)"
                             r"(?:有|为|是|包括|：|分别是)"))
            for role, words in table.items()]


@cache
def _naming_any() -> re.Pattern[str]:
    """What any role's words before the names look like."""
    return re.compile("|".join(words.pattern for _, words in (*_roles("before"), *_naming())))


@cache
def _acting() -> re.Pattern[str]:
    """The words of all roles that stand after the names, each role a group."""
    return re.compile("|".join(f"(?P<{role}>{words.pattern})" for role, words in _roles("after")))


def partners(scene: Scene, event_type: str, places: tuple[Place, ...], other_days: frozenset[int] = frozenset()) -> tuple[
        tuple[Partner, ...], list[Evidence], list[weigh.Candidate]]:
    """The organisations that take part in the order in which they are named, the words they were read from, and all
    candidates."""
    found = weigh.weighed("partner", candidates(scene, event_type, places, other_days))
    chosen, evidence = [], []
    for candidate in found:
        if candidate.probability >= LIKELY:
            organisation, role = candidate.value
            chosen.append(Partner(organisation.name, organisation.kind, role))
            evidence += [Evidence("partners", organisation.name, *span, candidate.probability, role)
                         for span in candidate.spans[:2]]
    return tuple(chosen), evidence, found


def candidates(scene: Scene, event_type: str, places: tuple[Place, ...],
               other_days: frozenset[int] = frozenset()) -> list[weigh.Candidate]:
    """Every organisation of the text, by canonical name, as a candidate for an event of type ``event_type``.

    ``other_days`` are the sentences that tell of another day than the event's, by where they begin.
    """
    seen = _merged([one for line in scene.lines if line.part != "boilerplate" for one in mentions(scene, line, places)])
    groups: dict[str, list[Seen]] = {}
    for one in seen:
        groups.setdefault(one.organisation.name, []).append(one)
    mates = _mates(scene, seen)
    lead = next((name for name, group in groups.items() for one in group if one.line.part == "lead"), None)
    told = what.told(scene, event_type)
    found = [_candidate(scene, name, group, groups, mates.get(name, set()), lead, told, event_type)
             for name, group in groups.items()]
    for candidate, group in zip(found, groups.values(), strict=True):
        candidate.dated([one.line.start for one in group], other_days)
    return found


def mentions(scene: Scene, line: Line, places: tuple[Place, ...]) -> Iterator[Seen]:
    """The organisations that a sentence names, under their full names, with the role that its words give each."""
    for mention in line.mentions:
        if isinstance(mention.value, Organisation):
            yield Seen(full(mention.value, places), line, mention, *_role(scene.text, line, mention))
        elif isinstance(mention.value, Place) and (acts := _acts(scene, line, mention)):
            yield Seen(_government(mention), line, mention, *acts, True)


def _merged(seen: list[Seen]) -> list[Seen]:
    """The mentions with one name for one organisation: 沙县区教育局 is the 三明市沙县区教育局 that the story names too."""
    seen = _one_government(seen)
    names = list(dict.fromkeys(one.organisation.name for one in seen))
    bare = {name: _LEGAL.sub("", _BRACKETS.sub("", name)) or name for name in names}
    first = {one.organisation.name: one.organisation for one in reversed(seen)}
    alike = _alike(names, bare)

    def stands_for(name: str, other: str) -> bool:
        return other != name and (_is_longer(bare[other], bare[name], first[name].kind)
                                  or _is_short_for(first[name], first[other]))

    owner = {name: next((other for other in alike[name] if stands_for(name, other)), name) for name in names}
    return [replace(one, organisation=first[owner[one.organisation.name]])
            if owner[one.organisation.name] != one.organisation.name else one for one in seen]


def _alike(names: Sequence[str], bare: dict[str, str]) -> dict[str, list[str]]:
    """For each name those that end or begin as it does, in order, at most ``_ALIKE``: a page may name thousands."""
    ends: dict[str, list[int]] = {}
    begins: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        ends.setdefault(bare[name][-4:], []).append(number)
        begins.setdefault(name[:2], []).append(number)
    return {name: [names[number] for number in sorted({*ends[bare[name][-4:]][:_ALIKE], *begins[name[:2]][:_ALIKE]})]
            for name in names}


def _one_government(seen: list[Seen]) -> list[Seen]:
    """A division that stands for its government (与临安签约) under the name that the story gives that government."""
    named = {one.organisation.seat: one.organisation for one in seen
             if not one.party and one.organisation.seat and one.organisation.name.endswith("政府")}
    return [replace(one, organisation=named.get(one.organisation.seat, one.organisation)) if one.party else one
            for one in seen]


def _is_longer(long: str, short: str, kind: str) -> bool:
    """True where ``long`` is ``short`` with the division before it; a firm of a place (重庆中兴网信) is a subsidiary."""
    if len(short) < 4 or len(long) <= len(short) or not long.endswith(short):
        return False
    before = long[:-len(short)]
    return before[-1] in "省市区县州旗" or kind != "company" and before in knowledge.places().forms


def _is_short_for(short: Organisation, long: Organisation) -> bool:
    """True for 岱岳云 beside 岱岳云科技有限公司; a known firm's name may begin another firm's (东软, 东软熙康)."""
    if short.known or long.known or short.kind != long.kind or len(short.name) >= len(long.name):
        return False
    if short.kind == "company" and long.name.startswith(short.name):
        return long.name.endswith("公司") and not short.name.endswith("公司")
    # 中国康养集团 beside 中国健康养老集团: the same ends, and all its characters in the same order
    characters = iter(long.name)
    return len(short.name) >= 5 and short.name[:2] == long.name[:2] and short.name[-2:] == long.name[-2:] \
        and all(character in characters for character in short.name)


# ---------------------------------------------------------------- clues

def _candidate(scene: Scene, name: str, group: Sequence[Seen], groups: dict[str, list[Seen]], mates: set[str],
               lead: str | None, told: frozenset[int], event_type: str) -> weigh.Candidate:
    organisation = next((one.organisation for one in group if not one.party), group[0].organisation)
    kind = organisation.kind
    candidate = weigh.Candidate((organisation, _best_role(group, event_type, kind)), _spans(group), {weigh.BASE: 1.0})
    candidate.add(f"kind:{kind}", f"{event_type}:{kind}", f"times:{min(len(group), 4)}",
                  "known" if organisation.known else "new")
    for one in group:
        candidate.add(*_mention_clues(scene, one, event_type))
        if one.line.start in told and not apart(scene.text, one):
            candidate.add("told", f"{one.line.zone}:told", *(["told, fits"] if _tie(one, event_type).startswith("fits") else []))
    if {"t:in", "m:in"} <= set(candidate.clues):
        candidate.add("t and m")
    if next(iter(groups)) == name:
        candidate.add("first of all")
    if lead == name:
        candidate.add("first in lead")
    for mate in sorted(mates):
        zones = dict.fromkeys(one.line.zone for one in groups[mate])
        candidate.add(*(f"mate:{zone}" for zone in zones))
        if any(one.role in _FITTING[event_type] and one.line.main for one in groups[mate]):
            candidate.add("mate:fits")
    if len(mates) >= 3:
        candidate.add("many mates")
    if all(one.line.zone == "t" for one in group) and any(
            other != name and other.startswith(name) for other in groups):
        candidate.add("short for a longer name")
    if any(name[:length] in groups for length in range(1, len(name))):
        candidate.add("longer than another")
    candidate.add(f"among {min(len(groups) // 3, 4) * 3}")
    return candidate


def _mention_clues(scene: Scene, one: Seen, event_type: str) -> list[str]:
    """How one mention is tied to the event: by a verb that gives it a fitting role, or set apart by the words around it."""
    zone, line = one.line.zone, one.line
    why = apart(scene.text, one)
    if why:
        return [f"{zone}:{why}", why]
    tie = _tie(one, event_type)
    # the general beside the special, so that what is rare leans on what is common
    found = [f"{zone}:{tie}", tie, f"{zone}:in", f"{event_type}:{zone}"]
    if tie.startswith("fits"):
        found += ["fits", f"{zone}:fits", f"{event_type}:{one.role}"]
        if line.part != "background" and one.gap <= 12:
            found.append("fits, told")
    begin, end = line.clause(one.mention.start)
    before = scene.text[max(line.start, one.mention.start - 4):one.mention.start]
    if one.mention.start - line.start <= 1:
        found.append(f"{zone}:begins sentence")
    elif one.mention.start - begin <= 1:
        found.append(f"{zone}:begins clause")
    if match := _LINKED.search(before):
        found.append(f"{zone}:after {match[0]}")
    if one.party:
        found.append(f"{zone}:party")
    if _HAD.search(scene.text, begin, min(end, one.mention.end + 24)):
        found += ["had", f"{zone}:had"]
    found += [f"{zone}:{mark}" for mark in line.marks if mark in _TELLING]
    return found


def _tie(one: Seen, event_type: str) -> str:
    if one.role is None:
        return "no role"
    fits = "fits" if one.role in _FITTING[event_type] else "other role"
    return f"{fits} {'at once' if one.gap <= 3 else 'near' if one.gap <= 12 else 'far'}"


def apart(text: str, one: Seen) -> str | None:
    """Why a mention is no part of what the sentence tells; None where nothing sets it apart."""
    line, mention = one.line, one.mention
    after = text[mention.end:min(line.end, mention.end + 20)]
    guest = _guest(line, mention, text)
    if pattern("titles").match(after.lstrip("的")):
        return "person of it"
    if inside(text, mention.start, "《", "》"):
        return "in a document's name"
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
    if not one.organisation.known and not one.organisation.seat and one.organisation.name.startswith(tuple(_levels())):
        return "unnamed"  # 县公安局 where the story says no county
    if one.role == "publisher" and not line.main and _names_another(text, one):
        return "another document"
    if _LEARNT.match(after):
        return "source"
    if _CHILD.match(after):
        return "parent"
    return None


def _names_another(text: str, one: Seen) -> bool:
    """True where the document that a body issued is not the one of the headline: 国务院印发《…》 in a background sentence."""
    end = one.mention.end
    opened = text.find("《", end, end + 30)
    closed = text.find("》", opened, opened + 80) if opened >= 0 else -1
    if closed < 0:
        return False
    name, title = text[opened + 1:closed], text[:text.find("\n")]
    pairs = {name[at:at + 2] for at in range(len(name) - 1)}
    return sum(pair in title for pair in pairs) < SHARED * len(pairs)


def _mates(scene: Scene, seen: Sequence[Seen]) -> dict[str, set[str]]:
    """For each organisation, those that it is joined with in some list: A、B和C."""
    found: dict[str, set[str]] = {}
    run: list[str] = []
    for last, one in zip([None, *seen], seen, strict=False):
        joined = last is not None and last.line is one.line and _JOINED.fullmatch(
            scene.text[last.mention.end:one.mention.start][:24])
        run = [*run, one.organisation.name] if joined else [one.organisation.name]
        if joined:
            for other in run[:-1]:
                found.setdefault(other, set()).add(run[-1])
                found.setdefault(run[-1], set()).add(other)
    return {name: mates - {name} for name, mates in found.items()}


# ---------------------------------------------------------------- roles

def _role(text: str, line: Line, mention: Mention) -> tuple[str | None, int]:
    """The role that the words around a name give it, and how many characters off they stand."""
    head = text[max(line.start, mention.start - 90):mention.start]
    head = head[head.rfind("；") + 1:]
    named = _named_before(head)
    if named and _NAMES_ONLY.match(head[named[1]:]):
        return named[0], 0
    # over a list of names and the words that only link them, to the verb that they share
    rest = _bare(text, line, mention.end)
    if funded := _FUNDED.match(rest):
        return "participant", funded.start("act")
    acts = _acting().search(rest)
    return (acts.lastgroup, acts.start()) if acts else (None, 99)


def _named_before(head: str) -> tuple[str, int] | None:
    """The role whose words (主办单位, 承办的有) end last in ``head``, and where; None for most, after one look."""
    if not _naming_any().search(head):
        return None
    found = [(match.end(), role) for role, words in (*_roles("before"), *_naming()) for match in words.finditer(head)]
    end, role = max(found, key=lambda pair: pair[0])
    return role, end


def _bare(text: str, line: Line, at: int) -> str:
    """The words from an offset to the end of the sentence without names, dates, and the marks that join them."""
    end = min(line.end, at + 160)
    parts = []
    for mention in line.mentions:
        if mention.start >= at and mention.end <= end:
            parts.append(text[at:mention.start])
            at = mention.end
    return _JOINTS.sub("", _QUOTED.sub("", "".join([*parts, text[at:end]])))[:90]


def _best_role(group: Sequence[Seen], event_type: str, kind: str) -> str:
    """The role that the most telling mention has; where none has a fitting one, the type's own."""
    fitting = [one for one in group if one.role in _FITTING[event_type] and one.gap <= 60]
    order = {"lead": 0, "near": 1, "title": 2, "body": 3}
    if fitting:
        return min(fitting, key=lambda one: (order.get(one.line.part, 4), one.gap)).role or "participant"
    if kind in ("government", "association") and event_type in _PUBLIC_ROLES:
        return _PUBLIC_ROLES[event_type]
    return _DEFAULT_ROLES[event_type]


def _guest(line: Line, mention: Mention, text: str) -> int | None:
    """How many characters after the name a word for guests stands (出席, 见证); None where none governs it."""
    match = pattern("guests").search(text[mention.end:min(line.end, mention.end + 60)])
    return match.start() if match else None


def _spans(group: Sequence[Seen]) -> list[tuple[int, int]]:
    order = {"lead": 0, "near": 1, "title": 2, "body": 3}
    ranked = sorted(group, key=lambda one: (order.get(one.line.part, 4), one.mention.start))
    return [(one.mention.start, one.mention.end) for one in ranked]


# ---------------------------------------------------------------- full names

def full(organisation: Organisation, places: tuple[Place, ...]) -> Organisation:
    """The organisation under its full name: 市教育局 in a story about 君山区… is its city's."""
    name = organisation.name
    level = next((word for word in _levels() if name.startswith(word)), None)
    if level is None or organisation.known or organisation.seat or not places or not places[0].adcode[:1].isdigit():
        return organisation
    gazetteer = knowledge.places()
    code = _lifted(places[0].adcode, _levels()[level])
    if code is None or gazetteer.level(code) == "country":
        return organisation
    rest = name[len(level):]
    if rest in ("政府", "人民政府"):
        rest = "政府" if code[:2] in ("81", "82", "71") else "人民政府"
    return Organisation(gazetteer.name(code) + rest, organisation.kind, organisation.known, code)


@cache
def _levels() -> dict[str, str]:
    levels = knowledge.vocabulary("organisation_shapes.yml")["levels"]
    return {word: levels[word] for word in sorted(levels, key=len, reverse=True)}


def _lifted(code: str, wanted: str) -> str | None:
    """The division at the level wanted that the place is or lies in; None where that is not known, as for a town."""
    gazetteer = knowledge.places()
    level = gazetteer.level(code)
    if wanted == "province" or wanted == "city" and code[:2] in knowledge.MUNICIPALITIES:
        return gazetteer.province(code) or code
    if wanted == "city":
        # a county-level city speaks of itself as 市
        own = level == "county" and gazetteer.name(code).endswith("市")
        return code if own else gazetteer.city(code)
    return code if wanted == "county" and level == "county" else None


def _acts(scene: Scene, line: Line, mention: Mention) -> tuple[str, int] | None:
    """The role in which a division acts as a party (与丹东市签约), and how far off the act stands; None for a place."""
    if not line.main and not _ZONE.search(mention.text) or not mention.value.adcode[:1].isdigit() \
            or mention.value.adcode == knowledge.CHINA:
        return None
    before, after = scene.text[max(line.start, mention.start - 3):mention.start], scene.text[mention.end:mention.end + 4]
    if _AT.search(before):
        return None
    if mention.start - line.start <= 12 and _DECREES.match(scene.text, mention.end) and mention.text[-1] in "省市区县州旗":
        return "publisher", 0  # 沧州市宣布开放…: the city's government speaks
    if _ZONE.search(mention.text):
        role, gap = _role(scene.text, line, mention)
        if role in ("signatory", "organiser", "publisher") and gap <= 3:
            return role, gap
        # 北京经济技术开发区今天开启…: the zone itself is who acts
        begins = line.part == "lead" and mention.start == line.start
        return ("organiser", 0) if begins and pattern("done").search(scene.text, mention.end, mention.end + 8) else None
    if not line.main:
        return None
    if _WITH.search(before) and _THEN_ACTS.match(after):
        return "signatory", 0
    # 澳门与阿里巴巴携手: the other side must be an organisation; 宁安市和镇江新区 are two places
    joint = _THEN_WITH.match(after)
    paired = joint and any(other.kind == "organisation" and 0 <= other.start - mention.end - joint.end() <= 2
                           for other in line.mentions)
    return ("signatory", 0) if paired else None


def _government(mention: Mention) -> Organisation:
    code = mention.value.adcode
    name = knowledge.places().name(code)
    if _ZONE.search(mention.text) and "short" not in mention.rule and name != mention.text:
        return Organisation(f"{mention.text}管委会", "government", False, code)
    return Organisation(f"{name}政府" if code[:2] in ("81", "82", "71") else f"{name}人民政府", "government", False, code)
