"""Fits etl/knowledge/weights.csv on labelled stories, and says how well such weights do on stories left out.

    python scripts/fit_weights.py GOLD_DIR                 fit on all sets, write the weights
    python scripts/fit_weights.py GOLD_DIR --check 5       5-fold cross-validation: write nothing, print the scores

GOLD_DIR holds NAME.jsonl beside the raw NAME_digest.txt and NAME_stories.jsonl (the contract, section 8); the project's own
labelled stories (tests/golden/fresh_*.jsonl) are added, and further events that the labels leave out though the story
tells them (further_accepted.jsonl). Each field's
candidates (``etl/assemble``) are labelled right, wrong or open (accepted, not required: left out), and a logistic
regression with a quadratic penalty weighs their clues, conditional on the story where only one can be right. Clues
seen in fewer than ``RARE`` stories are left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import score

from etl import assemble, export, knowledge, read, table
from etl.assemble import dateline, domains, further, money, weigh, what, when, where, who
from etl.model import Event, Story

FRESH = ("fresh_short", "fresh_long", "fresh_more_short", "fresh_more_long", "fresh_mixed", "fresh_plain", "fresh_topics",
         "fresh_names", "fresh_pages", "fresh_briefs", "fresh_local", "fresh_voices", "fresh_further", "fresh_facts",
         "facts")
"""Sets of the project's own."""
PARTIAL = {"facts": ("date", "place", "amount"), "fresh_briefs": ("event_type", "domain")}
"""Sets that have labels of some fields only."""
SETS = ("seed", "weekly", "dev", "more", "long", *FRESH)
SEVERAL = ("fresh_further",)
"""Stories of several events, for the weights of further events only: far more of them than the news has."""
TWINS = ("seed", "weekly")
"""Two wordings of the same events: a story and its twin are left out together."""
OWN = Path(__file__).parents[1] / "tests" / "golden"
FIELDS = ("event_type", "domain", "date", "place", "partner", "amount")
FURTHER = "further"
"""The stretches of a story that may tell an event of their own: weighed last, for their cells depend on the rest."""
CHOSEN = ("event_type", "date", "amount")
"""Fields of which a story has one value or none: their candidates are rivals."""
RARE = 3
PENALTY = {"event_type": 1.0, "domain": 1.0, "date": 0.6, "place": 4.0, "partner": 4.0, "amount": 0.6, FURTHER: 4.0}
HEAD = """\
# How much each clue weighs for each field: a logistic regression over labelled stories, fitted by scripts/fit_weights.py
# and not set by hand. A clue's name says where and what is seen: t: the headline, m: the main part, b: the rest.
"""


@dataclass
class Labelled:
    """A story with its labels, its scene and what the rest of its digest tells of the date."""

    gold: dict[str, Any]
    found: assemble.Scene
    calendar: tuple[int | None, int | None]
    types: list[weigh.Candidate] = field(default_factory=list)


