"""What a strategy changes is told in words: every key of the language has some."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from simulator.report.words.changed import IN_WORDS, changed_lines
from simulator.report.words.keys.key_words import has_words, path_in_words
from simulator.scenario.language.shape import alternatives, fields_of
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping
from simulator.scenario.text.yaml_text import read_mapping

NAME = "some_name"


def keys(shape: Any, path: tuple[str, ...] = (), around: tuple[type, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every key that may be written below ``path``; a noun within itself is walked once."""
    for one in alternatives(shape):
        if isinstance(one, type) and issubclass(one, BaseModel):
            if around.count(one) < 2:
                for word, info in fields_of(one).items():
                    yield (*path, word)
                    yield from keys(info.annotation, (*path, word), (*around, one))
        elif get_origin(one) is dict:
            yield (*path, NAME)
            yield from keys(get_args(one)[1], (*path, NAME), around)
        elif get_origin(one) in (tuple, list):
            for item in get_args(one):
                yield from keys(item, path, around)


KEYS = sorted(set(keys(Scenario)))


def test_every_key_of_the_language_has_words() -> None:
    assert len(KEYS) > 600, "the language was not walked"
    without = [path for path in KEYS if not has_words(path)]
    assert not without, f"say in simulator/report/words/keys/ what these are called: {without}"


def test_no_words_look_like_keys() -> None:
    for path in KEYS:
        assert "_" not in path_in_words(path).replace(NAME, ""), path


def test_durations_by_time_of_day_and_factors_apart_are_told_in_words() -> None:
    step = ("contact_types", "orders", "wrap_up", "18:00", "lognormal", "mean")
    assert path_in_words(step) == "contact type orders › wrap-up › 18:00 › lognormal › mean"
    factor = ("agent_groups", "front", "serves", "orders", "handle_time", "wrap_up")
    assert path_in_words(factor) == "agent group front › serves › orders › handle time, times › wrap-up"


def test_a_key_without_words_is_told_as_it_is_written() -> None:
    assert path_in_words(("agent_groups", "front", "new_key", "deep")) == "agent group front › new_key › deep"
    assert path_in_words(("overflown", "to_chat", "when")) == "overflown › to_chat › when"
    condition = ("overflow", "to_chat", "when", "any", "long", "expected_wait", "at_least")
    assert path_in_words(condition) == "overflow rule to_chat › when › any of › long › expected wait › at least"
    assert not has_words(("agent_groups", "front", "new_key"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("agent_groups: {a: {agents: 24}}", "agent_groups: {a: {agents: 26}}", "agent group a › agents: 24 → 26"),
        (
            "contact_types: {orders: {talk: 4m, wrap_up: 30s}}",
            "contact_types: {orders: {talk: 5m, wrap_up: 20s}}",
            "contact type orders: talk 4m → 5m, wrap-up 30s → 20s",
        ),
        (
            "transfers: {on: {of: {type: a}}}",
            "transfers: {on: {of: {type: [a, b], group: front}}}",
            "transfer on › of: contact type a → [a, b], agent group front (new)",
        ),
        (
            "channels: {chat: {}}",
            "channels: {chat: {when_closed: voicemail}}",
            "channel chat › when closed: voicemail (new)",
        ),
        (
            'sources: {shoppers: {campaigns: {mailing: {lift_of_source: 20%}}}}',
            'sources: {shoppers: {campaigns: {mailing: {lift_of_source: 30%}}}}',
            "source shoppers › campaign › mailing › lift, as a share of the source: 20% → 30%",
        ),
        (
            "agent_groups: {a: {serves: {b: {solved: 80%, keep_free: 1}}}}",
            "agent_groups: {a: {serves: {b: {solved: 90%, keep_free: 2}}}}",
            "agent group a › serves › b: solved 80% → 90%, agents kept free 1 → 2",
        ),
        (
            'agent_groups: {a: {serves: {b: {keep_free: {"08:00": 2, "12:00": 0}}}}}',
            'agent_groups: {a: {serves: {b: {keep_free: {"08:00": 3, "12:00": 0}}}}}',
            "agent group a › serves › b › agents kept free › 08:00: 2 → 3",
        ),
        (
            "contact_types: {a: {segments: {vip: {share: 10%, age_rate: 1.5}}}}",
            "contact_types: {a: {segments: {vip: {share: 10%, age_rate: 2, age_cap: 10m}}}}",
            "contact type a › segment › vip: ageing, times 1.5 → 2, age up to 10m (new)",
        ),
        (
            "agent_groups: {a: {at_most: {chat: 3}}}",
            "agent_groups: {a: {at_most: {chat: 2}}}",
            "agent group a › at most in hand, of channel › chat: 3 → 2",
        ),
        (
            "follow_ups: {redial: {share: [60%, 50%], attempts: 5}}",
            "follow_ups: {redial: {share: [50%, 20%], attempts: 4}}",
            "follow-up redial: share [60%, 50%] → [50%, 20%], attempts at most 5 → 4",
        ),
        (
            "follow_ups: {redial: {after: {exponential: {mean: 8m}}}}",
            "follow_ups: {redial: {after: {exponential: {mean: 9m}}}}",
            "follow-up redial › after › exponential › mean: 8m → 9m",
        ),
        (
            "transfers: {expert: {pass: {type: advice}}}",
            "transfers: {expert: {pass: {type: advice, warm: 45s}}}",
            "transfer expert › pass on › warm, for: 45s (new)",
        ),
        ("follow_ups: {redial: {share: 60%}}", "follow_ups: {}", "follow-up redial: {share: 60%} removed"),
        ("horizon: {warm_up: 1d}", "horizon: {}", "horizon › warm-up: 1d removed"),
    ],
)  # fmt: skip
def test_a_change_is_told_as_a_reader_says_it(old: str, new: str, said: str) -> None:
    trees: list[Mapping] = [read_mapping(text, "text") for text in (old, new)]
    assert list(changed_lines(*trees, 9, IN_WORDS)) == [said]
