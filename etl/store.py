"""The only file that knows how tables are kept: Parquet files beside a build.json, replaced all at once.

A folder holds ``.builds/<name>/`` with the files of one build, a link ``current`` to it, and a link for each file
(``events.parquet`` → ``current/events.parquet``). Turning ``current`` is one rename, so a reader sees the old tables or
the new ones, never some of each, and whatever else lies in the folder is left alone.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from etl import table

DEFAULT = Path("data")
COMMAND = "python -m etl build seeds"
"""The command that builds a table, as messages give it."""

_BUILDS, _CURRENT, _ABOUT = ".builds", "current", "build.json"
_KEPT = 2
"""Builds: the current one, and the one before it, which a reader may just be reading."""
MAPPED = 50_000
"""Rows from which on a table is mapped."""
_SPACE = "/var/tmp"
"""On disk where ``/tmp`` may be memory."""
_DAYS = 14
"""Of so many days with builds, the last build stays too: what is new since last Monday must be answerable."""


class Missing(FileNotFoundError):
    """The folder holds no tables."""

    def __init__(self, folder: Path) -> None:
        out = "" if folder == DEFAULT else f" --out {folder}"
        super().__init__(f"no tables in {folder}; build them with: {COMMAND}{out}")


class Unreadable(ValueError):
    """The folder holds tables that are damaged or of another version."""

    def __init__(self, folder: Path, why: str) -> None:
        out = "" if folder == DEFAULT else f" --out {folder}"
        super().__init__(f"the tables in {folder} cannot be read ({why}); build them again with: {COMMAND}{out}")


def save(tables: table.Tables, folder: str | os.PathLike[str] = DEFAULT) -> dict[str, Any]:
    """Put the tables in place of those in ``folder``, all or nothing, and return what ``build.json`` says of them.

    Raises:
        OSError: the folder cannot be written; what it held is as it was.
    """
    folder = Path(folder)
    builds = folder / _BUILDS
    builds.mkdir(parents=True, exist_ok=True)
    with _lock(builds):
        new = Path(tempfile.mkdtemp(prefix="new-", dir=builds))
        try:
            about = _write(tables, new)
            _turn(folder, new)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        _prune(builds, new)
    return about


def load(folder: str | os.PathLike[str] = DEFAULT) -> table.Tables:
    """The tables of ``folder``: dates as ``datetime64``, lists as tuples.

    Raises:
        Missing: there are none; the message names the command that builds them.
        Unreadable: they are damaged or were built by another version of the program.
    """
    found, about = arrow(folder)
    return table.Tables(**{name: table.pandas(name, one) for name, one in found.items()}, build=about)


def arrow(folder: str | os.PathLike[str] = DEFAULT) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    """The tables of ``folder`` as Arrow holds them, a tenth the size of frames, and what ``build.json`` says of them.

    Raises:
        Missing, Unreadable: as ``load``.
    """
    folder = Path(folder)
    for attempt in (1, 2):
        try:
            return _read(folder, _place(folder))
        except FileNotFoundError as error:
            # two builds may have ended since _place looked; a second look finds the newest
            if attempt == 2 or isinstance(error, Missing):
                raise error if isinstance(error, Missing) else Unreadable(folder, "a file is missing") from error
    raise AssertionError("unreachable")


def stamp(folder: str | os.PathLike[str] = DEFAULT) -> str:
    """A word that changes with every build, for caches; ``""`` where there are no tables."""
    place = _place(Path(folder))
    try:
        return f"{place.name}-{(place / _ABOUT).stat().st_mtime_ns}"
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class Build:
    """One build that is kept: where it lies and when it was made."""

    folder: Path
    built_at: dt.datetime


def builds(folder: str | os.PathLike[str] = DEFAULT) -> list[Build]:
    """The builds of ``folder`` that are kept and whole, newest first; the first is the current one."""
    folder = Path(folder)
    current = _place(folder)
    others = folder / _BUILDS
    places = [path for path in others.iterdir() if path.is_dir()] if others.is_dir() else []
    dated = [Build(path, when) for path in {current, *(path.resolve() for path in places)} if (when := _built_at(path))]
    return sorted(dated, key=lambda one: (one.folder == current, one.built_at, _age(one.folder)), reverse=True)


def before(folder: str | os.PathLike[str], day: dt.date) -> Build | None:
    """The build that was current when ``day`` began (UTC), else the oldest that is kept; None where only one is."""
    kept = builds(folder)
    older = [build for build in kept[1:] if build.built_at.date() < day]
    return older[0] if older else kept[-1] if len(kept) > 1 else None


def _age(place: Path) -> int:
    return place.stat().st_mtime_ns


def _built_at(place: Path) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(json.loads((place / _ABOUT).read_text(encoding="utf-8"))["built_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _place(folder: Path) -> Path:
    """Where the files of the current build lie; the folder itself if it is a plain copy without links."""
    current = folder / _CURRENT
    return current.resolve() if current.is_symlink() else folder


def _read(folder: Path, place: Path) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    if not (place / _ABOUT).exists():
        if any((place / f"{name}.parquet").exists() for name in table.TABLES):
            raise Unreadable(folder, f"{_ABOUT} is missing")
        raise Missing(folder)
    about = _about(folder, place / _ABOUT)
    if about.get("version") != table.version():
        raise Unreadable(folder, "built by another version of the program")
    return {name: _one(folder, place, name, about) for name in table.TABLES}, about


def _about(folder: Path, file: Path) -> dict[str, Any]:
    try:
        about = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Unreadable(folder, f"{_ABOUT} is damaged") from error
    if not isinstance(about, dict):
        raise Unreadable(folder, f"{_ABOUT} is damaged")
    return about


def _one(folder: Path, place: Path, name: str, about: dict[str, Any]) -> pa.Table:
    try:
        found = _mapped(ds.dataset(place / f"{name}.parquet", schema=table.schema(name), format="parquet"))
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise Unreadable(folder, f"{name}.parquet is damaged") from error
    if found.num_rows != about.get("counts", {}).get(name):
        raise Unreadable(folder, f"{name}.parquet has {found.num_rows} rows, not those that were written")
    return found


def _mapped(found: ds.Dataset) -> pa.Table:
    """The table in a file of its own that is mapped, not loaded: only the columns that someone asks for take memory.

    Readers of one server share it, and the system may drop what nobody looks at, such as the texts of a million
    stories. The file has no name by the time this returns; its room is given back with the table.
    """
    if found.count_rows() >= MAPPED:
        with contextlib.suppress(OSError):  # no room on the disk
            return _as_mapped_file(found)
    return found.to_table()


def _as_mapped_file(found: ds.Dataset) -> pa.Table:
    with tempfile.NamedTemporaryFile(dir=_SPACE if os.access(_SPACE, os.W_OK) else None) as file:
        with pa.OSFile(file.name, "wb") as sink, pa.ipc.new_file(sink, found.schema) as writer:
            for batch in found.to_batches(batch_readahead=1, fragment_readahead=1, use_threads=False):
                writer.write_batch(batch)
        pa.default_memory_pool().release_unused()
        return pa.ipc.open_file(pa.memory_map(file.name)).read_all()


def _write(tables: table.Tables, place: Path) -> dict[str, Any]:
    """Write one build's files to ``place`` and wait until they are on the disk."""
    about = {"built_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "version": table.version(),
             "counts": {name: len(getattr(tables, name)) for name in table.TABLES}, **tables.build}
    os.chmod(place, 0o755)  # mkdtemp makes it private, but another user may run the dashboard
    for name in table.TABLES:
        pq.write_table(table.arrow(name, getattr(tables, name)), place / f"{name}.parquet", compression="zstd")
    (place / _ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for file in [*place.iterdir(), place]:
        _flush(file)
    return about


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _turn(folder: Path, new: Path) -> None:
    """Make ``new`` the current build: the one rename after which readers see it."""
    _link(folder / _CURRENT, f"{_BUILDS}/{new.name}")
    for name in [*(f"{name}.parquet" for name in table.TABLES), _ABOUT]:
        if not (folder / name).is_symlink():
            _link(folder / name, f"{_CURRENT}/{name}")
    _flush(folder)


def _link(path: Path, target: str) -> None:
    """A symbolic link at ``path``, replacing whatever file or link is there in one step."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    os.replace(aside, path)


def _prune(builds: Path, current: Path) -> None:
    """Remove all builds but the newest few and the last of each recent day, and what an interrupted build left."""
    others = sorted((path for path in builds.iterdir() if path.is_dir() and path != current), key=_age, reverse=True)
    whole = [path for path in others if (path / _ABOUT).exists()]
    last_of_day: dict[dt.date, Path] = {}
    for path in whole:
        last_of_day.setdefault(dt.datetime.fromtimestamp(_age(path) / 1e9, dt.UTC).date(), path)
    kept = {*whole[:_KEPT - 1], *list(last_of_day.values())[:_DAYS]}
    for path in others:
        if path not in kept:
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _lock(builds: Path) -> Iterator[None]:
    """Only one process at a time may write; another waits. The lock goes with its process, however that ends."""
    with (builds / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
