"""Money: amounts by kind and currency, ranges drawn as ranges; nothing is added that must not be."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import charts, listing, panels, query, views, words

ORDER, ICON = 5, ":material/payments:"
LIMIT = 20
DATA = ["event_id", "event", "date", "amount_min", "amount_max", "currency", "amount_kind", "amount_text"]


def draw(view: views.View) -> None:
    """The page as a whole."""
    if panels.empty(view):
        return
    groups = query.sum_amounts(view.events)
    if groups.empty:
        st.info(view.say("no_money"))
        return
    st.caption(view.say("money_rule"))
    _groups(view, groups)
    _largest(view, groups)


def _groups(view: views.View, groups: pd.DataFrame) -> None:
    st.subheader(view.say("money_groups"), anchor=False)
    largest = [_of(view, group).take(slice(1)).frame.iloc[0] for _, group in groups.iterrows()]
    st.dataframe(pd.DataFrame({
        "column_group": [view.label("amount_kind", kind) for kind in groups["amount_kind"]],
        "column_currency": [words.currency(view.lang, code) for code in groups["currency"]],
        "column_events": groups["events"],
        "column_sum": [_sum(view, group) for _, group in groups.iterrows()],
        "column_largest": [listing.money_of(view, row) for row in largest],
    }).rename(columns=view.say), hide_index=True, alt=view.say("money_groups"), key="table_money")
    st.caption(view.say("money_twice"))


def _sum(view: views.View, group: pd.Series) -> str:
    """A sum as its parts allow: a missing lower bound counts as nothing, a missing upper one opens the sum."""
    low, high = group["low"], group["high"]
    if group["open_high"]:
        return words.money(view.lang, low, None, group["currency"])
    return words.money(view.lang, low if low else None, high, group["currency"])


def _of(view: views.View, group: pd.Series) -> query.Events:
    return query.of_kind(view.events, group["amount_kind"], group["currency"])


def _largest(view: views.View, groups: pd.DataFrame) -> None:
    """The amounts of one kind and currency, each as the range that it is."""
    st.subheader(view.say("money_largest"), anchor=False)
    names = {index: view.say("money_of", kind=view.label("amount_kind", group["amount_kind"]),
                             currency=words.currency(view.lang, group["currency"]))
             for index, group in groups.iterrows()}
    chosen = st.selectbox(view.say("choose_money"), list(names), format_func=names.get, key="depth_money", width=280,
                          label_visibility="collapsed")
    group = _of(view, groups.loc[chosen])
    found = group.take(slice(listing.MOST)).frame
    first = found.iloc[0]
    said = view.say("said_money", group=names[chosen], n=view.count(len(group), "event"),
                    event=words.cut(first["event"], 60), amount=listing.money_of(view, first))
    st.caption(words.plain(f"{said}{view.say('gap')}{view.say('money_click')}"))
    drawn = [(row["event_id"], row["event"], *_bounds(row), listing.money_of(view, row))
             for _, row in found.head(LIMIT).iterrows() if max(one or 0 for one in _bounds(row)) > 0]
    if drawn:
        axis = view.say("axis_money", currency=words.currency(view.lang, groups.loc[chosen, "currency"]))
        ticks = {10.0 ** power: words.number(view.lang, 10.0 ** power) for power in range(0, 15)}
        panels.chart(view, charts.ranges(drawn, axis, ticks), "money", said, lambda: found[DATA], "story",
                     note=view.say("said_rows_left", n=LIMIT, total=len(group)) if len(group) > LIMIT else "",
                     of="{amount_kind}/{currency}".format(**groups.loc[chosen]))
    listing.table(view, found, "money",
                 ("column_event", "column_amount", "column_date", "column_city", "column_partners"))


def _bounds(row: pd.Series) -> tuple[float | None, float | None]:
    low, high = (None if pd.isna(row[name]) else row[name] for name in ("amount_min", "amount_max"))
    return low, high
