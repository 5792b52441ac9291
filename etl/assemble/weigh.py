"""Candidates → how likely each is the event's own: the clues for and against, each with its weight.

A clue is a short name of something seen (``m:role:signatory``: a sentence of the main part has the name sign) with a
strength, mostly 1. The weights come from ``knowledge/weights.csv``: logistic regressions over labelled stories, fitted by
``scripts/fit_weights.py``, so that no weight is set by feeling and each probability means what it says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import mul
from typing import Any

from etl import knowledge

Clues = dict[str, float]
BASE = "base"
"""The clue that every candidate of a field with several values has: what holds before anything is seen."""


@dataclass(slots=True)
class Candidate:
    """A value that an event might have, what it was read from, and the clues that speak for or against it."""

    value: Any
    spans: list[tuple[int, int]]
    """The words it was read from, the most telling first."""
    clues: Clues
    probability: float = 0.0

    def add(self, *clues: str) -> None:
        self.clues.update(dict.fromkeys(clues, 1.0))

    def dated(self, lines: Sequence[int], other_days: Container[int]) -> None:
        """Adds what the days of the sentences that name it say: those of another day than the event's are background."""
        elsewhen = sum(line in other_days for line in lines)
        if elsewhen:
            self.add("another day")
        if elsewhen == len(lines):
            self.add("only another day")


def weighed(model: str, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with their probability, in the order given.

    ``model`` names the field: date, place, partner, domain, event_type, amount.
    """
    weights = _weights(model)
    for candidate in candidates:
        candidate.probability = _logistic(_sum(weights, candidate.clues))
    return candidates


def rivals(model: str, candidates: list[Candidate], none: Clues | None = None) -> list[Candidate]:
    """The candidates with their probability where at most one can be right, in the order given.

    ``none`` holds the clues that the story tells no such value at all; without it one of them must be right.
    """
    weights = _weights(model)
    sums = [_sum(weights, candidate.clues) for candidate in candidates]
    empty = [] if none is None else [_sum(weights, none)]
    highest = max([*sums, *empty], default=0.0)
    total = sum(math.exp(value - highest) for value in (*sums, *empty))
    for candidate, value in zip(candidates, sums, strict=True):
        candidate.probability = math.exp(value - highest) / total
    return candidates


def pooled(candidates: list[Candidate], key: Callable[[Candidate], Hashable]) -> list[Candidate]:
    """The rivals with what those of one ``key`` have together: a value told twice is not its own rival."""
    sums: dict[Hashable, float] = {}
    for one in candidates:
        sums[key(one)] = sums.get(key(one), 0.0) + one.probability
    for one in candidates:
        one.probability = min(1.0, sums[key(one)])
    return candidates


def reasons(model: str, candidate: Candidate, most: int = 3) -> list[tuple[str, float]]:
    """The clues that weighed most, for and against, with their share of the sum; for ``explain``."""
    weights = _weights(model)
    parts = [(clue, weights.get(clue, 0.0) * strength) for clue, strength in candidate.clues.items()]
    return sorted((part for part in parts if abs(part[1]) >= 0.05), key=lambda part: -abs(part[1]))[:most]


def _sum(weights: Mapping[str, float], clues: Clues) -> float:
    return sum(map(mul, map(weights.get, clues, repeat(0.0)), clues.values()))


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


@cache
def _weights(model: str) -> dict[str, float]:
    return {clue: weight for field, clue, weight in table() if field == model}


def table() -> list[tuple[str, str, float]]:
    """Field, clue and weight of each row of ``knowledge/weights.csv``.

    Raises:
        knowledge.KnowledgeError: a row has no number.
    """
    found = []
    for number, row in enumerate(knowledge.rows("weights.csv"), 1):
        try:
            found.append((row["field"], row["clue"], float(row["weight"])))
        except (KeyError, TypeError, ValueError) as error:
            raise knowledge.KnowledgeError(f"weights.csv: row {number}: {error}") from error
    return found
