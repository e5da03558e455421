"""Numbers kept before there were overflow rules are read as those of a center without any."""

import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hotline import study

from simulator.comparing import compare
from simulator.run_folder.fitting import fits
from simulator.run_folder.replications import read_replications, write_replications


@pytest.fixture(scope="module")
def compared():
    return compare(study(), ["as_today"], replications=2, jobs=1)


def rewritten(path, leave_out):
    """Write the numbers anew without what was not known before, and without the arrays that ``leave_out`` names."""
    with zipfile.ZipFile(path) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    about = json.loads(files["about.json"])
    for run in about["runs"]:
        del run["plan"]["names"]["overflow"], run["plan"]["names"]["verbs"]
    files["about.json"] = json.dumps(about).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            if not leave_out(name):
                archive.writestr(name, content)


def test_what_was_not_known_before_is_nothing(compared, tmp_path):
    path, stack = tmp_path / "replications.npz", compared.first.stacks["as_today"]
    write_replications([stack], path)
    rewritten(path, lambda name: name.endswith("used/overflow.npy"))
    (read,) = read_replications(path)
    assert read.details.plan.names == stack.details.plan.names
    assert read.details.used.overflow.tolist() == []
    assert fits(read, compared.first.scenarios["as_today"], 2)


def test_counts_of_rules_that_a_scenario_does_not_have_fit_no_run(compared, tmp_path):
    path, stack = tmp_path / "replications.npz", compared.first.stacks["as_today"]
    write_replications([stack], path)
    (read,) = read_replications(path)
    used = replace(read.details.used, overflow=np.ones((1, 3)))
    more = replace(read, details=replace(read.details, used=used))
    assert [fits(one, compared.first.scenarios["as_today"], 2) for one in (read, more)] == [True, False]
