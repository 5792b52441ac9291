"""The overview in plain Dash, Plotly Express and pandas: the second program that ours is measured against."""

import sys

import plain
from dash import Dash, Input, Output, dcc, html

events = plain.load()
app = Dash(__name__, serve_locally=True)
app.layout = html.Div([
    html.Div([dcc.Dropdown(plain.options(events, column), multi=True, id=column, placeholder=label)
              for column, label in plain.FILTERS.items()], style={"width": 300, "float": "left"}),
    html.Div([html.Div(id="figures"), *[dcc.Graph(id=f"chart{index}") for index in range(6)]],
             style={"marginLeft": 320})])


@app.callback([Output("figures", "children"), *[Output(f"chart{index}", "figure") for index in range(6)]],
              [Input(column, "value") for column in plain.FILTERS])
def changed(*values):
    """All figures and charts for a choice."""
    shown = plain.filtered(events, dict(zip(plain.FILTERS, values, strict=True)))
    numbers = [html.Span(f"{number:,} ", className="figure") for number in plain.figures(shown)]
    return [numbers, *plain.charts(shown)]


app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
