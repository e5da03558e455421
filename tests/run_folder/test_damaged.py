"""Folders that something happened to: each is a sentence and exit code 2, and the same command makes it whole again."""

import json
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hotline import study, write
from kept_folders import as_of_0_3, manifest_in, put, sealed_again
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.comparing import ask
from simulator.errors import IncompleteRun, UsageError
from simulator.run_folder import seals
from simulator.run_folder.keeper import Keeper
from simulator.run_folder.page_background import background_of_kept
from simulator.run_folder.place import NotWritten
from simulator.run_folder.stored import load_run

QUICK = ("-s", "three", "-n", "2", "--jobs", "1")


def ccsim(*words):
    done = CliRunner().invoke(app, [*map(str, words)], env={"COLUMNS": "80", "CCSIM_RESULTS": ""})
    assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
    return done


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return a folder with a log, the scenario it was made of beside it."""
    home = tmp_path_factory.mktemp("whole")
    done = ccsim("compare", write(home), *QUICK, "--out", home / "run", "--log")
    assert done.exit_code == 0, done.output
    return home


@pytest.fixture
def folder(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "home")
    return tmp_path / "home" / "run"


def arrays_changed(folder: Path, change: Callable[[dict], object]) -> None:
    """Rewrite replications.npz with arrays that ``change`` may put elsewhere; what is about.json stays."""
    path = folder / "replications.npz"
    with zipfile.ZipFile(path) as archive:
        about = archive.read("about.json")
    with np.load(path, allow_pickle=False) as found:
        arrays = {name: found[name] for name in found.files if name != "about.json"}
    change(arrays)
    np.savez_compressed(path, **arrays)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("about.json", about)


def doubled(folder):
    arrays_changed(folder, lambda arrays: arrays.update({n: a * 2 for n, a in arrays.items() if a.dtype.kind == "f"}))


def one_shorter(name):
    return lambda folder: arrays_changed(folder, lambda arrays: arrays.update({name: arrays[name][:-1]}))


def of_text(name):
    return lambda folder: arrays_changed(folder, lambda arrays: arrays.update({name: arrays[name].astype("U")}))


def without(key):
    def change(folder):
        put(folder, {name: value for name, value in manifest_in(folder).items() if name != key})

    return change


def edited(key, value):
    return lambda folder: put(folder, {**manifest_in(folder), key: value})


def in_identity(key, value):
    def change(folder):
        manifest = manifest_in(folder)
        put(folder, {**manifest, "identity": {**manifest["identity"], key: value}})

    return change


def text(name, content):
    return lambda folder: (folder / name).write_text(content)


def gone(name):
    return lambda folder: (folder / name).unlink()


def cut(name):
    return lambda folder: (folder / name).write_bytes(
        (folder / name).read_bytes()[: (folder / name).stat().st_size // 2]
    )


def a_letter_changed(name):
    def change(folder):
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)

    return change


DAMAGE = {
    "numbers doubled": (doubled, "replications.npz has different numbers"),
    "a unit less": (one_shorter("0/0/u1"), "replications.npz has different numbers"),
    "an array of text": (of_text("1/used/closings"), "replications.npz"),
    "numbers gone": (gone("replications.npz"), "replications.npz cannot be read"),
    "numbers cut": (cut("replications.npz"), "replications.npz is damaged"),
    "numbers empty": (text("replications.npz", ""), "replications.npz is damaged"),
    "a table gone": (gone("metrics.csv"), "metrics.csv is missing"),
    "a table cut": (cut("waits.csv"), "waits.csv has different content"),
    "a digit of a table": (a_letter_changed("intervals.csv"), "intervals.csv has different content"),
    "the summary edited": (text("summary.md", "fine"), "summary.md has different content"),
    "the scenario edited": (a_letter_changed("scenario/hotline.yaml"), "scenario/hotline.yaml has different content"),
    "a table of the log gone": (gone("log/spans.parquet"), "log/spans.parquet is missing"),
    "no command": (without("command"), "manifest.json has no 'command'"),
    "no runs": (without("runs"), "manifest.json has no 'runs'"),
    "no versions": (without("versions"), "manifest.json has no 'versions'"),
    "no sources": (without("sources"), "manifest.json has no 'sources'"),
    "no seals": (without("written"), "manifest.json has no 'sealed' or no 'written'"),
    "no status": (without("status"), "manifest.json has no 'status'"),
    "another status": (edited("status", "done"), "manifest.json has an unknown status or command"),
    "another hash": (edited("hash", "0" * 64), "manifest.json has an identity that does not match its hash"),
    "another command": (edited("repeat", "rm -rf ."), "manifest.json does not match its own hash"),
    "a number for a list": (edited("runs", 3), "manifest.json has a value of the wrong type for 'runs'"),
    "a version in words": (
        edited("manifest_version", "2"),
        "manifest.json has a value of the wrong type for 'manifest_version'",
    ),
    "another seed": (in_identity("seed", 4), "manifest.json has an identity that does not match its hash"),
    "seed true": (in_identity("seed", True), "manifest.json has a value of the wrong type for 'identity.seed'"),
    "half a manifest": (cut("manifest.json"), "manifest.json cannot be read"),
    "a brace": (text("manifest.json", "{"), "it has no manifest.json that can be understood"),
    "no manifest": (gone("manifest.json"), "it has no manifest.json that can be understood"),
    "deep": (text("manifest.json", "[" * 100_000), "it has no manifest.json that can be understood"),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=DAMAGE)
def test_what_happened_is_a_sentence_and_the_same_command_makes_it_whole(folder, damage, said):
    before = (folder / "replications.npz").read_bytes()
    damage(folder)
    told = ccsim("report", folder)
    assert (told.exit_code, told.stdout) == (2, ""), told.output
    assert said in told.stderr
    assert len(told.stderr.splitlines()) == 1
    (folder / "notes.txt").write_text("mine")
    again = ccsim("compare", folder.parent / "hotline.yaml", *QUICK, "--out", folder)
    assert again.exit_code == 0, again.output
    assert f"{folder} was damaged or had been changed (" in again.stderr
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "replications.npz").read_bytes() == before
    assert ccsim("report", folder).exit_code in ((0, 2) if "log" in said else (0,))


def test_every_reader_says_so(folder):
    doubled(folder)
    for words in (("report", folder), ("report", folder, "--html", folder / "x.html"), ("plot", folder, "--list")):
        done = ccsim(*words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "replications.npz has different numbers" in done.stderr
    with pytest.raises(UsageError, match="different numbers"):
        load_run(folder)


def test_a_folder_as_it_was_written_says_nothing(folder):
    done = ccsim("report", folder)
    assert (done.exit_code, done.stderr) == (0, "")
    again = ccsim("compare", folder.parent / "hotline.yaml", *QUICK, "--out", folder)
    assert "damaged" not in again.stderr
    assert ccsim("report", folder).exit_code == 0
    assert (folder / "log" / "contacts.parquet").exists()


def test_the_log_may_be_taken_away_as_a_whole_and_anything_may_be_put_in(folder):
    shutil.rmtree(folder / "log")
    (folder / "pictures").mkdir()
    (folder / "notes.txt").write_text("mine")
    assert ccsim("report", folder).exit_code == 0


def test_numbers_that_are_only_packed_otherwise_are_the_same(folder):
    with zipfile.ZipFile(folder / "replications.npz") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(folder / "replications.npz", "w", zipfile.ZIP_STORED) as archive:
        for name, one in content.items():
            archive.writestr(name, one)
    assert ccsim("report", folder).exit_code == 0


def test_large_files_that_nobody_reads_are_compared_by_their_size(folder, monkeypatch):
    monkeypatch.setattr(seals, "HASHED_MAX", 100)
    a_letter_changed("intervals.csv")(folder)
    assert ccsim("report", folder).exit_code == 0
    cut("intervals.csv")(folder)
    assert "intervals.csv has different content" in ccsim("report", folder).stderr


def test_a_manifest_leads_nowhere_else(folder):
    (folder.parent / "secret").write_text("mine")
    for name in ("../secret", str(folder.parent / "secret"), "scenario/../../secret"):
        manifest = manifest_in(folder)
        about = {"file": name, "bytes": 4, "sha256": "0" * 64, "copied": True}
        sealed_again(folder, {**manifest, "sources": [*manifest["sources"], about]})
        assert f"{name} is not in the folder" in ccsim("report", folder).stderr
        sealed_again(folder, manifest)
    assert ccsim("report", folder).exit_code == 0
    (folder / "metrics.csv").unlink()
    (folder / "metrics.csv").symlink_to(folder.parent / "secret")
    assert "metrics.csv is not in the folder" in ccsim("report", folder).stderr
    # Writing it again replaces the link and not what it leads to; so it is with a folder of links.
    shutil.move(folder / "scenario", folder.parent / "theirs")
    (folder / "scenario").symlink_to(folder.parent / "theirs")
    (folder.parent / "theirs" / "hotline.yaml").write_text("mine")
    assert ccsim("compare", folder.parent / "hotline.yaml", *QUICK, "--out", folder).exit_code == 0
    assert (folder.parent / "secret").read_text() == "mine"
    assert (folder.parent / "theirs" / "hotline.yaml").read_text() == "mine"
    assert ccsim("report", folder).exit_code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("name", ["manifest.json", "replications.npz", "metrics.csv"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(folder, name):
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert ccsim("report", folder).exit_code == 2


def test_a_folder_of_0_3_is_read_and_a_damaged_one_refused(folder):
    as_of_0_3(folder)
    assert ccsim("report", folder).exit_code == 0
    # It does not say what it was, so only what cannot be is refused.
    doubled(folder)
    assert ccsim("report", folder).exit_code == 0
    for damage in (one_shorter("0/0/u1"), of_text("1/used/closings"), one_shorter("0/0/wait_bins/place")):
        damage(folder)
        done = ccsim("report", folder)
        assert (done.exit_code, done.stdout) == (2, "")
        ccsim("compare", folder.parent / "hotline.yaml", *QUICK, "--out", folder.parent / "new")
        shutil.copy(folder.parent / "new" / "replications.npz", folder)


def test_the_damaged_folder_of_another_run_is_left_as_it_is(folder):
    cut("manifest.json")(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = ccsim("compare", folder.parent / "hotline.yaml", *QUICK, "--seed", "9", "--out", folder)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "holds another run, and its manifest.json is damaged" in done.stderr
    (folder / "manifest.json").write_text("{")
    before[folder / "manifest.json"] = b"{"
    done = ccsim("compare", folder.parent / "hotline.yaml", *QUICK, "--seed", "9", "--out", folder)
    assert done.exit_code == 3
    assert "holds the numbers of another run and does not identify that run" in done.stderr
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_not_ours_is_never_touched(tmp_path):
    for name, content in (("manifest.json", '{"name": "An app"}'), ("replications.npz", "mine"), ("x", "")):
        (tmp_path / "theirs").mkdir()
        (tmp_path / "theirs" / name).write_text(content)
        kept = Keeper(ask(study(), ["three"], replications=1), "compare")
        kept.folder = tmp_path / "theirs"
        with pytest.raises(NotWritten, match="holds files that are not a run of ccsim"):
            kept.write(kept.run(jobs=1))
        assert (tmp_path / "theirs" / name).read_text() == content
        assert len(list((tmp_path / "theirs").iterdir())) == 1
        shutil.rmtree(tmp_path / "theirs")


def damaged_at_random(folder: Path, rng: random.Random) -> str:
    """Damage a folder in one of many ways; return which."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    path = rng.choice([*files, folder / "manifest.json", folder / "replications.npz", folder / "replications.npz"])
    content = bytearray(path.read_bytes())
    kind = rng.choice(("flip", "cut", "delete", "swap", "fill", "insert", "manifest", "array"))
    if kind == "flip":
        for _ in range(rng.choice((1, 10, 1000))):
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        path.write_bytes(content)
    elif kind == "cut":
        path.write_bytes(content[: rng.randrange(len(content))])
    elif kind == "delete":
        path.unlink()
    elif kind == "swap":
        other = rng.choice(files)
        theirs = other.read_bytes()
        other.write_bytes(content)
        path.write_bytes(theirs)
    elif kind == "fill":
        at = rng.randrange(len(content))
        content[at : at + 500] = bytes(len(content[at : at + 500]))
        path.write_bytes(content)
    elif kind == "insert":
        at = rng.randrange(len(content))
        path.write_bytes(content[:at] + rng.randbytes(rng.choice((1, 50))) + content[at:])
    elif kind == "manifest":
        manifest = manifest_in(folder)
        tree, key = rng.choice(branches(manifest))
        if rng.random() < 0.3:
            del tree[key]
        else:
            values = (None, True, -1, 2**70, 1e308, "", "x" * 1000, [], {}, [[]], {"a": {}}, "../x", float("nan"))
            tree[key] = rng.choice(values)
        (sealed_again if rng.random() < 0.5 and isinstance(manifest.get("identity"), dict) else put)(folder, manifest)
        return f"{kind} {key}"
    else:
        arrays_changed(folder, lambda arrays: reshaped(arrays, rng))
    return f"{kind} {path.name}"


