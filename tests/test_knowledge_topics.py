"""Domains and event types: every entry is whole, and every example is recognised as its own."""

from __future__ import annotations

import pytest

from etl import assemble, knowledge
from etl.assemble import cues, serves, weigh, what
from etl.model import DOMAINS, EVENT_TYPES, Story

DOMAIN_EXAMPLES = [(code, text) for code, topic in knowledge.domains().items() for text in topic.examples]
TYPE_EXAMPLES = [(code, text) for code, topic in knowledge.event_types().items() for text in topic.examples]


def scene(text: str) -> assemble.Scene:
    return assemble.read(Story("s", text, text + "。"))


def test_every_code_of_the_contract_has_an_entry_in_its_order():
    assert tuple(knowledge.domains()) == DOMAINS
    assert tuple(knowledge.event_types()) == EVENT_TYPES


def test_every_entry_has_two_examples_and_both_names():
    for topic in (*knowledge.domains().values(), *knowledge.event_types().values()):
        assert len(topic.examples) >= 2, topic.id
        assert topic.zh and topic.en and topic.weights


@pytest.mark.parametrize(("code", "text"), DOMAIN_EXAMPLES)
def test_a_domain_s_example_is_its_own(code, text):
    found = scene(text)
    assert serves.domains(found, what.event_type(found)[0])[0][:1] == (code,)


@pytest.mark.parametrize(("code", "text"), TYPE_EXAMPLES)
def test_an_event_type_s_example_is_its_own(code, text):
    assert what.event_type(scene(text))[0] == code


def test_no_word_names_two_domains():
    """A cue may point to several domains; a name names one."""
    owner: dict[str, str] = {}
    for code, topic in knowledge.domains().items():
        for word, weight in topic.weights.items():
            if weight >= cues.NAMES:
                assert owner.setdefault(word, code) == code, word


def test_every_weight_belongs_to_a_field():
    assert {field for field, _, _ in weigh.table()} == {"event_type", "domain", "date", "place", "partner", "amount"}
