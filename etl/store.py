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
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl import table

DEFAULT = Path("data")
COMMAND = "python -m etl build seeds"
"""The command that builds a table, as messages give it."""

_BUILDS, _CURRENT, _ABOUT = ".builds", "current", "build.json"
_KEPT = 2
"""Builds: the current one, and the one before it, which a reader may just be reading."""


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


def _place(folder: Path) -> Path:
    """Where the files of the current build lie; the folder itself if it is a plain copy without links."""
    current = folder / _CURRENT
    return current.resolve() if current.is_symlink() else folder


def _read(folder: Path, place: Path) -> table.Tables:
    if not (place / _ABOUT).exists():
        if any((place / f"{name}.parquet").exists() for name in table.TABLES):
            raise Unreadable(folder, f"{_ABOUT} is missing")
        raise Missing(folder)
    about = _about(folder, place / _ABOUT)
    if about.get("version") != table.version():
        raise Unreadable(folder, "built by another version of the program")
    return table.Tables(**{name: table.pandas(name, _one(folder, place, name, about)) for name in table.TABLES},
                        build=about)


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
        found = pq.read_table(place / f"{name}.parquet", schema=table.schema(name))
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise Unreadable(folder, f"{name}.parquet is damaged") from error
    if found.num_rows != about.get("counts", {}).get(name):
        raise Unreadable(folder, f"{name}.parquet has {found.num_rows} rows, not those that were written")
    return found


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
    """Remove all builds but the newest few, among them what an interrupted build left behind."""
    others = sorted((path for path in builds.iterdir() if path.is_dir() and path != current),
                    key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in others[_KEPT - 1:]:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _lock(builds: Path) -> Iterator[None]:
    """Only one process at a time may write; another waits. The lock goes with its process, however that ends."""
    with (builds / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