Example = tuple[int, weigh.Clues, bool]
"""Number of its story, clues, label."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--check", type=int, metavar="FOLDS", help="cross-validate instead of writing the weights")
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--export", type=Path, help="with --check: keep the events of the stories left out in this folder")
    options = parser.parse_args()
    stories = [one for name in options.sets for one in labelled(OWN if name in FRESH else options.gold, name)]
    if options.check:
        return check(stories, options.check, options.export)
    write(fit(stories))
    return 0


# ---------------------------------------------------------------- stories

def labelled(folder: Path, name: str) -> list[Labelled]:
    """The stories of one set, read as the pipeline reads them and matched with their labels by headline."""
    accepted = {one["story_id"]: one["events"] for one in score.load(OWN / "further_accepted.jsonl")}
    gold = {score.fold(one["title"]): one | {"set": name, "events": one["events"] + accepted.get(one["story_id"], [])}
            for one in score.load(folder / f"{name}.jsonl")}
    inputs = [path for path in (folder / f"{name}_digest.txt", folder / f"{name}_stories.jsonl") if path.exists()]
    if name == "weekly":
        inputs = [folder.parent / "seeds" / "2018-08-weekly-digest.txt"]
    inputs = inputs or [folder / f"{name}.jsonl"]  # the labels hold the text too
    stories = list(read.stories(inputs, lambda problem: print(problem, file=sys.stderr)))
    found: list[Labelled] = []
    for shared in _by_digest(stories):
        scenes = [assemble.read(story) for story in shared]
        for scene, calendar in zip(scenes, assemble.calendars(scenes), strict=True):
            if one := gold.get(score.fold(scene.story.title)):
                found.append(Labelled(one, scene, calendar))
    return found


def _by_digest(stories: Sequence[Story]) -> Iterable[list[Story]]:
    groups: dict[str, list[Story]] = {}
    for story in stories:
        groups.setdefault(story.digest or story.origin, []).append(story)
    return groups.values()


# ---------------------------------------------------------------- labels

def examples(name: str, number: int, one: Labelled, kind: str) -> list[Example]:
    """The candidates of one field with their labels, those left out that are neither right nor wrong."""
    if not _judged(name, one):
        return []
    event = one.gold["events"][0]
    found = _candidates(name, one, kind)
    again = _named_again(found, event) if name == "partner" else set()
    rows = [(number, c.clues, wanted and at not in again) for at, c in enumerate(found)
            if (wanted := label(name, c, event)) is not None]
    empty = not (event["date"].get("start") if name == "date" else any(a.get("required", True) for a in event["amounts"]))
    if name == "date":
        rows.append((number, when.none(kind, len(found)), empty))
    if name == "amount" and found:
        rows.append((number, money.none(kind, len(found)), empty))
    return rows


def _judged(name: str, one: Labelled) -> bool:
    return name in PARTIAL.get(one.gold["set"], (name,))


def _candidates(name: str, one: Labelled, kind: str) -> list[weigh.Candidate]:
    if name == "event_type":
        return one.types or what.types(one.found)
    if name == "domain":
        return domains.fields(one.found, kind)
    known = dateline.calendar(one.found, *one.calendar)
    if name == "date":
        return when.candidates(one.found, kind, known)
    other_days = when.other_days(one.found, when.date(one.found, kind, known)[0], known)
    if name == "place":
        return where.candidates(one.found, kind, other_days)
    if name == "partner":
        return who.candidates(one.found, kind, where.places(one.found, kind, other_days)[0], other_days)
    return money.candidates(one.found, kind, other_days)


def label(name: str, candidate: weigh.Candidate, event: dict[str, Any]) -> bool | None:
    """Whether a candidate of a field is right; None where it is accepted, not required."""
    match name:
        case "event_type":
            return _topic(candidate.value, [event["event_type"]], event.get("event_type_accept"))
        case "domain":
            accepted = [*(event.get("domains_accept") or []), *(event.get("domains_any") or [])]
            return _topic(candidate.value, event.get("domains", []), accepted)
        case "date":
            return _date(candidate, event)
        case "place":
            return _place(candidate.value, event)
        case "partner":
            return _partner(candidate.value[0].name, event)
    return _amount(candidate, event)


def _topic(code: str, right: Sequence[str], accepted: Sequence[str] | None) -> bool | None:
    return True if code in right else None if code in (accepted or ()) else False


def _date(candidate: weigh.Candidate, event: dict[str, Any]) -> bool | None:
    span = candidate.value[0]
    got = score.date_key(span.start.isoformat(), span.end and span.end.isoformat(), span.precision)
    date = event.get("date") or {}
    right = {score.date_key(d.get("start"), d.get("end"), d.get("precision")) for d in [date, *date.get("accept", [])]}
    if got in right:
        return True if date.get("start") else None
    return False


def _place(code: str, event: dict[str, Any]) -> bool | None:
    within = knowledge.places().within
    if (country := code.partition("-")[0]) != code and country in {str(p["adcode"]) for p in event.get("places", [])}:
        code = country
    required = {str(p["adcode"]) for p in event.get("places", []) if p.get("required", True)}
    optional = {str(p["adcode"]) for p in event.get("places", [])} - required
    if code in required:
        return True
    return None if code in optional or any(within(inner, code) for inner in required) else False


def _partner(name: str, event: dict[str, Any]) -> bool | None:
    for want in event.get("partners", []):
        if _is_called(name, [want["name"], *want.get("aliases", [])]):
            return True if want.get("required", True) else None
    return False


def _named_again(found: Sequence[weigh.Candidate], event: dict[str, Any]) -> set[int]:
    """The numbers of the candidates that name an organisation once more, by a lesser name (中国电信 for its branch)."""
    again = set()
    for want in event.get("partners", []):
        names = [(at, c.value[0].name) for at, c in enumerate(found)
                 if _is_called(c.value[0].name, [want["name"], *want.get("aliases", [])])]
        full = next((at for at, name in names if _is_called(name, [want["name"]])), names[0][0] if names else None)
        again |= {at for at, _ in names if at != full}
    return again


def _is_called(name: str, forms: Sequence[str]) -> bool:
    return any(score.same_org(score.org(name), score.org(form)) for form in forms)


def _amount(candidate: weigh.Candidate, event: dict[str, Any]) -> bool | None:
    value = candidate.value.mention.value
    for want in event.get("amounts", []):
        if score.same_number(value.minimum, want.get("min")) and score.same_number(value.maximum, want.get("max")):
            return True if want.get("required", True) else None
    return False


def _tellings(number: int, one: Labelled) -> list[Example]:
    """The story's tellings, each labelled as an event of its own with its cells right, or not."""
    if not _judged(FURTHER, one):
        return []
    reading = assemble.reading(one.found, *one.calendar)
    rows = []
    for told in reading.candidates[FURTHER]:
        event = further.event(one.found, told, reading.events[0], 2)
        right = any(_is_event(want, event) for want in one.gold["events"][1:])
        if not (right and _is_event(one.gold["events"][0], event)):  # of loose labels both may hold
            rows.append((number, told.clues, right))
    return rows


