"""Questions asked of the tables: pandas and numpy, no Streamlit, no drawing.

Counting: an event is one event in every total, and stands once under each of its cities, domains or partners.
Money: amounts of different kinds or currencies never meet in one sum, and a range stays a range.
"""

from dashboard.query import stories
from dashboard.query.base import DIMENSIONS, PRECISIONS
from dashboard.query.counts import COUNTINGS, Breakdown, breakdown, count_by, crossed, key_figures, values
from dashboard.query.events import Events, prepared
from dashboard.query.filters import COLUMNS, Filters, filtered, undated_left_out
from dashboard.query.money import least_by, of_kind, sum_amounts, with_money
from dashboard.query.organisations import beside, distinct_by, kinds_of, organisations, partners_of, roles_of, together
from dashboard.query.stories import SORTS, Alike, Tables, alike, event, marks, newest, of_story, ordered, page
from dashboard.query.time import UNITS, Timeline, change, changing, over_time, starts

__all__ = [
    "COLUMNS", "COUNTINGS", "DIMENSIONS", "PRECISIONS", "SORTS", "UNITS", "Alike", "Breakdown", "Events", "Filters",
    "Tables", "Timeline", "alike", "beside", "breakdown", "change", "changing", "count_by", "crossed", "distinct_by", "event",
    "filtered", "key_figures", "kinds_of", "least_by", "marks", "newest", "of_kind", "of_story", "ordered",
    "organisations", "over_time", "page", "partners_of", "prepared", "roles_of", "starts", "stories", "sum_amounts",
    "together", "undated_left_out", "values", "with_money",
]
