"""The filters as a reader meets them: drawn once, beside every page, held in the address by Streamlit itself.

Each is a widget bound to the address under its own name (``?domain=智慧交通&from=2018-08-01``). A click on a chart,
and a chip above a page, change the same widgets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import link, query, words

CLICKS = ("only", "add", "exclude")
NAMES = (*link.CHOICES, *(f"not_{name}" for name in link.CHOICES))
ONE_OF = {"count": ("counting_{}", query.COUNTINGS), "unit": ("unit_{}", ("auto", *query.UNITS)),
          "map": ("{}_shape", ("map", "circles", "tiles")), "by": ("by_{}", ("events", "cities", "money")),
          "sort": ("sort_{}", query.SORTS)}
"""Widgets of one value, on any page, whose label stands in the address: the key of their words, their values."""
PICKED = {"org": "company", "with": "company", "about": "domain"}
"""Widgets of one value that pick an organisation or a domain to look into → the filter that names those."""
_IGNORED, _LANGUAGE, _READ = "ignored_values", "shown_language", "link_is_read"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the filters hold and how to count."""

    filters: query.Filters
    counting: str


def language() -> str:
    """The language of this run, known before its switch is drawn: from the switch, the link, else the browser."""
    chosen = st.session_state.get("lang") or st.query_params.get("lang", "")
    return link.readings(list(words.LANGUAGES), words.LANGUAGES).get(chosen, _browser())


def _browser() -> str:
    """Chinese, unless the browser says that it speaks something else."""
    locale = st.context.locale or "zh"
    return "zh" if locale.casefold().startswith("zh") else "en"


def switch(lang: str) -> None:
    """The language switch; the page is drawn again where a step back in the browser changed it unseen."""
    chosen = st.segmented_control("语言 / Language", list(words.LANGUAGES), default=_browser(), required=True,
                                  key="lang", bind="query-params", format_func=words.LANGUAGES.get,
                                  label_visibility="collapsed", width="stretch")
    if chosen in words.LANGUAGES and chosen != lang and st.session_state.get(_READ):
        st.rerun()


def read_link(page: st.Page, events: query.Events, lang: str) -> None:
    """Once a session, before a filter is drawn: bring the link into the form that the widgets write.

    Codes and labels of the other language are replaced by labels; what no filter holds is remembered as ignored.
    """
    if st.session_state.get(_READ):
        return
    st.session_state[_READ] = True
    given = {name: values for name in st.query_params if any(values := st.query_params.get_all(name))}
    asked = link.read(given, events, lang)
    wanted = {**given, **{name: [link.labels(name, codes, lang)[code] for code in codes]
                          for name, codes in asked.chosen.items()}}
    wanted |= {name: [str(asked.dates[name])] if name in asked.dates else [] for name in link.DATES}
    ignored = {**asked.ignored, **_ones(wanted, given, events, lang)}
    wanted = {name: values for name, values in wanted.items() if values}
    if ignored:
        st.session_state[_IGNORED] = ignored
    if wanted != given:
        st.switch_page(page, query_params=wanted)


def _ones(wanted: dict[str, list[str]], given: dict[str, list[str]], events: query.Events,
          lang: str) -> dict[str, list[str]]:
    """Put the choices of one value into the form of their widgets; returns what is no value of theirs."""
    ignored = {}
    other = "zh" if lang == "en" else "en"
    for name in ("lang", *ONE_OF, *PICKED):
        if name not in given:
            continue
        here, there = _names(name, events, lang), _names(name, events, other)
        known = {**link.readings(list(there), there), **link.readings(list(here), here)}
        codes = [known[value] for value in given[name] if value in known][:1]
        ignored[name] = [value for value in given[name] if value not in known]
        default = _browser() if name == "lang" else next(iter(here), "") if name in ONE_OF else ""
        wanted[name] = [here[code] for code in codes if code != default]
    return {name: values for name, values in ignored.items() if values}


def _names(name: str, events: query.Events, lang: str) -> dict[str, str]:
    """The values of a widget of one value, the first being what it starts with → what they are called."""
    if name == "lang":
        return words.LANGUAGES
    if name in PICKED:
        return link.labels(PICKED[name], link.offered(PICKED[name], events, {}), lang)
    key, values = ONE_OF[name]
    return {one: words.say(lang, key.format(one)) for one in values}


