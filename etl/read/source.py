"""A file → its text, with its encoding found; everything that can be wrong with a file has one sentence here."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes; a larger file is an archive or a mistake, and would be held in memory whole."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE_ENDS = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_ORDINARY = re.compile(r"[\t\n\r -~\u3000-\u303f\uff00-\uffef\u2010-\u203b\u00b7]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: where (``file`` or ``file:line``), and why, in words for a person."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


OnProblem = Callable[[Problem], None]


class Unreadable(ValueError):
    """A file that yields no text; the message is the reason."""


def text(path: Path, keep_damaged: bool = False) -> str:
    """The file's text without a byte order mark; ``keep_damaged`` as in ``decode``.

    Raises:
        Unreadable: missing, empty, larger than ``LARGEST``, binary or in no encoding that we know.
    """
    return decode(_bytes(path), keep_damaged)


def _bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            raise Unreadable("no such file or folder")
        if not path.is_file():
            raise Unreadable("not a regular file")
        if (size := path.stat().st_size) > LARGEST:
            raise Unreadable(f"too large ({size / 1e6:.0f} MB; at most {LARGEST / 1e6:.0f} MB a file)")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be opened ({error.strerror or error})") from error


def decode(raw: bytes, keep_damaged: bool = False) -> str:
    """Bytes → text: byte order mark, UTF-8, UTF-16 without a mark, GB18030, Big5, each strictly.

    GB18030 accepts almost any bytes, so a result counts only if it reads like Chinese; UTF-8 with a few broken bytes is
    damaged UTF-8, not GB18030: unreadable, or with ``keep_damaged`` returned with those bytes as lone surrogates, for a
    format that can leave out the lines they stand in (``damaged``).

    >>> decode("智慧城市".encode("gb18030"))
    '智慧城市'
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            decoded = _strict(raw[len(mark):], encoding)
            found = _damaged(encoding) if decoded is None else _checked(decoded)
            return found if encoding == "utf-8" or _reads_like_chinese(found, encoding) else _binary()
    if not raw.strip():
        raise Unreadable("empty")
    if b"\0" in raw:
        return _checked(_wide(raw) or _binary())
    for encoding in ("utf-8", "gb18030", "big5"):
        found = _strict(raw, encoding)
        if found is not None and (encoding == "utf-8" or _reads_like_chinese(found, encoding)):
            return _checked(found)
        if encoding == "utf-8" and _mostly_utf8(raw):
            return raw.decode("utf-8", errors="surrogateescape") if keep_damaged else _damaged("utf-8")
    raise Unreadable("not in a known encoding (UTF-8, GB18030, UTF-16, Big5)")


def damaged(line: str) -> bool:
    """True for a line of a text decoded with ``keep_damaged`` that holds broken bytes."""
    return bool(_SURROGATES.search(line))


def lines(received: str) -> list[str]:
    """The lines of a text without the white space around them; blank lines stay, as empty strings."""
    return [line.strip() for line in _LINE_ENDS.split(received)]


def paragraphs(received: str) -> str:
    """The text with its paragraphs stripped and joined by one line end; nothing inside a paragraph changes."""
    return "\n".join(line for line in lines(received) if line)


def storable(received: str) -> str:
    r"""The text with lone surrogates (``\ud800`` in JSON) replaced one for one: no file can hold them."""
    return _SURROGATES.sub("\ufffd", received)


def _strict(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(found: str) -> str:
    if not found.strip():
        raise Unreadable("empty")
    if "\0" in found:
        _binary()
    return found


def _binary() -> str:
    raise Unreadable("binary, not text")


def _damaged(encoding: str) -> str:
    raise Unreadable(f"damaged: not valid {encoding.upper()} throughout")


def _mostly_utf8(raw: bytes) -> bool:
    """True for UTF-8 with a few broken bytes; GB18030 read as UTF-8 breaks at almost every character."""
    found = raw.decode("utf-8", errors="replace")
    broken = found.count("\ufffd")
    return broken * 8 < sum(ord(character) > 0x7F for character in found)


def _wide(raw: bytes) -> str | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        found = _strict(raw, encoding)
        if found and "\0" not in found and _reads_like_chinese(found, encoding):
            return found
    return None


def _reads_like_chinese(found: str, encoding: str) -> bool:
    """True where most characters are common ones: level 1 of GB 2312 (or of Big5), punctuation and ASCII."""
    sample = [character for character in found[:20000] if not _ORDINARY.match(character)]
    table, last = ("big5", 0xC6) if encoding == "big5" else ("gb2312", 0xD7)
    common = sum(_lead(character, table) <= last for character in sample)
    return common >= 0.75 * len(sample)


def _lead(character: str, table: str) -> int:
    coded = character.encode(table, errors="ignore")
    return coded[0] if len(coded) == 2 else 0xFF
