"""The flow: files → stories → events → tables. Start reading here."""

from __future__ import annotations

import dataclasses
import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from etl import assemble, knowledge, read, table
from etl.model import Issue, Story

Progress = Callable[[int, int], None]
"""Called with the stories done and the stories there are."""


def build(paths: Iterable[str | os.PathLike[str]], on_problem: read.OnProblem,
          progress: Progress = lambda done, total: None) -> table.Tables:
    """The tables of all stories in ``paths``; the same input gives the same rows in the same order.

    What cannot be read goes to ``on_problem``, and everything else is kept.
    """
    issues: list[Issue] = []
    stories = list(read.stories(paths, on_problem, issues.append))
    results: list[table.Result] = []
    for _, context in itertools.groupby(stories, key=lambda story: story.digest or story.origin):
        for result in _events(list(context), on_problem):
            results.append(result)
            progress(len(results), len(stories))
    return dataclasses.replace(table.frames(results, issues), build={"inputs": _inputs(stories)})


def _events(stories: Sequence[Story], on_problem: read.OnProblem) -> Iterator[table.Result]:
    """The events of stories that share a digest; a story on which a step breaks costs only itself, and is named."""
    try:
        yield from list(assemble.digest(stories))
    except knowledge.KnowledgeError:
        raise
    except Exception as error:  # a bug, which must be seen but must not cost the other stories
        if len(stories) > 1:
            for story in stories:
                yield from _events([story], on_problem)
            return
        broken, what = stories[0], f"{type(error).__name__}: {error}"
        on_problem(read.Problem(broken.origin, f"a step failed on this story ({what})"))
        yield broken, (), (Issue(broken.story_id, "story", "step_failed", what, 0, len(broken.title), broken.title),)


def _inputs(stories: Sequence[Story]) -> list[dict[str, str | int]]:
    """Each file that stories came from, with its SHA-256 and the number of its stories."""
    counts = Counter(story.origin.rpartition(":")[0] for story in stories)
    return [{"path": path, "sha256": read.fingerprint(path), "stories": count} for path, count in counts.items()]
