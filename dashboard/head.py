"""The lines above and below every page: how much is shown, what is filtered, files, and how fresh the table is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from dashboard import bundle, charts, download, facets, link, meeting, query, views, words

Chip = tuple[str, str, Callable[[], None]]


def draw(view: views.View, page: str) -> None:
    """The title with the files, the count with the chips, and what a reader must know about the filters."""
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        st.title(view.say(f"page_{page}"), anchor=False, width="stretch")
        meeting.present(view, page)
        _files(view)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chips"):
        said = view.say("shown", shown=f"{len(view.events):,}", total=f"{len(view.tables.events):,}")
        st.markdown(f"**{said}**", width="content")
        chips = list(_chips(view))
        for number, (label, hint, remove) in enumerate(chips):
            st.button(words.plain(label), key=f"chip_{number}", icon=":material/close:", icon_position="right",
                      help=hint, on_click=remove)
        if chips:
            st.button(view.say("clear"), key="clear", on_click=facets.clear, icon=":material/filter_alt_off:",
                      type="tertiary")
    _remarks(view)


def _chips(view: views.View) -> Iterator[Chip]:
    """(label, hint, how to take it back) of every value that is filtered by."""
    filters, hint = view.filters, view.say("remove")
    if filters.text:
        yield f"{view.say('q')}{view.say('colon')}{charts.cut(filters.text, 30)}", hint, partial(facets.remove, "q")
    for name, day in (("from", filters.since), ("to", filters.until)):
        if day:
            yield f"{view.say(name)}{view.say('colon')}{day}", hint, partial(facets.remove, name)
    if filters.undated:
        yield view.say("undated_only"), hint, partial(facets.remove, link.UNDATED)
    for name in link.CHOICES:
        for prefix, sign in (("", "colon"), ("not_", "colon_not")):
            for code in getattr(filters, f"{prefix}{link.FIELDS[name]}"):
                label = charts.cut(view.label(link.CHOICES[name], code), 30)
                back = partial(facets.remove, f"{prefix}{name}", code)
                yield f"{view.say(name)}{view.say(sign)}{label}", hint, back


def _about(view: views.View) -> download.About:
    inputs = [f"{one['path']} ({one['stories']})" for one in view.tables.build.get("inputs", ())]
    return download.About(view.lang, link.said(view.filters, view.lang), len(view.events), len(view.tables.events),
                          str(view.tables.build.get("built_at", "")), inputs)


def _files(view: views.View) -> None:
    """The CSV at one click, everything else one click further."""
    events, about = view.events, _about(view)

    def named(suffix: str, what: str = "events") -> str:
        return download.file_name([value for _, value in about.chosen], len(events), about.built, suffix, what)

    st.download_button(view.say("download"), data=partial(download.csv, events), file_name=named("csv"),
                       mime="text/csv; charset=utf-8", on_click="ignore", key="download", icon=":material/download:",
                       help=view.say("download_help", n=f"{len(events):,}"))
    with st.popover(view.say("more_files"), key="more_files", on_change="rerun") as more:
        if not more.open:
            return
        st.caption(view.say("more_files_about", n=f"{len(events):,}"))
        files = (("xlsx", "events", partial(bundle.workbook, events, about),
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                 ("csv", "values", partial(download.long_csv, events, view.lang), "text/csv; charset=utf-8"),
                 ("zip", "package", partial(bundle.package, events, about), "application/zip"),
                 ("parquet", "events", partial(bundle.parquet, events), "application/vnd.apache.parquet"))
        for suffix, what, data, mime in files:
            st.download_button(view.say(f"file_{what}_{suffix}"), data=data, file_name=named(suffix, what), mime=mime,
                               on_click="ignore", key=f"download_{what}_{suffix}", width="stretch",
                               icon=":material/download:")
        meeting.files(view, "deck", partial(meeting.standard, view))
        st.caption(view.say("live_link"))
        st.code(_live(view), language=None, wrap_lines=True)


def _live(view: views.View) -> str:
    """The address under which the server answers with the same events, for “From Web” in Excel and for scripts."""
    filters = view.filters
    asked = [(name, str(day)) for name, day in (("from", filters.since), ("to", filters.until)) if day]
    asked += [(f"{prefix}{name}", code) for name in link.CHOICES for prefix in ("", "not_")
              for code in getattr(filters, f"{prefix}{link.FIELDS[name]}")]
    asked += [(link.UNDATED, "true")] * filters.undated + [(link.TEXT, filters.text)] * bool(filters.text)
    url = st.context.url or ""
    origin = "/".join(url.split("/")[:3]) if "://" in url else ""
    return f"{origin}/api/events.csv{'?' * bool(asked)}{urlencode(asked)}"


def _remarks(view: views.View) -> None:
    """What a reader must know about the filters: values ignored, undated events left out, days the wrong way round."""
    ignored = facets.ignored()
    if ignored:
        named = [f"{words.say(view.lang, key) if key in words.TEXTS else key} = {charts.cut(value, 60)}"
                 for key, values in ignored.items() for value in values]
        st.warning(words.plain(view.say("ignored", values=words.listed(view.lang, named))), icon=":material/link_off:")
    if view.filters.since and view.filters.until and view.filters.since > view.filters.until:
        st.warning(view.say("ignored_dates"))
    left_out = query.undated_left_out(view.tables.events, view.filters)
    if left_out:
        st.caption(view.say("undated_out", n=left_out))


def freshness(view: views.View) -> None:
    """Below every page: when the table was built, from what, and what in it is open."""
    build = view.tables.build
    when = str(build.get("built_at", ""))[:16].replace("T", " ")
    inputs = [str(one["path"]).rpartition("/")[2] for one in build.get("inputs", ())]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="freshness"):
        st.caption(words.plain(view.say(
            "built", when=f"{when} UTC", stories=f"{len(view.tables.stories):,}",
            events=f"{len(view.tables.events):,}", inputs=words.listed(view.lang, inputs[:4]) or "—")
            + (view.say("built_more", n=len(inputs)) if len(inputs) > 4 else "")), width="stretch")
        st.page_link(view.pages["issues"], label=view.say("open_issues", n=f"{len(view.tables.issues):,}"),
                     icon=":material/flag:", width="content")


def style(lang: str) -> str:
    """What the theme cannot say, and the language that ``page.js`` puts Streamlit's own words into."""
    return f"<style>:root {{ --words: {lang}; }}{_STYLE}</style>"


