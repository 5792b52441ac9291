"""Files and folders → stories; one module a format, all with ``stories(path, on_problem, on_issue)``."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from etl.model import Issue, Story
from etl.read import digest, jsonl, record, source
from etl.read.record import OnIssue
from etl.read.source import OnProblem, Problem

FORMATS = {".txt": digest, ".jsonl": jsonl, ".json": jsonl}
"""To add an input format: one module beside these, and its suffix here."""


def stories(paths: Iterable[str | os.PathLike[str]], on_problem: OnProblem,
            on_issue: OnIssue = lambda issue: None) -> Iterator[Story]:
    """Every story of the files and folders, folders in depth and in order of name; each story once.

    What cannot be read goes to ``on_problem`` and what a readable story leaves open to ``on_issue``; neither stops the
    rest. A story that comes a second time, word for word, is left out with an issue ``duplicate``.
    """
    seen: dict[str, str] = {}
    taken: set[str] = set()
    for path in files(paths, on_problem):
        try:
            for story in FORMATS[path.suffix.lower()].stories(path, on_problem, on_issue):
                kept = _new(story, seen, taken, on_issue)
                if kept:
                    yield kept
        except source.Unreadable as error:
            on_problem(Problem(str(path), str(error)))


def files(paths: Iterable[str | os.PathLike[str]], on_problem: OnProblem) -> Iterator[Path]:
    """The files to read, each once; a file of a folder is left out if hidden, a README or of no known format."""
    known: set[str] = set()
    for given in map(Path, paths):
        found = list(_inside(given, on_problem)) if given.is_dir() else [given]
        if given.is_dir() and not found:
            on_problem(Problem(str(given), f"a folder without stories ({', '.join(FORMATS)})"))
        for path in found:
            if path.suffix.lower() not in FORMATS and path.exists():
                on_problem(Problem(str(path), f"unknown format (known: {', '.join(FORMATS)})"))
            elif not path.exists():
                on_problem(Problem(str(path), "no such file or folder"))
            elif (real := os.path.realpath(path)) not in known:
                known.add(real)
                yield path


def fingerprint(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a file, in hexadecimal digits; ``""`` where it has gone since it was read."""
    try:
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _inside(folder: Path, on_problem: OnProblem) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        on_problem(Problem(str(error.filename or folder), f"cannot be opened ({error.strerror})"))

    for here, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if path.suffix.lower() in FORMATS and not name.startswith(".") and not name.lower().startswith("readme"):
                yield path


def _new(story: Story, seen: dict[str, str], taken: set[str], on_issue: OnIssue) -> Story | None:
    """The story if it is new, under an id that no other has."""
    content = record.identify(story.title, story.body, story.published)
    if content in seen:
        on_issue(Issue(seen[content], "story", "duplicate", story.origin, 0, len(story.title), story.title))
        return None
    if story.story_id in taken:
        story = record.renamed(story, f"{story.story_id}-{content}")
        on_issue(Issue(story.story_id, "story", "id_reused", story.origin, 0, len(story.title), story.title))
    seen[content] = story.story_id
    taken.add(story.story_id)
    return story
