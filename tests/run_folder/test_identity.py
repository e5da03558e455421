"""The identity of a run changes with everything that decides its numbers, and with nothing else."""

import pytest
from hotline import TEXT, study, write

from simulator.comparing import ask
from simulator.run_folder.identity import differences, hash_of, identity_of, run_labels, trees_of
from simulator.scenario.reader import load


def identity(**asked):
    return identity_of(ask(study(), **asked))


USUAL = {"strategies": ["three"], "replications": 3}


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"replications": 4}, ["replications: 3 there, 4 here"]),
        ({"seed": 9}, ["seed: 3 there, 9 here"]),
        ({"strategies": ["three", "twin"]}, ["strategies: as_today, three there, as_today, three, twin here"]),
        (
            {"strategies": ["as_today"], "baseline": "three"},
            [
                "baseline: as_today there, three here",
                "strategies: as_today, three there, three, as_today here",
                "agent_groups.front.agents: 2 there, 3 here",
                "strategy 'three' is different",
                "strategy 'as_today' is different",
            ],
        ),
        ({"futures": [None, "busy"]}, ["futures: as stated there, as stated, busy here"]),
        ({"vary": ["channels.voice.lines=6,7"]}, ["grid: none there, channels.voice.lines here"]),
    ],
)
def test_what_is_asked_decides_the_hash_and_differences_are_told(other, told):
    usual, another = identity(**USUAL), identity(**{**USUAL, **other})
    assert hash_of(usual) != hash_of(another)
    assert differences(usual, another)[: len(told)] == told


def test_the_same_question_is_the_same_run():
    assert identity(**USUAL) == identity(**USUAL)
    assert hash_of(identity(**USUAL)) == hash_of(identity(**USUAL))
    assert differences(identity(**USUAL), identity(**USUAL)) == []


def test_a_setting_decides_and_a_comment_does_not(tmp_path):
    path = write(tmp_path)
    plain = identity_of(ask(load(path), **USUAL))
    (tmp_path / "hotline.yaml").write_text(f"# a comment\n{TEXT}")
    assert hash_of(identity_of(ask(load(path), **USUAL))) == hash_of(plain)
    set_ = identity_of(ask(load(path, ("agent_groups.back.agents=1",)), **USUAL))
    assert differences(plain, set_) == ["agent_groups.back.agents: 0 there, 1 here"]


def test_the_content_of_a_data_file_decides_and_its_place_does_not(tmp_path):
    found = []
    for name, instant in (("a", "09:00"), ("b", "09:00"), ("c", "09:01")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "calls.csv").write_text(f"time\n{instant}\n")
        path = write(folder)
        recorded = "sources.shoppers.arrivals={recorded: {file: calls.csv, time: time}}"
        found.append(identity_of(ask(load(path, (recorded,)), ["as_today"], replications=2)))
    assert hash_of(found[0]) == hash_of(found[1])
    assert differences(found[0], found[2]) == ["calls.csv has different content"]


def test_the_scenarios_of_all_runs_can_be_made_of_an_identity_again():
    asked = ask(study(), futures=[None, "busy"], replications=1)
    trees = list(trees_of(identity_of(asked)))
    assert [labels for labels, _ in trees] == [run_labels(run) for run in asked.runs]
    for (_, tree), (run, scenario) in zip(trees, asked.runs.items(), strict=True):
        assert type(scenario).model_validate(tree) == scenario, run


def test_of_very_many_differences_the_first_are_told():
    usual = identity(**USUAL)
    text = TEXT.replace("3m", "4m").replace("40/h", "50/h").replace("lines: 6", "lines: 8").replace("1h", "30m")
    from simulator.scenario.reader import load_text

    another = identity_of(ask(load_text(text), replications=7, seed=4))
    told = differences(usual, another)
    assert len(told) == 7
    assert told[-1].startswith("and ")
