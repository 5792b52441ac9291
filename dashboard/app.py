"""The dashboard: ``streamlit run dashboard/app.py``; ``ETL_DATA=DIR`` chooses the folder of the tables.

``shell.py`` runs the pages; beside them the server answers ``/present`` and ``/api/events.csv`` with the same filters.
"""

from pathlib import Path

import streamlit as st

from dashboard import present, server

app = st.App(str(Path(__file__).with_name("shell.py")), routes=[*present.ROUTES, *server.ROUTES],
             middleware=server.MIDDLEWARE)
