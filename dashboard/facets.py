"""Dimensions → filters, held in the URL → filtered tables. Drawn once, above every page.

Each filter is a Streamlit widget bound to the URL under its own name (``?domain=智慧交通&from=2018-08-01``). Streamlit
writes the label of a choice there; a link may as well hold its code or its label in the other language
(``?domain=transport``). What a link holds beyond that is named to the reader, never raised.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import charts, query, words

CHOICES = {"domain": "domain", "company": "partners", "region": "region", "province": "province", "city": "city",
           "type": "event_type"}
"""The name of a filter in the URL → the column it looks at."""
DATES = ("from", "to")
TEXT = "q"
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
INSIDE = {"province": ("region",), "city": ("region", "province")}
"""A filter → those above it, which narrow what it offers."""
_IGNORED, _LANGUAGE, _READ = "ignored_values", "shown_language", "link_is_read"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the filters let through, and what there is to say about it."""

    filters: query.Filters
    events: pd.DataFrame
    labels: tuple[str, ...]
    """The choices in words, for a file name."""


def language() -> str:
    """The language of this run, known before its switch is drawn: from the switch, else from the link, else Chinese."""
    chosen = st.session_state.get("lang") or st.query_params.get("lang", "")
    return _readings(list(words.LANGUAGES), words.LANGUAGES).get(chosen, "zh")


def switch(lang: str) -> None:
    """The language switch; the page is drawn again where a step back in the browser changed it unseen."""
    chosen = st.segmented_control("语言 / Language", list(words.LANGUAGES), default="zh", required=True, key="lang",
                                  bind="query-params", format_func=words.LANGUAGES.get, label_visibility="collapsed",
                                  width="stretch")
    if chosen in words.LANGUAGES and chosen != lang and st.session_state.get(_READ):
        st.rerun()


def read_link(page: st.Page, events: pd.DataFrame, lang: str) -> None:
    """Once a session, before a filter is drawn: bring the link into the form that the widgets write.

    Codes and labels of the other language are replaced by labels; what no filter holds is remembered as ignored.
    """
    if st.session_state.get(_READ):
        return
    st.session_state[_READ] = True
    link = {name: values for name in st.query_params if any(values := st.query_params.get_all(name))}
    wanted = {**link, **_filters_of(link, events, lang)}
    _ignore("lang", [value for value in link.get("lang", ()) if value not in _readings(list(words.LANGUAGES),
                                                                                       words.LANGUAGES)])
    wanted["lang"] = [words.LANGUAGES[lang]] if lang != "zh" else []
    wanted = {name: values for name, values in wanted.items() if values}
    if wanted != link:
        st.switch_page(page, query_params=wanted)


def _filters_of(link: Mapping[str, Sequence[str]], events: pd.DataFrame, lang: str) -> dict[str, list[str]]:
    """The filters that a link asks for, as the widgets write them; what is no value of theirs is noted."""
    wanted: dict[str, list[str]] = {}
    chosen: dict[str, list[str]] = {}
    for name in CHOICES:
        codes = _offered(name, events, chosen)
        here, there = (_labels(name, codes, one) for one in (lang, "zh" if lang == "en" else "en"))
        readings = {**_readings(codes, there), **_readings(codes, here)}
        chosen[name] = list(dict.fromkeys(readings[value] for value in link.get(name, ()) if value in readings))
        wanted[name] = [here[code] for code in chosen[name]]
        _ignore(name, [value for value in link.get(name, ()) if value and value not in readings])
    for name in DATES:
        wanted[name] = [value for value in link.get(name, ()) if _is_day(value)]
        _ignore(name, [value for value in link.get(name, ()) if value and not _is_day(value)])
    return wanted


def _readings(codes: Sequence[str], labels: Mapping[str, str]) -> dict[str, str]:
    """Every way to write a value → its code."""
    return {**{code: code for code in codes}, **{labels[code]: code for code in codes}}


def _is_day(value: str) -> bool:
    try:
        return FIRST_DAY <= dt.date.fromisoformat(value) <= LAST_DAY
    except ValueError:
        return False


def choice(events: pd.DataFrame, lang: str) -> Choice:
    """Draw the filters and return what they let through."""
    _keep_choices_across_languages(events, lang)
    first, last = _days(lang)
    st.text_input(words.say(lang, TEXT), key=TEXT, bind="query-params", placeholder=words.say(lang, "q_hint"),
                  max_chars=200, on_change=_forget, icon=":material/search:")
    picked = {name: _choose(name, events, lang) for name in CHOICES}
    filters = query.Filters(since=first, until=last, domains=picked["domain"], companies=picked["company"],
                            regions=picked["region"], provinces=picked["province"], cities=picked["city"],
                            types=picked["type"], text=(st.session_state.get(TEXT) or "").strip())
    labels = [words.label(lang, CHOICES[name], code) for name, codes in picked.items() for code in codes]
    labels += [f"{day}" for day in (first, last) if day] + [filters.text] * bool(filters.text)
    return Choice(filters, query.filtered(events, filters), tuple(labels))


