"""One behaviour of channels more is a noun that joins the family, and nothing else: tried with one that is made up.

Letters need a tray; how many lie on a desk at once, and which trays there are, is theirs alone. What is asked here of
`post` is true of any behaviour that joins.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field
from scenario_texts import SMALL

from simulator.demand.look import look
from simulator.errors import ScenarioError
from simulator.scenario.language.json_schema import scenario_schema, schema_text
from simulator.scenario.language.scenario_reference import reference
from simulator.scenario.language.shape import fields_of
from simulator.scenario.layers.merge import override
from simulator.scenario.nouns import Channel, LiveChannel, Scenario
from simulator.scenario.nouns.basics import Count, Duration
from simulator.scenario.reader import Study, load, load_text
from simulator.scenario.resolved.as_yaml import resolved_text
from simulator.scenario.resolved.origin import Step, origins
from simulator.scenario.resolved.variant import validated
from simulator.scenario.text.files import Folder
from simulator.scenario.text.nodes import plain
from simulator.scenario.text.yaml_text import read_mapping


class PostChannel(Channel):
    """Letters: whoever wrote is not there while the letter is read."""

    example: ClassVar[str] = """\
channels:
  voice: {behaviour: post, tray: red}
"""

    behaviour: Literal["post"] = Field(description="`post`: letters.", examples=["post"])
    tray: Literal["red", "blue"] = Field(description="Where they lie.", examples=["red"])
    kept_s: Duration = Field(3600.0, alias="kept", description="How long they lie there.", examples=["2h"])
    slots: Count | None = Field(None, description="So many lie on a desk at once. Left out: one.", examples=[4])


@contextmanager
def post_joins() -> Iterator[None]:
    """Have the made-up behaviour while this lasts."""
    Channel.join(PostChannel)
    try:
        yield
    finally:
        del Channel.members["post"]


@pytest.fixture
def post() -> Iterator[None]:
    with post_joins():
        yield


def text_with(voice: str, more: str = "") -> str:
    """Return the small scenario whose channel, in line 5 from column 10 on, is ``voice``."""
    head, rest = SMALL.split("channels:\n")
    _, _, rest = rest.partition("\n")
    return f"{head}channels:\n  voice: {voice}\n{rest}{more}"


def with_strategy(voice: str, change: str) -> str:
    return text_with(voice, f"strategies:\n  other: {{channels: {{voice: {change}}}}}\n")


LINE = len(text_with("{}").splitlines()) + 2
"""That of the strategy's change."""


def channel(study: Study, strategy: str | None = None) -> Channel:
    return study.resolve(strategy).channels["voice"]