_STYLE = """
.st-key-chips button { min-height: 1.9rem; padding: 0 .65rem; border-radius: 1rem; }
.st-key-chips { row-gap: .4rem; }
.st-key-bar h1 { padding: 0; }
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] p { color: inherit; }
[data-testid=stCaptionContainer] { opacity: .8; }
.xtick text, .x2tick text, .ytick text, .xtitle, .x2title, .ytitle { fill: currentColor !important; fill-opacity: .85; }
.st-key-freshness { border-top: 1px solid rgba(128,140,150,.3); margin-top: 1.5rem; padding-top: .5rem; }
.stMainBlockContainer { max-width: 100rem; }
@media (min-width: 48rem) { .stMainBlockContainer { padding-left: 2.75rem; padding-right: 2.75rem; } }
.stSidebar [data-testid=stDateInputField] { font-size: .8rem; }
.stSidebar [data-testid=stDateInputField] [role=spinbutton] { padding-left: 0; padding-right: 0; }
[data-testid=stMetricValue], table.values, .stDataFrame { font-variant-numeric: tabular-nums; }
[data-testid=stDataFrameColumnMenu], [data-testid=stStatusWidget] { display: none; }
[data-testid=stElementToolbar] { display: none; }
@media (max-width: 40rem) { .scattergeo text, .scattergeolayer text { font-size: 8px !important; } }
@media (hover: none) { .modebar { display: none; } }
.drawn { position: relative; width: 100%; }
.drawn svg { display: block; overflow: visible; font-family: inherit; }
.drawn svg[role=group] .mark { cursor: pointer; }
.drawn .mark:hover .bar, .drawn .mark:focus-visible .bar { filter: brightness(1.15); }
.drawn .mark:focus { outline: none; } .drawn .mark:focus-visible .bar { stroke: currentColor; stroke-width: 2; }
.drawn button { position: absolute; top: 0; right: 0; padding: .1rem .4rem; font: inherit; font-size: .75rem; cursor: pointer;
  border: 1px solid rgba(128,140,150,.5); border-radius: .3rem; background: var(--st-background-color, Canvas); color: inherit;
  opacity: 0; }
.drawn:hover button, .drawn button:focus-visible { opacity: 1; }
@media (hover: none) { .drawn button { display: none; } }
.drawn-hint { position: fixed; top: 0; left: 0; z-index: 1000000; display: none; max-width: 22rem; padding: .25rem .5rem;
  border-radius: .3rem; background: #1d2733; color: #fff; font: 12px system-ui, sans-serif; pointer-events: none; }
.board { display: grid; gap: 1.6rem; container-type: inline-size; }
.board .row { display: grid; grid-template-columns: var(--widths); gap: 1.6rem 3.5rem; align-items: start; }
@container (max-width: 46rem) { .board .row { grid-template-columns: minmax(0, 1fr); } }
.board h3 { font-size: 1.1rem; font-weight: 600; padding: 0; margin: 0 0 .35rem; line-height: 1.3; }
.board .said { margin: 0 0 .7rem; font-size: .875rem; opacity: .8; }
.board .under { display: flex; align-items: center; gap: .2rem .9rem; min-height: 1.6rem; font-size: .8rem; }
.board .under[hidden] { display: none; }
.board .note { opacity: .8; margin-right: auto; } .board .note + .quiet:not([hidden]) { margin-left: auto; }
.board .quiet { display: inline-flex; align-items: center; gap: .3rem; padding: .1rem 0; border: 0; background: none;
  font: inherit; color: inherit; cursor: pointer; white-space: nowrap; }
.board .quiet[hidden] { display: none; } .board .quiet:hover { color: var(--st-primary-color, LinkText); }
.board .sign { font-family: "Material Symbols Rounded"; font-size: 1.1rem; line-height: 1; overflow: hidden; max-width: 1.1rem; }
.board ul.listed { list-style: none; margin: .35rem 0 0; padding: 0; }
.board .listed li { margin: 0 0 .75rem; padding: 0; font-size: .95rem; line-height: 1.4; }
.board .listed a { color: inherit; text-decoration: none; } .board .listed a:hover { color: var(--st-primary-color, LinkText); }
.board .listed .about { font-size: .875rem; opacity: .8; }
.board .more a::after { content: " →"; }
.st-key-unit { z-index: 1; }
@media (min-width: 80rem) { .st-key-unit { width: calc((100% - 3.5rem) * .625); margin-bottom: -3.3rem; }
  .st-key-unit > div { display: flex; justify-content: flex-end; } [data-panel=overview_time] h3 { min-height: 2rem; } }
.st-key-dates { flex-wrap: nowrap; } .st-key-dates > div { min-width: 0; flex: 1 1 0; }
.st-key-freshness { flex-wrap: nowrap; } @media (max-width: 40rem) { .st-key-freshness { flex-wrap: wrap; } }
.figures { display: flex; flex-wrap: wrap; gap: .75rem 2.6rem; margin: 0 0 1.2rem; }
.figures dt { font-size: .95rem; font-weight: 400; }
.figures dd { font-size: 1.9rem; font-weight: 600; line-height: 1.25; margin: 0; font-variant-numeric: tabular-nums; }
"""