def branches(tree: object) -> list[tuple]:
    """Return all places in a document."""
    found = []
    if isinstance(tree, dict | list):
        for key in tree if isinstance(tree, dict) else range(len(tree)):
            found += [(tree, key), *branches(tree[key])]
    return found


def reshaped(arrays: dict, rng: random.Random) -> None:
    name = rng.choice(sorted(arrays))
    one = arrays[name]
    changes = (
        lambda: one[:-1] if one.ndim else one,
        lambda: np.concatenate([one, one]) if one.ndim else one,
        lambda: one.astype("U8") if one.dtype.names is None else one[:0],
        lambda: one.astype("f4") if one.dtype.names is None else one["low"],
        lambda: np.full(one.shape, np.nan),
        lambda: one.reshape(-1),
        lambda: one[..., np.newaxis],
        lambda: np.full_like(one, 255) if one.dtype.kind in "ui" else np.zeros_like(one),
        lambda: np.zeros(0),
    )
    if rng.random() < 0.1:
        del arrays[name]
    else:
        arrays[name] = rng.choice(changes)()


def check_damaged(whole: Path, at: Path, seed: int) -> None:
    """A damaged folder, perhaps one without seals, is a sentence or as it was; nobody else's files are touched."""
    rng = random.Random(seed)
    shutil.rmtree(at, ignore_errors=True)
    shutil.copytree(whole, at)
    folder = at / "run"
    if rng.random() < 0.4:
        as_of_0_3(folder)
    sealed = "sealed" in manifest_in(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    what = ""
    try:
        what = damaged_at_random(folder, rng)
        after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        told = ccsim("report", folder, "--format", rng.choice(("table", "json", "csv", "md")))
        assert told.exit_code in (0, 2, 3), told.output
        assert (told.exit_code == 0) == (told.stdout != ""), told.output
        assert told.exit_code == 0 or len(told.stderr.splitlines()) == 1, told.stderr
        if sealed and told.exit_code == 0 and not what.startswith("manifest"):
            # What stands in a file may have been written over by the same, and the last line of the manifest may be cut
            # of nothing but its end.
            harmless = what.startswith(("array", "flip", "fill")) or what == "cut manifest.json"
            changed = {path.name for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
            assert harmless or not changed, changed
            if what == "cut manifest.json":
                assert json.loads(before[folder / "manifest.json"]) == manifest_in(folder)
        if told.exit_code == 0:
            run = load_run(folder)
            assert background_of_kept(run.manifest).repeat == run.manifest["repeat"]
        (folder / "notes.txt").write_text("mine")
        again = ccsim("compare", at / "hotline.yaml", *QUICK, "--out", folder)
        assert again.exit_code in (0, 2, 3), again.output
        assert (folder / "notes.txt").read_text() == "mine"
        if again.exit_code == 0:
            assert ccsim("report", folder).exit_code == 0 or "log/" in ccsim("report", folder).stderr
        else:
            untouched = {path: path.read_bytes() for path in folder.rglob("*") if path in after}
            assert untouched == after
    except BaseException as error:
        error.add_note(f"seed {seed}: {what}")
        raise


def test_folders_damaged_at_random_are_a_sentence(whole, tmp_path):
    for seed in range(5):
        check_damaged(whole, tmp_path / "home", seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(8))
def test_hundreds_of_folders_damaged_at_random_are_a_sentence(whole, tmp_path, block):
    for seed in range(5 + block * 40, 45 + block * 40):
        check_damaged(whole, tmp_path / "home", seed)


def test_a_run_that_did_not_finish_is_said_before_anything_else(folder):
    manifest = manifest_in(folder)
    sealed_again(folder, {**manifest, "status": "incomplete", "kept": 0})
    with pytest.raises(IncompleteRun):
        load_run(folder)


def test_seals_are_beside_the_identity_and_never_in_it(folder):
    manifest = manifest_in(folder)
    assert not {"written", "sealed"} & manifest["identity"].keys()
    assert json.dumps(manifest["identity"]).count("sha256") == 0
    assert {"metrics.csv", "replications.npz", "log/contacts.parquet"} <= manifest["written"].keys()
    assert manifest["written"]["replications.npz"]["arrays"]["0/answered_by"] == "<f8 2×2×2"