def draw(events: query.Events, lang: str) -> Choice:
    """Draw the filters and return what they hold."""
    _keep_choices_across_languages(events, lang)
    say = words.say
    st.text_input(say(lang, link.TEXT), key=link.TEXT, bind="query-params", placeholder=say(lang, "q_hint"),
                  max_chars=link.TEXT_LENGTH, on_change=_forget, icon=":material/search:")
    for name in link.CHOICES:
        _choose(name, events, lang)
    with st.container(horizontal=True, gap="small", key="dates"):
        for name in link.DATES:
            st.date_input(say(lang, name), value=None, key=name, bind="query-params", format="YYYY-MM-DD",
                          min_value=link.FIRST_DAY, max_value=link.LAST_DAY, on_change=_forget)
    st.checkbox(say(lang, "undated_only"), key=link.UNDATED, bind="query-params", on_change=_forget)
    used = [name for name in link.CHOICES if _used(f"not_{name}")]
    shown = st.expander(say(lang, "exclude"), icon=":material/block:", expanded=bool(used), key="exclude_open",
                        on_change="rerun")
    with shown:  # what is closed and empty is not drawn: half of all that a page would send first
        for name in link.CHOICES if shown.open else used:
            _choose(f"not_{name}", events, lang)
    shown = st.expander(say(lang, "counting_and_clicks"), icon=":material/tune:", key="counting_open", on_change="rerun")
    with shown:
        if shown.open or _used("count"):
            st.radio(say(lang, "counting"), query.COUNTINGS, key="count", bind="query-params",
                     format_func=_names("count", events, lang).get, captions=[say(lang, f"counting_{one}_about")
                                                                 for one in query.COUNTINGS])
        if shown.open:
            st.radio(say(lang, "clicks"), CLICKS, key="clicks", format_func=lambda one: say(lang, f"clicks_{one}"),
                     persist_state="session")
    counting = st.session_state.get("count")
    return Choice(held(), counting if counting in query.COUNTINGS else "each")


def _used(name: str) -> bool:
    """Whether a widget that may be out of sight holds anything, or a link that was just opened does."""
    return bool(st.session_state.get(name)) or name in st.query_params


def held() -> query.Filters:
    """What the widgets hold."""
    state = st.session_state
    chosen = {name: list(state.get(name) or ()) for name in NAMES}
    dates = {name: state[name] for name in link.DATES if isinstance(state.get(name), dt.date)}
    return link.Wanted(chosen, dates, bool(state.get(link.UNDATED)), (state.get(link.TEXT) or "").strip()).filters


def _choose(name: str, events: query.Events, lang: str) -> None:
    """One filter of several values; what it offers is narrowed by the filters above it."""
    codes = link.offered(name, events, st.session_state)
    label = events.remembered(("labels", name, lang, tuple(codes[:1]), len(codes)),
                              lambda: link.labels(name, codes, lang))
    chosen = st.session_state.get(name) or []
    if any(code not in label for code in chosen):
        st.session_state[name] = [code for code in chosen if code in label]
    label_of = words.say(lang, name.removeprefix("not_"))
    if name.startswith("not_"):
        label_of = words.say(lang, "without", what=label_of)
    st.multiselect(label_of, codes, key=name, bind="query-params", on_change=_forget,
                   format_func=label.__getitem__, filter_mode="contains", select_all=False,
                   placeholder=words.say(lang, "none" if name.startswith("not_") else "any")
                   if codes else words.say(lang, "no_options"))


def clear() -> None:
    """Take every filter back."""
    for name in NAMES:
        st.session_state[name] = []
    for name in link.DATES:
        st.session_state[name] = None
    st.session_state[link.TEXT], st.session_state[link.UNDATED] = "", False
    _forget()


def remove(name: str, code: object = None) -> None:
    """Take one value of one filter back, or the whole filter."""
    if name in NAMES:
        st.session_state[name] = [one for one in st.session_state.get(name) or () if one != code]
    else:
        st.session_state[name] = {link.TEXT: "", link.UNDATED: False}.get(name)
    _forget()


def click(name: str, code: str) -> None:
    """What a click on a value of a chart does: only it (once more: no longer), it as well, or all but it."""
    mode, chosen = st.session_state.get("clicks", "only"), list(st.session_state.get(name) or ())
    if mode == "exclude":
        st.session_state[f"not_{name}"] = list(dict.fromkeys([*(st.session_state.get(f"not_{name}") or ()), code]))
        chosen = [one for one in chosen if one != code]
    elif mode == "add":
        chosen = [one for one in chosen if one != code] if code in chosen else [*chosen, code]
    else:
        chosen = [] if chosen == [code] else [code]
        for below, above in link.INSIDE.items():
            if name in above:
                st.session_state[below] = []
    st.session_state[name] = chosen
    _forget()


def between(first: dt.date | None, last: dt.date | None) -> None:
    """Make a period the choice; without days, the events that have none."""
    st.session_state["from"], st.session_state["to"] = first, last
    st.session_state[link.UNDATED] = first is None and last is None
    _forget()


def _forget() -> None:
    st.session_state.pop(_IGNORED, None)


def ignored() -> dict[str, Sequence[str]]:
    """What the link held that no filter knows."""
    return st.session_state.get(_IGNORED, {})


def _keep_choices_across_languages(events: query.Events, lang: str) -> None:
    """After a switch of language: hand the choices to the widgets again, so that the address holds the new labels."""
    before = st.session_state.get(_LANGUAGE)
    st.session_state[_LANGUAGE] = lang
    if before in (None, lang):
        return
    for name in NAMES:
        if chosen := st.session_state.get(name):
            codes = query.values(events, link.CHOICES[name.removeprefix("not_")])
            old = {label: code for code, label in link.labels(name, codes, before).items()}
            st.session_state[name] = [old.get(value, value) for value in chosen]
    for name in (*ONE_OF, *PICKED):
        if chosen := st.session_state.get(name):
            old = {label: code for code, label in _names(name, events, before).items()}
            st.session_state[name] = old.get(chosen, chosen)
