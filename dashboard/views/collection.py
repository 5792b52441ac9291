"""Collection: a person's own charts in their order, to present, to export, or to keep for later."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from dashboard import collection, deck, download, link, meeting, slides, views, words

ORDER, ICON = 7, ":material/push_pin:"
MOVES = (("up", -1, "arrow_upward"), ("down", 1, "arrow_downward"), ("remove", 0, "delete"))
_LOADED, _PROBLEM = "collection_loaded", "collection_problem"


def draw(view: views.View) -> None:
    """The page as a whole."""
    _from_link()
    st.caption(view.say("collection_about"))
    if problem := st.session_state.get(_PROBLEM):
        st.warning(view.say("collection_bad", why=view.say(problem)), icon=":material/link_off:")
    left, right = st.columns([5, 3], gap="large")
    with left:
        _add(view)
        for number, pin in meeting.kept().pins:
            _pin(view, number, pin)
        if not meeting.kept().pins:
            st.info(view.say("collection_empty"), icon=":material/push_pin:")
    with right:
        _keep(view)


def _from_link() -> None:
    """Take the collection of the address, once."""
    packed = st.query_params.get("c", "")
    if packed and st.session_state.get(_LOADED) != packed:
        st.session_state[_LOADED] = packed
        _read(collection.unpacked, packed)


def _read(reader: object, given: str | bytes) -> None:
    try:
        meeting.put(reader(given))
        st.session_state.pop(_PROBLEM, None)
        st.session_state["collection_name"] = meeting.kept().name
    except collection.Bad as error:
        st.session_state[_PROBLEM] = str(error)


def _add(view: views.View) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="collection_add_bar"):
        kinds = [one for one in deck.TITLES if one not in deck.OF_ONE]
        kind = st.selectbox(view.say("collection_kind"), kinds, key="collection_kind", width=260,
                            format_func=lambda one: view.say(deck.TITLES[one]))
        st.button(view.say("collection_add"), key="collection_add", icon=":material/push_pin:", type="primary",
                  on_click=meeting.add, args=(view, kind), disabled=len(meeting.kept().pins) >= collection.MOST)


def _pin(view: views.View, number: int, pin: collection.Pin) -> None:
    with st.container(border=True, key=f"pin_box_{number}"):
        wanted = link.read(pin.filters, view.tables.events, view.lang)
        chosen = [f"{name} = {value}" for name, value in link.said(wanted.filters, view.lang)]
        told = view.say("deck_filters", filters=words.listed(view.lang, chosen) or view.say("no_filter"))
        name = " · ".join(filter(None, (view.say(deck.TITLES[pin.kind]), deck.of_what(view.lang, pin.kind, pin.of))))
        st.markdown(f"**{words.plain(name)}** · {words.plain(words.cut(told, 120))}")
        for name in collection.LENGTHS:
            st.text_input(view.say(f"collection_{name}"), value=getattr(pin, name), key=f"pin_{name}_{number}",
                          max_chars=collection.LENGTHS[name], on_change=_written, args=(number, name))
        with st.container(horizontal=True, key=f"pin_buttons_{number}"):
            for name, step, icon in MOVES:
                st.button(view.say(f"collection_{name}"), key=f"pin_{name}_{number}", type="tertiary",
                          icon=f":material/{icon}:", on_click=_move, args=(number, step))


def _written(number: int, name: str) -> None:
    held = meeting.kept()
    held.pins = [(one, replace(pin, **{name: st.session_state[f"pin_{name}_{number}"]}) if one == number else pin)
                 for one, pin in held.pins]


def _move(number: int, step: int) -> None:
    """Move a chart, or without a step take it out."""
    pins = meeting.kept().pins
    place = next(index for index, (one, _) in enumerate(pins) if one == number)
    if not step:
        del pins[place]
    elif 0 <= place + step < len(pins):
        pins[place], pins[place + step] = pins[place + step], pins[place]


def _keep(view: views.View) -> None:
    """Present, export, save, open."""
    st.text_input(view.say("collection_name"), key="collection_name", max_chars=collection.LENGTHS["title"],
                  on_change=lambda: setattr(meeting.kept(), "name", st.session_state["collection_name"]))
    found = meeting.current()
    if found.pins:
        packed = collection.packed(found)
        meeting.link(view, [("c", packed), ("back", "collection")], "present_collection")
        meeting.files(view, "collection_file", lambda: slides.chosen(view.tables, found, view.lang), "collection",
                      len(found.pins))
        st.download_button(view.say("collection_save"), data=collection.written(found).encode(), width="stretch",
                           file_name=download.file_name([found.name], len(found.pins), f"{dt.date.today()}", "json",
                                                        "collection"),
                           mime="application/json", on_click="ignore", key="collection_save", icon=":material/save:")
        st.caption(view.say("collection_link"))
        st.code(f"{(st.context.url or '').partition('?')[0]}?c={packed}", language=None, wrap_lines=True)
    inside = ".st-key-collection_file_in section"  # Streamlit's own words there are English only
    st.html(f"<style>{inside} button * {{ display: none; }} {inside} [data-testid=stFileUploaderDropzoneInstructions] "
            f"{{ display: none; }} {inside} button::after {{ content: '{view.say('collection_load')}'; }}</style>")
    given = st.file_uploader(view.say("collection_load"), type=["json"], key="collection_file_in",
                             label_visibility="collapsed")
    if given is not None and st.session_state.get(_LOADED) != given.file_id:
        st.session_state[_LOADED] = given.file_id
        _later(given.getvalue())


def _later(given: bytes) -> None:
    """A file was given below the widgets that it fills, so the page is drawn anew."""
    try:
        found = collection.read(given)
    except collection.Bad as error:
        st.session_state[_PROBLEM] = str(error)
    else:
        meeting.put(found)
        st.session_state.pop(_PROBLEM, None)
        st.session_state.pop("collection_name", None)
    st.rerun()
