"""What surrounds every page: the menu, the cached tables, the filters beside it and the line above it.

Streamlit runs this file for every change of every reader; ``app.py`` serves it.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from pathlib import Path
from types import ModuleType

import streamlit as st

from dashboard import board, facets, head, loaded, query, views, words

log = logging.getLogger(__name__)


def main() -> None:
    """One run of the script; whatever goes wrong ends as a sentence, and as a trace in the server's log only."""
    try:
        with loaded.TURNS:
            _page()
    except Exception:
        log.exception("the page failed")
        st.error(words.say("en" if st.session_state.get("lang") == "en" else "zh", "failed"), icon=":material/error:")


def _page() -> None:
    """What a reader sees, from top to bottom."""
    st.set_page_config(page_title="智慧城市动态 · Smart-city initiatives", layout="wide", initial_sidebar_state=310,
                       page_icon=str(Path(__file__).with_name("icon.svg")))
    lang = facets.language()
    st.html(head.style(lang))
    tables = _tables(lang)
    modules = _modules()
    pages = {name: st.Page(lambda: None, title=words.say(lang, f"page_{name}"), icon=module.ICON, url_path=name,
                           default=module.ORDER == 1, visibility="visible" if module.ORDER else "hidden")
             for name, module in modules.items()}
    chosen = st.navigation(list(pages.values()), position="top")
    if tables is None:
        with st.sidebar:
            facets.switch(lang)
        return
    facets.read_link(chosen, tables.events, lang)
    name = next(name for name, page in pages.items() if page == chosen)
    with st.sidebar:
        facets.switch(lang)
        choice = facets.draw(tables.events, lang)
    events = loaded.filtered(tables, choice.filters)
    view = views.View(events=events, tables=tables, lang=lang, dark=st.context.theme.type == "dark", pages=pages,
                      counting=choice.counting, filters=choice.filters, click=facets.click, between=facets.between)
    board.go_on(view)
    head.draw(view, name)
    modules[name].draw(view)
    head.freshness(view)


def _modules() -> dict[str, ModuleType]:
    """The pages in the order of the menu: every module of ``views`` that can draw is one."""
    names = [one.name for one in pkgutil.iter_modules(views.__path__)]
    found = {name: importlib.import_module(f"dashboard.views.{name}") for name in names}
    pages = {name: module for name, module in found.items() if hasattr(module, "draw")}
    return dict(sorted(pages.items(), key=lambda item: item[1].ORDER or 99))


def _tables(lang: str) -> query.Tables | None:
    """The tables of the newest build; None, and a sentence that says what to do, where there are none to read."""
    found, problem = loaded.tables()
    if problem:
        st.header(words.say(lang, problem), anchor=False)
        st.write(words.say(lang, f"{problem}_do"))
        st.code(loaded.command(), language="bash")
    return found


main()
