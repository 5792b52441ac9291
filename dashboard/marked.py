"""Text with marks as HTML: every character escaped, every field with its colour, notes that a keyboard reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import charts, query, words

FIELDS = ("date", "places", "partners", "amounts", "domains", "event_type")
"""The fields that are marked, the most telling colour first where several share words."""
Value = tuple[str, str, str, str]
"""A value, what it is, its confidence, the words that it rests on."""


def story(text: str, spans: pd.DataFrame, notes: Sequence[str]) -> str:
    """A story as HTML: its first line is the headline, ``spans`` (field, start, end) are marked with their notes."""
    pieces = []
    numbered = list(zip(spans["start"], spans["end"], range(len(spans)), strict=True))
    fields_of = spans["field"].tolist()
    for start, end, covering in query.marks(len(text), numbered):
        shown = words.markup(text[start:end])
        if covering and shown.strip():
            fields = tuple(field for field in FIELDS if any(fields_of[index] == field for index in covering))
            note = words.markup("; ".join(dict.fromkeys(notes[index] for index in covering)))
            shown = "\n".join(f"<mark style='{_style(fields)}' data-note='{note}' tabindex='0'>{line}</mark>"
                              if line else "" for line in shown.split("\n"))
        pieces.append(shown)
    headline, _, body = "".join(pieces).partition("\n")
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n"))
    return f"<article class='text' lang='zh'><h2 class='headline'>{headline}</h2>{paragraphs}</article>"


def _style(fields: Sequence[str]) -> str:
    """A tint of the first field, and one underline for each of them."""
    drawn = ", ".join(f"inset 0 -{2 * (index + 1)}px 0 {charts.FIELDS[field]}" for index, field in enumerate(fields))
    return f"background: {charts.FIELDS[fields[0]]}26; box-shadow: {drawn}"


def values(rows: Mapping[str, tuple[str, Sequence[Value]]], nothing: str) -> str:
    """A table of fields and values: label → (field, its values)."""
    lines = []
    for label, (field, found) in rows.items():
        cells = "".join(_cell(*one) for one in found) or f"<div class='none'>{words.markup(nothing)}</div>"
        dot = f"<span class='dot' style='background:{charts.FIELDS[field]}'></span>"
        lines.append(f"<tr><th scope='row'>{dot}{words.markup(label)}</th><td>{cells}</td></tr>")
    return f"<table class='values'><tbody>{''.join(lines)}</tbody></table>"


def _cell(value: str, about: str, sure: str, quoted: str) -> str:
    about = f" <small>{words.markup(about)}</small>" if about else ""
    sure = f" <small class='sure'>{sure}</small>" if sure else ""
    quoted = f"<small class='quoted'>{words.markup(quoted)}</small>" if quoted else ""
    return f"<div class='value'><span>{words.markup(value)}{about}</span>{sure}{quoted}</div>"


def legend_style(fields: Sequence[str]) -> str:
    """Gives each button of the legend the colour of its field."""
    return "<style>" + "".join(
        f".st-key-fields_shown button:nth-of-type({index}) {{ box-shadow: inset 0 -3px 0 {charts.FIELDS[field]}; }}"
        for index, field in enumerate(fields, 1)) + "</style>"


STYLE = """<style>
.text { line-height: 2.05; overflow-wrap: anywhere; max-width: 46rem; font-size: 1.05rem; }
.text .headline { font-weight: 600; font-size: 1.4rem; line-height: 1.6; padding: .2rem 0 .6rem; }
.text p { margin: 0 0 .9rem; }
.text mark { color: inherit; padding: 1px 0 3px; border-radius: 2px; cursor: help; position: relative; }
.text mark:focus { outline: 2px solid #2f8fbf; outline-offset: 2px; }
.text mark:hover::after, .text mark:focus::after { content: attr(data-note); position: absolute; left: 0; top: 1.9em;
  z-index: 10; background: #1d2733; color: #fff; font-size: .8rem; line-height: 1.5; padding: .35rem .6rem;
  border-radius: .35rem; width: max-content; max-width: 22rem; white-space: normal; }
.values { border-collapse: collapse; width: 100%; font-size: .95rem; }
.values th { text-align: left; font-weight: 500; white-space: nowrap; vertical-align: top; }
.values th { padding: .5rem .9rem .5rem 0; }
.values td { padding: .5rem 0; overflow-wrap: anywhere; }
.values tr { border-bottom: 1px solid rgba(128,140,150,.25); }
.values small { opacity: .8; font-size: .82rem; }
.value { display: grid; grid-template-columns: 1fr auto; column-gap: .6rem; margin-bottom: .35rem; }
.value:last-child { margin-bottom: 0; }
.value .quoted { grid-column: 1 / -1; }
.sure { font-variant-numeric: tabular-nums; }
.none { opacity: .65; }
.dot { display: inline-block; width: .6rem; height: .6rem; border-radius: 50%; margin-right: .45rem; }
</style>"""