def _is_event(want: dict[str, Any], event: Event) -> bool:
    """True where three of date, place, partners and money are right, and with them what it is or who takes part."""
    amounts = [{"min": event.amount.minimum, "max": event.amount.maximum, "currency": event.amount.currency}] if event.amount \
        else []
    span = event.date
    got = {"event_type": event.event_type, "date": span and span.start.isoformat(),
           "date_end": span and span.end and span.end.isoformat(), "date_precision": span and span.precision,
           "places": [{"adcode": place.adcode} for place in event.places],
           "partners": [{"name": partner.name, "kind": partner.kind} for partner in event.partners], "amounts": amounts}
    right, _ = score.score_event({name: score.Tally() for name in score.FIELDS}, want, got)
    return sum(right[name] for name in ("date", "place", "partner", "amount")) >= 3 and (
        right["event_type"] or right["partner"] and bool(event.partners))


# ---------------------------------------------------------------- fitting

def fit(stories: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """The weights of every field; each uses the event types that weights fitted without the story would give it."""
    for one in stories:
        one.types = what.types(one.found)
    main = [one for one in stories if one.gold["set"] not in SEVERAL]
    found = {"event_type": _fit_field("event_type", main, [""] * len(main))}
    kinds = _types_left_out(main)
    _use(found)
    for name in FIELDS[1:]:
        found[name] = _fit_field(name, main, kinds)
        _use(found)
    found[FURTHER] = logistic([row for number, one in enumerate(stories) for row in _tellings(number, one)], PENALTY[FURTHER])
    _use(found)
    return found


def _types_left_out(stories: Sequence[Labelled], folds: int = 5) -> list[str]:
    kinds = [""] * len(stories)
    for numbers in _folds(stories, folds):
        rest = [one for number, one in enumerate(stories) if number not in numbers]
        _use({"event_type": _fit_field("event_type", rest, [""] * len(rest))})
        for number in numbers:
            kinds[number] = what.event_type(stories[number].found)[0]
    return kinds


def _folds(stories: Sequence[Labelled], folds: int) -> list[set[int]]:
    """The numbers of the stories of each fold."""
    events: dict[str, list[int]] = {}
    for number, one in enumerate(stories):
        told = one.gold["story_id"]
        events.setdefault(told.partition("-")[2] if one.gold["set"] in TWINS else told, []).append(number)
    order = list(events.values())
    random.Random(7).shuffle(order)
    return [{number for numbers in order[start::folds] for number in numbers} for start in range(folds)]


def _fit_field(name: str, stories: Sequence[Labelled], kinds: Sequence[str]) -> dict[str, float]:
    rows = [row for number, (one, kind) in enumerate(zip(stories, kinds, strict=True))
            for row in examples(name, number, one, kind)]
    if name not in CHOSEN:
        return logistic(rows, PENALTY[name])
    right = {number for number, _, label in rows if label}
    return conditional([row for row in rows if row[0] in right], PENALTY[name])


def logistic(rows: Sequence[Example], penalty: float, rounds: int = 30) -> dict[str, float]:
    """Weights of a logistic regression with a quadratic penalty, by Newton's method; the base has no penalty."""
    column, x = _matrix(rows, (weigh.BASE,))
    y = np.array([label for _, _, label in rows], dtype=float)
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = 1e-3
    w = np.zeros(x.shape[1])

    def loss(w: np.ndarray) -> float:
        z = x @ w
        return float(np.sum(np.logaddexp(0, z) - y * z) + 0.5 * np.sum(ridge * w * w))

    for _ in range(rounds):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, x.T @ (p - y) + ridge * w)
        size = 1.0
        while loss(w - size * step) > loss(w) and size > 1e-4:
            size /= 2
        w -= size * step
        if np.abs(step).max() < 1e-6:
            break
    return {clue: round(float(w[at]), 3) for clue, at in column.items()}


