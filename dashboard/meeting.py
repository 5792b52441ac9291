"""What every page offers for meetings: present mode, files to take along, and a pin under each chart."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from dashboard import collection, deck, download, slides, words
from dashboard.deck import as_html, as_pdf, as_pptx
from dashboard.views import View

STATE = "collection"
"""Where a session keeps its collection."""
PINS = {"overview_time": "time", "overview_domain": "domains", "overview_partners": "companies",
        "overview_province": "provinces", "overview_event_type": "types",
        "overview_regions": "crossed", "domains": "domains", "companies": "companies", "regions_region": "regions",
        "regions_city": "cities", "map_map": "map", "map_tiles": "map", "map_circles": "cities", "map_inside": "cities",
        "money": "money", "domains_regions": "crossed", "domains_change": "change", "company_kinds": "kinds",
        "companies_together": "together", "companies_reach": "reach", "companies_money": "money_by",
        "depth_domain_time": "time", "depth_domain_event_type": "types", "depth_domain_partners": "companies",
        "company_time": "time", "its_roles": "roles", "its_domains": "domains", "its_cities": "cities",
        "its_company": "beside"}
"""The key of a chart on a page → the kind of slide that shows the same."""
MIMES = {"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
         "html": "text/html; charset=utf-8", "pdf": "application/pdf"}
STYLE = """<style>
a.present { display: inline-block; padding: .42rem .8rem; border: 1px solid rgba(128,140,150,.45); border-radius: .4rem;
  text-decoration: none !important; white-space: nowrap; color: inherit !important; }
</style>"""


def present(view: View, page: str) -> None:
    """The one click to the full screen; Escape comes back to this page with the same filters."""
    asked = [(name, code) for name, codes in slides.asked(view.filters).items() for code in codes]
    link(view, [*asked, *([("count", view.counting)] if view.counting != "each" else []), ("back", page)])


def link(view: View, asked: list[tuple[str, str]], name: str = "present") -> None:
    """A link to present mode in the same window; the access key of the first on a page is P."""
    address = html.escape(f"./present?{urlencode([('lang', view.lang), *asked])}")
    said, hint = (words.markup(view.say(key)) for key in (name, "present_help"))
    key = ' accesskey="p"' if name == "present" else ""
    st.html(f'{STYLE}<a class="present" target="_self"{key} title="{hint}" href="{address}">▶ {said}</a>',
            width="content")


def files(view: View, key: str, make: Callable[[], deck.Deck], name: str = "deck",
          rows: int | None = None) -> None:
    """The deck as PowerPoint, one HTML file and PDF, each made when it is clicked."""
    built = str(view.tables.build.get("built_at", ""))
    forms: dict[str, Callable[[], bytes]] = {
        "pptx": lambda: as_pptx.presentation(make()), "html": lambda: as_html.file(make()),
        "pdf": partial(_pdf, make)}
    for suffix, data in forms.items():
        label, there = view.say(f"deck_{suffix}"), suffix != "pdf" or as_pdf.browser() is not None
        st.download_button(label if there else view.say("deck_no_pdf"), data=data if there else b"", width="stretch",
                           file_name=download.file_name([], len(view.events) if rows is None else rows, built, suffix, name),
                           mime=MIMES[suffix], on_click="ignore", key=f"{key}_{suffix}", disabled=not there,
                           icon=":material/slideshow:" if suffix == "pptx" else ":material/download:")


def standard(view: View) -> deck.Deck:
    """The deck of what this page shows."""
    return slides.standard(view.tables, view.filters, view.lang, view.counting)


def _pdf(make: Callable[[], deck.Deck]) -> bytes:
    made = make()
    found = as_pdf.pdf(as_html.file(made))
    if found is None:
        raise RuntimeError(words.say(made.lang, "deck_pdf_failed"))
    return found


# ---------------------------------------------------------------- pins

@dataclass(slots=True)
class Kept:
    """A session's collection; every pin has a number that its widgets are named by."""

    name: str
    pins: list[tuple[int, collection.Pin]]
    next: int = 0


def kept() -> Kept:
    """The collection of this session."""
    if STATE not in st.session_state:
        st.session_state[STATE] = Kept("", [])
    return st.session_state[STATE]


def put(found: collection.Collection) -> None:
    """Make a collection that was read the one of this session."""
    held = kept()
    held.name, held.pins = found.name, [(held.next + index, pin) for index, pin in enumerate(found.pins)]
    held.next += len(found.pins)


def current() -> collection.Collection:
    """The collection as it would be saved."""
    return collection.Collection(kept().name, tuple(pin for _, pin in kept().pins))


def add(view: View, kind: str, of: str = "") -> None:
    """Pin a kind of chart as it is filtered and counted now, of what its page had chosen."""
    held = kept()
    if len(held.pins) < collection.MOST:
        held.pins.append((held.next, collection.Pin(kind, slides.asked(view.filters), view.counting, of=of)))
        held.next += 1


def kind_of(key: str) -> str | None:
    """The kind of slide that shows the same as a chart; what stands after ``:`` in a key tells two apart."""
    return PINS.get(key.partition(":")[0])
