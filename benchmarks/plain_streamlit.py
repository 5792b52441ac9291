"""The overview in plain Streamlit, Plotly Express and pandas: the program that ours is measured against."""

import plain
import streamlit as st

st.set_page_config(layout="wide")
events = st.cache_resource(plain.load)()
offered = st.cache_resource(lambda: {column: plain.options(events, column) for column in plain.FILTERS})
chosen = {column: st.sidebar.multiselect(label, offered()[column]) for column, label in plain.FILTERS.items()}
shown = plain.filtered(events, chosen)
for place, name, number in zip(st.columns(4), plain.FIGURES, plain.figures(shown), strict=True):
    place.metric(name, f"{number:,}")
places = st.columns(2)
for index, figure in enumerate(plain.charts(shown)):
    places[index % 2].plotly_chart(figure, key=f"chart{index}")