def conditional(rows: Sequence[Example], penalty: float, rounds: int = 400, rate: float = 0.05) -> dict[str, float]:
    """Weights of a regression in which one candidate of each story is right (one of those labelled so), by Adam."""
    column, x = _matrix(rows, ())
    groups = np.array([number for number, _, _ in rows])
    right = np.array([label for _, _, label in rows], dtype=float)
    _, at = np.unique(groups, return_inverse=True)
    count = at.max() + 1
    w, mean, square = (np.zeros(x.shape[1]) for _ in range(3))
    for number in range(1, rounds + 1):
        e = np.exp(np.clip(x @ w, -30, 30))
        p = e / np.bincount(at, e, count)[at]
        q = e * right / np.maximum(np.bincount(at, e * right, count)[at], 1e-12)
        gradient = x.T @ (p - q) + penalty * w
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient ** 2
        w -= rate * (1 - number / (rounds + 1)) * (mean / (1 - 0.9 ** number)) / (
            np.sqrt(square / (1 - 0.999 ** number)) + 1e-8)
    return {clue: round(float(w[at]), 3) for clue, at in column.items()}


def _matrix(rows: Sequence[Example], first: tuple[str, ...]) -> tuple[dict[str, int], np.ndarray]:
    """The column of each clue that is not rare, and a row of strengths for each example."""
    seen: dict[str, set[int]] = {}
    for number, clues, _ in rows:
        for clue in clues:
            seen.setdefault(clue, set()).add(number)
    names = [*first, *sorted(clue for clue, where_seen in seen.items() if len(where_seen) >= RARE and clue not in first)]
    column = {clue: at for at, clue in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for at, (_, clues, _) in enumerate(rows):
        for clue, strength in clues.items():
            if clue in column:
                x[at, column[clue]] = strength
    return column, x


def _use(weights: dict[str, dict[str, float]]) -> None:
    """Lets ``etl`` weigh with these weights instead of those of the file."""
    weigh.table = lambda: [(name, *pair) for name, found in weights.items() for pair in found.items()]
    weigh._weights.cache_clear()


def write(weights: dict[str, dict[str, float]]) -> None:
    with (knowledge.FOLDER / "weights.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD)
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("field", "clue", "weight"))
        for name, found in weights.items():
            out.writerows((name, clue, f"{weight:.3f}") for clue, weight in found.items() if abs(weight) >= 0.02)
    print({name: len(found) for name, found in weights.items()})


# ---------------------------------------------------------------- checking

def check(stories: list[Labelled], folds: int, keep: Path | None) -> int:
    """Prints, for each set, the scores of stories whose weights were fitted without them, and how often values are right."""
    events: dict[str, list[dict[str, Any]]] = {}
    told: list[tuple[str, float, bool]] = []
    counts: dict[str, np.ndarray] = {}
    for numbers in _folds(stories, folds):
        weights = fit([one for number, one in enumerate(stories) if number not in numbers])
        _use(weights)
        for number in sorted(numbers):
            one = stories[number]
            reading = assemble.reading(one.found, *one.calendar)
            tables = table.frames([(one.found.story, reading.events, ())])
            events.setdefault(one.gold["set"], []).extend(export.records(tables))
            told += _told(one, reading)
            if _judged(FURTHER, one):
                counts[one.gold["set"]] = counts.get(one.gold["set"], np.zeros(4, int)) + _counted(one, reading)
    for name in events:
        _print_scores(name, [one.gold for one in stories if one.gold["set"] == name], events[name], keep)
    _print_further(counts)
    _print_reliability(told)
    return 0


def _counted(one: Labelled, reading: assemble.Reading) -> np.ndarray:
    """How many of the further events that are wanted were found, how many are wanted; how many given are right, and given."""
    given = list(reading.events[1:])
    found = wanted = 0
    for want in one.gold["events"][1:]:
        match = next((event for event in given if _is_event(want, event)), None)
        given.remove(match) if match else None
        wanted += want.get("required", True)
        found += bool(match) and want.get("required", True)
    total = len(reading.events) - 1
    return np.array([found, wanted, total - len(given), total])


def _print_further(counts: dict[str, np.ndarray]) -> None:
    for name, (found, wanted, right, given) in [*counts.items(), ("all", sum(counts.values()))]:
        print(f"further  {name:<14} found {found} of {wanted}, right {right} of {given} given")


def _print_scores(name: str, gold: list[dict[str, Any]], events: list[dict[str, Any]], keep: Path | None) -> None:
    result, errors = score.score(gold, events)
    judged = PARTIAL.get(name, score.FIELDS)
    fields = " ".join(f"{field}={row['f1']:.3f}" for field, row in result["fields"].items() if field in judged)
    print(f"{name:<8} mean {result['mean_f1']:.3f} rows {result['rows_right']:.3f} kinds "
          f"{result['partner_kind_accuracy'] or 1:.3f} {fields}")
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{name}.errors.jsonl").write_text(
            "".join(json.dumps(error, ensure_ascii=False) + "\n" for error in errors), encoding="utf-8")


