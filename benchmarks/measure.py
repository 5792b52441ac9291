"""What a reader waits for, in a real headless browser: ours beside a plain Streamlit and a plain Dash program, in turn.

``make bench`` makes the tables (SIZES="100000 1000000"), runs the programs one after the other, and prints a table.
Ours draws six charts and offers twelve filters on its overview, the plain programs six charts and four filters.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import crowd
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
DOMAINS = ("智慧交通", "智慧医疗", "智慧教育", "城市管理", "智慧能源")
RUNS = 3
STREAMLIT = ["-m", "streamlit", "run"]
QUIET = "--server.headless=true"
PROGRAMS = {
    "ours": lambda port: [*STREAMLIT, "dashboard/app.py", f"--server.port={port}", QUIET],
    "plain Streamlit": lambda port: [*STREAMLIT, "benchmarks/plain_streamlit.py", f"--server.port={port}", QUIET],
    "plain Dash": lambda port: ["benchmarks/plain_dash.py", str(port)],
}
COLUMNS = {"cold, s (best)": "{cold:.1f} ({coldest:.1f})", "figures, s": "{figures:.1f}", "transferred, MB": "{mb:.1f}",
           "change, ms (best)": "{change:.0f} ({quickest:.0f})", "server a change, ms": "{server:.0f}",
           "20 at once, s (worst)": "{crowd:.1f} ({crowd_worst:.1f})", "again": "{crowd_again:.1f}",
           "memory, MB": "{memory:.0f}", "a session, MB": "{a_session:.2f}"}
FIGURE = {"ours": ".figures dd", "plain Streamlit": "[data-testid=stMetricValue]", "plain Dash": ".figure"}
CHARTS = 6
DRAWN = """number => { const all = [...document.querySelectorAll('.js-plotly-plot, .drawn')];
    return all.length >= number
        && all.every(one => one.querySelector('.point, .hm, .cartesianlayer .trace, image, .mark')); }"""
WATCH = """() => { window.last = 0; window.watch?.disconnect();
    const chart = node => node.nodeType === 1
        && (node.closest('.js-plotly-plot, .drawn') || node.querySelector('.js-plotly-plot, .drawn'));
    window.watch = new MutationObserver(records => {
        if (records.some(one => one.target.closest?.('.js-plotly-plot, .drawn') || [...one.addedNodes].some(chart)))
            window.last = performance.now(); });
    window.watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    return performance.now(); }"""
"""Remembers when a chart, or what is drawn in it, last changed."""


def main(sizes: list[int]) -> None:
    """Measure every program on every size and print the medians."""
    results = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[
            "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"])
        for size in sizes:
            data = table(size)
            for name in PROGRAMS:
                found = {"events": size, "program": name, **measured(browser, name, data)}
                results.append(found)
                print(json.dumps(found, ensure_ascii=False), flush=True)
        browser.close()
    print("\n| events | program | " + " | ".join(COLUMNS) + " |")
    print("| --- " * (2 + len(COLUMNS)) + "|")
    for one in results:
        print(f"| {one['events']:,} | {one['program']} | "
              + " | ".join(form.format(**one) for form in COLUMNS.values()) + " |")


def table(size: int) -> Path:
    """The folder of a table of this size, made once."""
    folder = HERE / "tables" / str(size)
    if not folder.exists():
        subprocess.run([sys.executable, str(HERE / "synthetic.py"), str(size), str(folder)], check=True)
    return folder


def measured(browser: Browser, name: str, data: Path) -> dict[str, float]:
    """Medians for one program over one table; its first page, for which it loads the table, is not counted."""
    with served(name, data) as (address, process):
        visit(browser, name, address)
        visits = [visit(browser, name, address) for _ in range(RUNS)]
        changes = changed(browser, name, address, process.pid)
        waits = crowd.waits(name, address, process.pid)
    return {**{key: statistics.median(one[key] for one in visits) for key in visits[0]},
            "coldest": min(one["cold"] for one in visits), **changes, **waits}


@contextmanager
def served(name: str, data: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The program on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, *PROGRAMS[name](port)], cwd=HERE.parent, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env={**os.environ, "ETL_DATA": str(data)})
    try:
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/", process
    finally:
        process.terminate()
        process.wait(20)


def opened(browser: Browser, name: str, address: str) -> tuple[Page, dict[str, float]]:
    """A page in a cold browser, and how long it took until its figures and all its charts stood."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page, received = context.new_page(), [0.0]
    page.set_default_timeout(180_000)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived",
               lambda event: received.append(len(event["response"]["payloadData"]) * 0.75))
    start = time.perf_counter()
    page.goto(address)
    page.locator(FIGURE[name]).first.wait_for()
    figures = time.perf_counter() - start
    page.wait_for_function(DRAWN, arg=CHARTS)
    return page, {"cold": time.perf_counter() - start, "figures": figures, "mb": sum(received) / 1e6}


def visit(browser: Browser, name: str, address: str) -> dict[str, float]:
    page, found = opened(browser, name, address)
    page.context.close()
    return found


def changed(browser: Browser, name: str, address: str, pid: int) -> dict[str, float]:
    """Milliseconds from a change of the domain filter until the last change in any chart, and what the server worked."""
    page, _ = opened(browser, name, address)
    page.wait_for_timeout(2000)
    found, server = [], []
    for domain in DOMAINS:
        before, done = page.locator(FIGURE[name]).first.inner_text(), worked(pid)
        if name == "plain Dash":
            start = page.evaluate(WATCH)
            page.evaluate("value => dash_clientside.set_props('domain', {value: [value]})", domain)
        else:
            box = page.get_by_role("combobox", name="领域").first
            box.click()
            box.fill(domain)
            option = page.get_by_role("option", name=domain, exact=True)
            option.wait_for()
            start = page.evaluate(WATCH)
            option.click()
        page.wait_for_function("([where, old]) => document.querySelector(where)?.innerText != old",
                               arg=[FIGURE[name], before])
        page.wait_for_function("() => window.last && performance.now() - window.last > 900")
        found.append(page.evaluate("() => window.last") - start)
        server.append(worked(pid) - done)
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
    page.context.close()
    return {"change": statistics.median(found), "quickest": min(found), "server": statistics.median(server)}


def worked(pid: int) -> float:
    """Milliseconds of processor time that a process has taken."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) * 1000 / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [100_000, 1_000_000])
