"""Weighing: probabilities from clues, rivals against none, values told twice."""

import pytest

from etl import knowledge
from etl.assemble import weigh


@pytest.fixture(autouse=True)
def weights(monkeypatch):
    monkeypatch.setattr(weigh, "table", lambda: [("place", "base", -1.0), ("place", "title", 2.0), ("date", "lead", 1.5),
                                                 ("date", "none", 0.5)])
    weigh._weights.cache_clear()
    yield
    weigh._weights.cache_clear()


def candidate(value: str, **clues: float) -> weigh.Candidate:
    return weigh.Candidate(value, [(0, 1)], {name: float(weight) for name, weight in clues.items()})


def test_clues_add_up_to_a_probability():
    found = weigh.weighed("place", [candidate("a", base=1, title=1), candidate("b", base=1), candidate("c")])
    assert [round(one.probability, 3) for one in found] == [0.731, 0.269, 0.5]


def test_rivals_and_none_share_one_probability():
    found = weigh.rivals("date", [candidate("a", lead=1), candidate("b")], {"none": 1.0})
    assert 0 < found[1].probability < found[0].probability
    assert sum(one.probability for one in found) < 1
    without = weigh.rivals("date", [candidate("a", lead=1), candidate("b")])
    assert sum(one.probability for one in without) == pytest.approx(1)


def test_a_value_told_twice_is_not_its_own_rival():
    found = weigh.rivals("date", [candidate("a", lead=1), candidate("a"), candidate("b")])
    alone = found[2].probability
    weigh.pooled(found, lambda one: one.value)
    assert found[0].probability == found[1].probability == pytest.approx(1 - alone)
    assert found[2].probability == alone


def test_reasons_name_what_weighed_most():
    assert weigh.reasons("place", candidate("a", base=1, title=1)) == [("title", 2.0), ("base", -1.0)]


def test_a_weight_that_is_no_number_stops_the_run(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(knowledge, "rows", lambda name: iter([{"field": "date", "clue": "lead", "weight": "x"}]))
    with pytest.raises(knowledge.KnowledgeError, match="weights.csv: row 1"):
        weigh.table()