def summary(events: pd.DataFrame, found: Choice, lang: str) -> None:
    """Below the menu: how many events are shown, one click that clears all, and what was left out or ignored."""
    st.markdown(f"**{words.say(lang, 'shown', shown=f'{len(found.events):,}', total=f'{len(events):,}')}**",
                width="content")
    st.button(words.say(lang, "clear"), key="clear", on_click=clear, disabled=not found.filters.active,
              icon=":material/filter_alt_off:", type="tertiary")


def remarks(events: pd.DataFrame, found: Choice, lang: str) -> None:
    """What a reader must know about the filters: values ignored, undated events left out, days the wrong way round."""
    ignored = st.session_state.get(_IGNORED, {})
    if ignored:
        named = [f"{words.say(lang, key) if key in words.TEXTS else key} = {charts.cut(value, 60)}"
                 for key, value_list in ignored.items() for value in value_list]
        said = words.say(lang, "ignored", values=words.listed(lang, named))
        st.warning(words.plain(said), icon=":material/link_off:")
    if found.filters.since and found.filters.until and found.filters.since > found.filters.until:
        st.warning(words.say(lang, "ignored_dates"))
    left_out = query.undated_left_out(events, found.filters)
    if left_out:
        st.caption(words.say(lang, "undated_out", n=left_out))


def clear() -> None:
    """Take every filter back."""
    for name in CHOICES:
        st.session_state[name] = []
    for name in DATES:
        st.session_state[name] = None
    st.session_state[TEXT] = ""
    _forget()


def only(name: str, code: str) -> None:
    """Make one value the whole choice of one filter; for a click on a chart."""
    st.session_state[name] = [code]
    for below, above in INSIDE.items():
        if name in above:
            st.session_state[below] = []
    _forget()


def _forget() -> None:
    st.session_state.pop(_IGNORED, None)


def _days(lang: str) -> tuple[dt.date | None, dt.date | None]:
    first, last = (st.date_input(words.say(lang, name), value=None, key=name, bind="query-params", format="YYYY-MM-DD",
                                 min_value=FIRST_DAY, max_value=LAST_DAY, on_change=_forget) for name in DATES)
    return first, last


def _choose(name: str, events: pd.DataFrame, lang: str) -> tuple[str, ...]:
    """One filter of several values; what it offers is narrowed by the filters above it."""
    codes = _offered(name, events, st.session_state)
    label = _labels(name, codes, lang)
    held = st.session_state.get(name) or []
    if any(code not in label for code in held):
        st.session_state[name] = [code for code in held if code in label]
    picked = st.multiselect(words.say(lang, name), codes, key=name, bind="query-params", on_change=_forget,
                            format_func=lambda code: label.get(code, str(code)), filter_mode="contains",
                            placeholder=words.say(lang, "any" if codes else "no_options"))
    return tuple(code for code in picked if code in label)


def _offered(name: str, events: pd.DataFrame, chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """The values of a filter, most events first; inside the chosen regions and provinces only."""
    codes = query.values(events, CHOICES[name])
    for above in INSIDE.get(name, ()):
        if chosen.get(above):
            codes = list(filter(_inside(above, chosen[above]), codes))
    return codes


def _inside(above: str, chosen: Sequence[str]) -> Callable[[str], bool]:
    """Whether a province or city lies in one of the chosen regions or provinces."""
    known = words.knowledge.places()
    parent = known.region if above == "region" else known.province
    return lambda code: parent(code) in chosen


def _labels(name: str, codes: Sequence[str], lang: str) -> dict[str, str]:
    """Code → label, each label once: Suzhou (Jiangsu), Suzhou (Anhui)."""
    labels = {code: words.label(lang, CHOICES[name], code) for code in codes}
    seen = pd.Series(labels, dtype="object")
    for code in seen[seen.duplicated(keep=False)].index:
        province = words.knowledge.places().province(code) if name in INSIDE else None
        labels[code] += f" ({words.place_short(lang, province) if province else code})"
    return labels


def _ignore(name: str, values: Sequence[str]) -> None:
    if values:
        st.session_state.setdefault(_IGNORED, {})[name] = list(values)


def _keep_choices_across_languages(events: pd.DataFrame, lang: str) -> None:
    """After a switch of language: hand the choices to the widgets again, so that the URL holds the new labels."""
    before = st.session_state.get(_LANGUAGE)
    st.session_state[_LANGUAGE] = lang
    if before in (None, lang):
        return
    for name in CHOICES:
        held = st.session_state.get(name)
        if held:
            codes = query.values(events, CHOICES[name])
            old = {label: code for code, label in _labels(name, codes, before).items()}
            st.session_state[name] = [old.get(value, value) for value in held]
