"""Twenty people at one server who all change a filter at the same moment, each to a choice of their own.

They speak to the server as a browser does (Streamlit's web socket, Dash's callbacks) but draw nothing: twenty browsers on
the machine that also serves them would measure the browsers. What one browser adds stands in the column of a change.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import itertools
import json
import os
import statistics
import time
import urllib.request
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from etl import knowledge

PEOPLE = 20
STEPS = (1, 5, 10, PEOPLE)
"""After so many sessions the memory is read."""
ROUNDS = 3


def waits(name: str, address: str, pid: int) -> dict[str, float]:
    """The median and the worst wait, the memory with all sessions open, and what a session adds.

    ``crowd_again`` is the median of the last round, in which everyone chooses what another one chose before.
    """
    people = _dash(address, pid) if name == "plain Dash" else _streamlit(address, pid)
    with concurrent.futures.ThreadPoolExecutor(1) as thread:  # the browser's own loop runs in this one
        return thread.submit(asyncio.run, people).result()


def memory(pid: int) -> float:
    """Megabytes that a process holds, those of mapped files that it has read included."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2 ** 20


class Session:
    """One person's page of a Streamlit program."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket, self.page, self.widget = socket, "", ""

    async def run(self, chosen: str = "") -> float:
        """Open the page, or choose a domain; returns how long the answer took, all charts included."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.page
        if chosen:
            state = asked.rerun_script.widget_states.widgets.add(id=self.widget)
            state.string_array_value.data.append(chosen)
        start = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        async for message in self.socket:
            told = ForwardMsg.FromString(message)
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self.page = told.new_session.page_script_hash
            elif kind == "delta" and told.delta.new_element.multiselect.label == "领域":
                self.widget = told.delta.new_element.multiselect.id
            elif kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                break
        return time.perf_counter() - start


async def _streamlit(address: str, pid: int) -> dict[str, float]:
    async with contextlib.AsyncExitStack() as stack:
        sessions, held = [], {}
        for number in range(1, PEOPLE + 1):
            socket = await stack.enter_async_context(websockets.connect(
                address.replace("http", "ws") + "_stcore/stream", subprotocols=["streamlit"], max_size=None,
                origin=address.rstrip("/"), user_agent_header=None, open_timeout=120, ping_timeout=None))
            sessions.append(Session(socket))
            await sessions[-1].run()
            if number in STEPS:
                held[number] = memory(pid)
        rounds = [await asyncio.gather(*(one.run(name) for one, name in zip(sessions, chosen, strict=True)))
                  for chosen in _turns()]
        return _found(rounds, held, memory(pid))


def _turns() -> list[list[str]]:
    """What each of the people chooses, round by round: all something else, and never the same twice in a row."""
    names = list(itertools.islice(itertools.cycle(topic.zh for topic in knowledge.domains().values()), PEOPLE))
    return [names[turn * 7:] + names[:turn * 7] for turn in range(ROUNDS)]


async def _dash(address: str, pid: int) -> dict[str, float]:
    told = json.loads(await asyncio.to_thread(_read, f"{address}_dash-dependencies"))[0]

    def chosen(name: str) -> float:
        inputs = [{**one, "value": [name] if one["id"] == "domain" and name else None} for one in told["inputs"]]
        parts = [dict(zip(("id", "property"), one.split("."), strict=True)) for one in
                 told["output"].strip(".").split("...")]
        body = {"output": told["output"], "outputs": parts, "inputs": inputs, "changedPropIds": ["domain.value"]}
        start = time.perf_counter()
        _read(f"{address}_dash-update-component", json.dumps(body).encode())
        return time.perf_counter() - start

    held = {number: memory(pid) for number in STEPS}  # Dash keeps no sessions
    rounds = [await asyncio.gather(*(asyncio.to_thread(chosen, name) for name in names))
              for names in _turns()]
    return _found(rounds, held, memory(pid))


def _read(url: str, body: bytes | None = None) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, body, {"Content-Type": "application/json"}),
                                timeout=600) as answer:
        return answer.read()


def _found(rounds: list[list[float]], held: dict[int, float], last: float) -> dict[str, float]:
    first = rounds[0]
    return {"crowd": statistics.median(first), "crowd_worst": max(first), "crowd_again": statistics.median(rounds[-1]),
            "memory": last, "a_session": (held[PEOPLE] - held[STEPS[0]]) / (PEOPLE - STEPS[0])}