def _told(one: Labelled, reading: assemble.Reading) -> list[tuple[str, float, bool]]:
    """Field, confidence and whether it is right, for each value of the primary event that the labels judge."""
    event, primary = one.gold["events"][0], reading.events[0]
    taken = {"event_type": lambda c: c.value == primary.event_type, "domain": lambda c: c.value in primary.domains,
             "date": lambda c: c.value[0] == primary.date, "place": lambda c: c.value in {p.adcode for p in primary.places},
             "partner": lambda c: c.value[0].name in {p.name for p in primary.partners},
             "amount": lambda c: primary.amount is not None and c.value.mention.value == primary.amount}
    found = {}
    for name in FIELDS:
        if not _judged(name, one):
            continue
        for candidate in reading.candidates[name]:
            if taken[name](candidate) and (right := label(name, candidate, event)) is not None:
                found[name, str(candidate.value)[:60]] = (name, candidate.probability, right)
    return list(found.values())


def _print_reliability(told: Sequence[tuple[str, float, bool]]) -> None:
    """Of the values of each confidence, how many are right; over all fields and for each."""
    bins = ((0.95, 1.01), (0.9, 0.95), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5))
    print("\nconfidence  " + "".join(f"{name:>14}" for name in ("all", *FIELDS)))
    for low, high in bins:
        cells = []
        for name in ("all", *FIELDS):
            hits = [right for field, sure, right in told if low <= sure < high and name in ("all", field)]
            cells.append(f"{sum(hits)}/{len(hits)} {sum(hits) / len(hits):.2f}" if hits else "-")
        print(f"{low:.2f}-{min(high, 1):.2f}   " + "".join(f"{cell:>14}" for cell in cells))


if __name__ == "__main__":
    sys.exit(main())
