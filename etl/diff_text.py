"""What changed between two builds, in words: one line an event, one a value, in Chinese or in English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from etl import diff, written

WORDS: dict[str, tuple[str, str]] = {
    "added": ("新增", "Added"), "changed": ("变更", "Changed"), "merged": ("合并", "Merged"), "gone": ("消失", "Gone"),
    "new_story": ("新报道", "new story"), "story_changed": ("报道有改动", "the story was changed"),
    "correction": ("人工更正", "correction"), "rule": ("新的规则或知识", "new rules or knowledge"),
    "story_gone": ("报道已不在输入中", "its story is no longer among the inputs"),
    "event": ("事件", "event"), "event_type": ("类型", "type"), "date": ("日期", "date"), "places": ("地点", "places"),
    "partners": ("参与方", "partners"), "roles": ("角色", "roles"), "domain": ("领域", "domains"),
    "amount": ("金额", "amount"), "published": ("发布日期", "published"), "source": ("来源", "source"),
    "url": ("链接", "link"), "nothing": ("无", "none"), "same": ("两次生成没有差别。", "The two builds do not differ."),
    "into": ("并入 {id}", "into {id}"),
    "head": ("{old}（{n} 个事件）→ {new}（{m} 个事件）", "{old} ({n} events) → {new} ({m} events)"),
    "counts": ("新增 {added}，变更 {changed}，合并 {merged}，消失 {gone}",
               "{added} added, {changed} changed, {merged} merged, {gone} gone"),
    "undated": ("未注明日期", "undated"),
}


def say(lang: str, key: str, **gaps: object) -> str:
    """A word or sentence of this page.

    >>> say("en", "rule")
    'new rules or knowledge'
    """
    return WORDS[key][lang == "en"].format(**gaps)


def lines(found: diff.Diff, lang: str = "en") -> Iterator[str]:
    """The whole difference as text, a line at a time."""
    yield say(lang, "head", old=when(found.old), n=f"{found.old['events']:,}", new=when(found.new),
              m=f"{found.new['events']:,}")
    yield counts(found, lang) if found.changes else say(lang, "same")
    for kind in diff.KINDS:
        if changes := found.of(kind):
            yield ""
            yield f"{say(lang, kind)} ({len(changes)})"
            for change in changes:
                yield from _one(change, lang)


def counts(found: diff.Diff, lang: str) -> str:
    """How many events of each kind.

    >>> counts(diff.Diff({}, {}), "en")
    '0 added, 0 changed, 0 merged, 0 gone'
    """
    return say(lang, "counts", **{kind: len(found.of(kind)) for kind in diff.KINDS})


def when(about: diff.Row) -> str:
    """The time of a build, to the minute."""
    return f"{about['built_at'][:16].replace('T', ' ')} UTC" if about["built_at"] else "?"


def _one(change: diff.Change, lang: str) -> Iterator[str]:
    why = say(lang, "into", id=change.into) if change.into else say(lang, change.why)
    told = " · ".join(part for part in (why, change.source, change.published) if part)
    yield f"  {change.event_id}  {written.visible(change.event)}  [{written.visible(told)}]"
    for one in change.fields:
        reason = "" if one.why == change.why else f"  [{say(lang, one.why)}]"
        old, new = (value(lang, one.name, cell) for cell in (one.old, one.new))
        yield f"      {say(lang, one.name)}: {old} → {new}{reason}"


def value(lang: str, name: str, cell: diff.Value) -> str:
    """A value of a field in words.

    >>> value("en", "amount", [3e8, None, "CNY", "investment"]), value("zh", "places", ["210600"])
    ('investment at least CNY 300 million', '丹东市')
    >>> value("en", "date", ["2018-08-01", None, "month"]), value("zh", "partners", [])
    ('Aug 2018', '无')
    """
    if cell in (None, "", []):
        return say(lang, "undated" if name == "date" else "nothing")
    if name == "date":
        first, last = (dt.date.fromisoformat(day) if day else None for day in cell[:2])
        return written.day(lang, first, cell[2], last) or say(lang, "undated")
    if name == "amount":
        kind = written.label(lang, "amount_kind", cell[3]) if cell[3] else ""
        return f"{kind} {written.money(lang, *cell[:3])}".strip() or say(lang, "nothing")
    column = {"places": "places", "domain": "domain", "event_type": "event_type", "partners": "partners",
              "roles": "role"}.get(name, "")
    cells = cell if isinstance(cell, list) else [cell]
    return written.visible(written.listed(lang, [written.label(lang, column, str(one)) for one in cells], 12))