def refused(text: str, settings: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(ScenarioError) as found:
        load_text(text, settings=settings)
    return [f"{one.line}:{one.column} {one.where}: {one.what} {one.hint}".rstrip() for one in found.value.problems]


def accepted(text: str) -> bool:
    return Draft202012Validator(scenario_schema()).is_valid(plain(read_mapping(text, "scenario.yaml")))


@pytest.mark.usefixtures("post")
def test_the_word_chooses_the_noun_and_live_is_meant_without_it() -> None:
    found = channel(load_text(text_with("{behaviour: post, tray: red, lines: 7}")))
    assert type(found) is PostChannel
    assert (found.tray, found.kept_s, found.slots, found.lines) == ("red", 3600.0, None, 7)
    for voice in ("{}", "{behaviour: live}"):
        assert channel(load_text(text_with(voice))) == LiveChannel()
    assert channel(load_text(text_with("{slots: 2}"))) != found


@pytest.mark.usefixtures("post")
def test_what_any_channel_is_asked_has_the_answer_of_one_contact_at_a_time() -> None:
    study = load_text(text_with("{behaviour: post, tray: red, slots: 3}"))
    found = channel(study)
    assert (found.in_hand_max, found.agents_kept_empty, found.work_at_once) == (None, {0.0: 0}, 1.0)
    assert study.warnings() == load_text(text_with("{}")).warnings()
    assert look(study).wrong == ()


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize(
    ("voice", "problems"),
    [
        (
            "{behaviour: post, tray: red, speed: [1]}",
            [
                "5:39 channels.voice: 'speed' is for behaviour live; this channel is post. "
                "Keys for behaviour post: tray, kept, slots."
            ],
        ),
        (
            "{behaviour: live, tray: red}",
            [
                "5:28 channels.voice: 'tray' is for behaviour post; this channel is live. "
                "Keys for behaviour live: exclusive, slots, speed, no_new, agent, keep_empty."
            ],
        ),
        (
            "{tray: red}",
            ["5:11 channels.voice: 'tray' is for behaviour post; this channel is live. Write behaviour: post as well."],
        ),
        (
            "{tary: red}",
            ["5:11 channels.voice: unknown key 'tary'. Did you mean 'tray', which is for behaviour post?"],
        ),
        (
            "{behaviour: post, tary: red}",
            ["5:28 channels.voice: unknown key 'tary'. Did you mean 'tray'?"],
        ),
        (
            "{behavior: post, tray: red, lines: 0}",
            [
                "5:11 channels.voice: unknown key 'behavior'. Did you mean 'behaviour'?",
                "5:45 channels.voice.lines: expected more than 0, got 0.",
            ],
        ),
        ("{slot: 3}", ["5:11 channels.voice: unknown key 'slot'. Did you mean 'slots'?"]),
        ("{behaviour: post}", ["5:3 channels.voice: 'tray' is missing. Where they lie. Write tray: red."]),
        (
            "{behaviour: pots, tray: green, speed: 3, lines: 0}",
            [
                "5:22 channels.voice.behaviour: expected live, conversation or post, got 'pots'. Did you mean 'post'?",
                "5:58 channels.voice.lines: expected more than 0, got 0.",
            ],
        ),
        ("{behaviour: null}", ["5:22 channels.voice.behaviour: expected live, conversation or post, got nothing."]),
        ('{behaviour: ""}', ["5:22 channels.voice.behaviour: expected live, conversation or post, got ''."]),
        ("{behaviour: fax}", ["5:22 channels.voice.behaviour: expected live, conversation or post, got 'fax'."]),
        (
            "{behaviour: post, tray: bleu, kept: 20, lines: 0}",
            [
                "5:34 channels.voice.tray: expected red or blue, got 'bleu'. Did you mean 'blue'?",
                "5:46 channels.voice.kept: a duration needs a unit, got 20. Write 20s, 20m or 20h.",
                "5:57 channels.voice.lines: expected more than 0, got 0.",
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_of_the_behaviour_that_is_meant(voice: str, problems: list[str]) -> None:
    assert sorted(refused(text_with(voice))) == sorted(problems)


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize(
    ("voice", "change", "means"),
    [
        # What the new behaviour does not have goes; what both have stays, and so does what the change gives.
        (
            "{slots: 2, speed: [1, 0.8], lines: 9}",
            "{behaviour: post, tray: blue}",
            {"behaviour": "post", "slots": 2, "lines": 9, "tray": "blue"},
        ),
        (
            "{slots: 2, speed: [1, 0.8], lines: 9}",
            "{behaviour: post, tray: blue, slots: {times: 2}, lines: null}",
            {"behaviour": "post", "slots": 4, "tray": "blue"},
        ),
        (
            "{behaviour: post, tray: red, kept: 2h, lines: 9}",
            "{behaviour: live, exclusive: true}",
            {"behaviour": "live", "lines": 9, "exclusive": True},
        ),
        ("{behaviour: post, tray: red, kept: 2h, lines: 9}", "{behaviour: null}", {"lines": 9}),
        # The same word again changes nothing, and without one the channel stays what it is.
        (
            "{behaviour: post, tray: red, kept: 2h}",
            "{behaviour: post, tray: blue}",
            {"behaviour": "post", "tray": "blue", "kept": "2h"},
        ),
        (
            "{behaviour: post, tray: red, kept: 2h}",
            "{kept: {times: 2}}",
            {"behaviour": "post", "tray": "red", "kept": "4h"},
        ),
        ("{slots: 2, speed: [1, 0.8]}", "{behaviour: live, lines: 3}", {"slots": 2, "speed": [1, 0.8], "lines": 3}),
    ],
)
def test_a_strategy_changes_the_behaviour(voice: str, change: str, means: dict[str, object]) -> None:
    text = with_strategy(voice, change)
    study = load_text(text)
    assert study.resolved_tree("other")["channels"]["voice"] | {"behaviour": means.get("behaviour")} == {
        "behaviour": None,
        **means,
    }
    assert accepted(text)
    again = load_text(resolved_text(study, "other"))
    assert again.resolve() == study.resolve("other")


@pytest.mark.usefixtures("post")
def test_a_strategy_that_changes_the_behaviour_is_told_what_is_wrong_at_its_place() -> None:
    other = "(from strategy 'other')"
    assert refused(with_strategy("{slots: 2, lines: 9}", "{behaviour: post}")) == [
        f"{LINE}:41 channels.voice {other}: 'tray' is missing. Where they lie. Write tray: red."
    ]
    assert refused(with_strategy("{slots: 2}", "{behaviour: post, tray: red, speed: [1, 1]}")) == [
        f"{LINE}:58 channels.voice {other}: 'speed' is for behaviour live; this channel is post. "
        "Keys for behaviour post: tray, kept, slots."
    ]
    assert refused(with_strategy("{}", "{behaviour: psot, tray: red}")) == [
        f"{LINE}:41 channels.voice.behaviour {other}: expected live, conversation or post, got 'psot'. "
        "Did you mean 'post'?"
    ]


@pytest.mark.usefixtures("post")
def test_what_is_misspelt_in_the_file_stays_wrong_when_a_strategy_changes_the_behaviour() -> None:
    assert refused(with_strategy("{slot: 2}", "{behaviour: post, tray: red}")) == [
        "5:11 channels.voice: unknown key 'slot'. Did you mean 'slots'?"
    ]


@pytest.mark.usefixtures("post")
def test_a_file_over_another_changes_what_a_strategy_changes_it_to(tmp_path: Path) -> None:
    below = with_strategy("{behaviour: post, tray: red}", "{tray: blue, kept: 2h, lines: 4}")
    (tmp_path / "below.yaml").write_text(below)
    (tmp_path / "above.yaml").write_text(
        "extends: below.yaml\nstrategies: {other: {channels: {voice: {behaviour: live, slots: 2}}}}\n"
    )
    found = channel(load(tmp_path / "above.yaml"), "other")
    assert found == LiveChannel(slots=2, lines=4)
    (tmp_path / "top.yaml").write_text("extends: below.yaml\nchannels: {voice: {behaviour: live, slots: 2}}\n")
    assert refused(f"extends: {tmp_path}/none.yaml\n")
    with pytest.raises(ScenarioError, match="'tray' is for behaviour post; this channel is live"):
        load(tmp_path / "top.yaml")


@pytest.mark.usefixtures("post")
def test_settings_reach_the_keys_of_every_behaviour() -> None:
    text = text_with("{behaviour: post, tray: red}")
    assert channel(load_text(text, settings=["channels.voice.kept=3h"])).kept_s == 3 * 3600.0  # type: ignore[attr-defined]
    live = ["channels.voice.behaviour=live", "channels.voice.slots=2", "channels.voice.speed=[1, 0.9]"]
    assert channel(load_text(text, settings=live)) == LiveChannel(slots=2, speed=(1.0, 0.9))
    (problem,) = refused(text, settings=("channels.voice.kpet=3h",))
    assert problem.endswith("there is no 'kpet' here. Did you mean 'kept'?")
    (problem,) = refused(text, settings=("channels.voice.speed=[1]",))
    assert "'speed' is for behaviour live; this channel is post." in problem


@pytest.mark.usefixtures("post")
def test_what_is_left_out_is_shown_as_the_behaviour_has_it() -> None:
    study = load_text(with_strategy("{behaviour: post, tray: red}", "{behaviour: live}"))
    shown = [line.strip().partition("  #")[0] for line in resolved_text(study, "base", defaults=True).splitlines()]
    assert "kept: 1h" in shown
    assert not {"keep_empty: 0", "behaviour: live"} & set(shown)
    for strategy in ("base", "other"):
        again = load_text(resolved_text(study, strategy, defaults=True))
        assert again.resolve() == study.resolve(strategy)
    shown = [line.strip().partition("  #")[0] for line in resolved_text(study, "other", defaults=True).splitlines()]
    assert "keep_empty: 0" in shown
    assert not any(line.startswith(("kept:", "tray:")) for line in shown)


@pytest.mark.usefixtures("post")
def test_what_went_with_the_old_behaviour_is_told_when_asked_why() -> None:
    study = load_text(with_strategy("{slots: 2, speed: [1, 0.8]}", "{behaviour: post, tray: red}"))
    told = {one.path: (one.value, one.steps) for one in origins(study, ("channels", "voice"), "other")}
    assert told["channels.voice.speed"] == (
        "",
        (
            Step("[1, 0.8]", "scenario.yaml:5:28"),
            Step("removed", f"scenario.yaml:{LINE}:29, strategy 'other'"),
        ),
    )
    assert told["channels.voice.kept"] == ("1h", (Step("1h", "by default"),))
    assert told["channels.voice.slots"][0] == "2"


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize(
    ("voice", "good"),
    [
        ("{}", True),
        ("{slots: 2, speed: [1, 0.9]}", True),
        ("{behaviour: live, lines: 3}", True),
        ("{behaviour: post, tray: red}", True),
        ("{behaviour: post, tray: red, kept: 2h, slots: 3, lines: 9}", True),
        ("{behaviour: post}", False),
        ("{behaviour: post, tray: green}", False),
        ("{behaviour: post, tray: red, speed: [1]}", False),
        ("{behaviour: live, tray: red}", False),
        ("{tray: red}", False),
        ("{behaviour: fax}", False),
        ("{behaviour: null}", False),
        ("{behaviour: [live]}", False),
        ("3", False),
        ("[]", False),
    ],
)
def test_schema_and_reader_agree_on_a_channel(voice: str, good: bool) -> None:
    assert accepted(text_with(voice)) is good
    try:
        load_text(text_with(voice))
    except ScenarioError:
        assert not good
    else:
        assert good


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize(
    ("change", "good"),
    [
        ("{tray: blue}", True),
        ("{speed: null, lines: {add: 2}}", True),
        ("{behaviour: post, tray: red, slots: {times: 2}}", True),
        ("{behaviour: null, speed: [1]}", True),
        ("{behaviour: null, tray: red}", False),
        ("{behaviour: live, tray: red}", False),
        ("{behaviour: post, speed: null}", True),
        ("{behaviour: post, speed: [1]}", False),
        ("{tray: red, speed: [1]}", False),
        ("{behaviour: fax}", False),
    ],
)
def test_the_schema_knows_what_a_strategy_may_change(change: str, good: bool) -> None:
    assert accepted(with_strategy("{}", change)) is good


GOOD = [
    "{}",
    "{behaviour: live, lines: 3}",
    "{slots: 2, speed: [1, 0.9], lines: 9}",
    "{behaviour: post, tray: red}",
    "{behaviour: post, tray: blue, slots: 3, kept: 2h, lines: 4}",
]
CHANGES = {
    "behaviour": ["live", "post", "post", "null", "fax"],
    "lines": ["3", "{times: 2}", "null"],
    "slots": ["2", "{add: 1}", "null"],
    "speed": ["[1, 0.8]", "null"],
    "tray": ["red", "blue", "null"],
    "kept": ["1h", "{add: 5m}", "null"],
}


def some_change(dice: random.Random) -> str:
    """Return a mapping of some of the keys, each with one of its values."""
    keys = [key for key in CHANGES if dice.random() < 0.35]
    return f"{{{', '.join(f'{key}: {dice.choice(CHANGES[key])}' for key in keys)}}}"


@pytest.mark.usefixtures("post")
def test_what_the_reader_accepts_the_schema_accepts_and_what_is_shown_reads_back() -> None:
    dice, good, schema = random.Random(6), 0, Draft202012Validator(scenario_schema())
    for _ in range(200):
        text = with_strategy(dice.choice(GOOD), some_change(dice))
        try:
            study = load_text(text)
        except ScenarioError:
            continue
        good += 1
        assert schema.is_valid(plain(read_mapping(text, "scenario.yaml"))), text
        for strategy in ("base", "other"):
            for defaults in (False, True):
                again = load_text(resolved_text(study, strategy, defaults=defaults))
                assert again.resolve() == study.resolve(strategy), text
    assert good > 30


@pytest.mark.usefixtures("post")
def test_a_wrong_key_is_the_one_complaint_of_the_schema() -> None:
    tree = plain(read_mapping(text_with("{behaviour: post, tray: red, speed: [1]}"), "scenario.yaml"))
    (error,) = Draft202012Validator(scenario_schema()).iter_errors(tree)
    while error.context:
        (error,) = error.context
    assert error.json_path == "$.channels.voice"
    assert "'speed' was unexpected" in error.message


@pytest.mark.usefixtures("post")
def test_each_behaviour_has_a_definition_and_a_section() -> None:
    Draft202012Validator.check_schema(scenario_schema())
    made = scenario_schema()["$defs"]
    assert made["Channel"]["properties"]["behaviour"]["enum"] == ["live", "conversation", "post"]
    assert made["Channel"]["properties"]["behaviour"]["default"] == "live"
    assert made["PostChannel"]["required"] == ["behaviour", "tray"]
    assert "default" not in made["PostChannel"]["properties"]["behaviour"]
    assert list(made["PostChannel"]["properties"]) == [*fields_of(Channel), "tray", "kept", "slots"]
    family, _, rest = reference().partition("\n### channel\n")[2].partition("\n### live channel\n")
    live, _, rest = rest.partition("\n### post channel\n")
    letters = rest.partition("\n### ")[0]
    assert "`post`: letters. | `live`, `conversation`, `post` |" in family
    assert "`live`: customer and agent are connected at the same time." in family
    assert "[`live`](#live-channel), [`conversation`](#conversation-channel), [`post`](#post-channel)." in family
    assert "| `lines` |" in family
    assert "| `kept` | How long they lie there. | duration | `kept: 2h` | `1h` |" in letters
    assert "| `tray` | Where they lie. | `red`, `blue` | `tray: red` | *required* |" in letters
    assert PostChannel.example in letters
    assert "| `speed` |" in live
    for word in ("`lines`", "`behaviour`", "`speed`"):
        assert f"| {word} |" not in letters


@pytest.mark.usefixtures("post")
def test_its_example_is_good_where_the_reference_says_it_fits() -> None:
    wrong: list = []
    small, example = (read_mapping(text, "example.yaml") for text in (Scenario.example, PostChannel.example))
    whole = override(small, example, wrong)
    assert (wrong, validated(whole, Folder(".")).problems) == ([], ())


def test_whoever_has_left_is_not_known_any_more() -> None:
    before = schema_text(), reference()
    with post_joins():
        assert (schema_text(), reference()) != before
    assert (schema_text(), reference()) == before
    assert "post" not in schema_text()
    assert refused(text_with("{behaviour: post, tray: red}")) == [
        "5:22 channels.voice.behaviour: expected live or conversation, got 'post'."
    ]
