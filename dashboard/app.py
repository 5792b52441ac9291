"""The dashboard: its menu, the cached tables, the filters, the chosen page.

Run with ``streamlit run dashboard/app.py``; ``ETL_DATA=DIR`` chooses the folder of the tables.
"""

from __future__ import annotations

import importlib
import logging
import os
import pkgutil
from functools import partial
from pathlib import Path
from types import ModuleType

import streamlit as st

from dashboard import download, facets, query, views, words
from etl import store

FOLDER = os.environ.get("ETL_DATA") or str(store.DEFAULT)
log = logging.getLogger(__name__)


def main() -> None:
    """One run of the script; whatever goes wrong ends as a sentence, and as a trace in the server's log only."""
    try:
        _page()
    except Exception:
        log.exception("the page failed")
        st.error(words.say("en" if st.session_state.get("lang") == "en" else "zh", "failed"), icon=":material/error:")


def _page() -> None:
    """What a reader sees, from top to bottom."""
    st.set_page_config(page_title="智慧城市动态 · Smart-city initiatives", layout="wide", initial_sidebar_state="auto",
                       page_icon=str(Path(__file__).with_name("icon.svg")))
    lang = facets.language()
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
        found = facets.choice(tables.events, lang)
        _footer(tables, lang)
    st.title(words.say(lang, f"page_{name}"), anchor=False)
    _bar(tables, found, lang)
    view = views.View(events=found.events, tables=tables, lang=lang, dark=st.context.theme.type == "dark", pages=pages,
                      only=facets.only)
    modules[name].draw(view)


def _modules() -> dict[str, ModuleType]:
    """The pages in the order of the menu: every module of ``views`` is one."""
    found = {one.name: importlib.import_module(f"dashboard.views.{one.name}")
             for one in pkgutil.iter_modules(views.__path__)}
    return dict(sorted(found.items(), key=lambda item: item[1].ORDER or 99))


def _tables(lang: str) -> query.Tables | None:
    """The tables of the newest build; None, and a sentence that says what to do, where there are none to read."""
    try:
        return _loaded(FOLDER, store.stamp(FOLDER))
    except store.Missing:
        _no_table(lang, "no_table")
    except (store.Unreadable, OSError, KeyError, ValueError) as error:
        log.warning("the tables cannot be read: %s", error)
        _no_table(lang, "unreadable")
    return None


@st.cache_resource(max_entries=2, show_spinner=False)
def _loaded(folder: str, stamp: str) -> query.Tables:
    """The tables, read once a build: ``stamp`` changes with every build, so that a new one shows without a restart."""
    found = store.load(folder)
    return query.Tables(query.prepared(found.events, found.stories), found.evidence, found.issues, found.stories,
                        dict(found.build))


def _no_table(lang: str, key: str) -> None:
    st.header(words.say(lang, key), anchor=False)
    st.write(words.say(lang, f"{key}_do"))
    out = "" if FOLDER == str(store.DEFAULT) else f" --out {FOLDER}"
    st.code(f"{store.COMMAND}{out}", language="bash")


def _bar(tables: query.Tables, found: facets.Choice, lang: str) -> None:
    """The line above every page: how much is shown, clear, download."""
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        facets.summary(tables.events, found, lang)
        name = download.file_name(found.labels, len(found.events), str(tables.build.get("built_at", "")))
        st.download_button(words.say(lang, "download"), data=partial(download.csv, found.events), file_name=name,
                           mime="text/csv; charset=utf-8", on_click="ignore", key="download",
                           icon=":material/download:", help=words.say(lang, "download_help", n=len(found.events)))
    facets.remarks(tables.events, found, lang)


def _footer(tables: query.Tables, lang: str) -> None:
    when = str(tables.build.get("built_at", ""))[:16].replace("T", " ")
    st.caption(words.say(lang, "built", when=f"{when} UTC", stories=f"{len(tables.stories):,}",
                         events=f"{len(tables.events):,}", issues=f"{len(tables.issues):,}"))


main()
