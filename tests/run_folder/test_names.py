"""Folder names from scenario names: safe everywhere, whatever the scenario is called."""

import re

import pytest

from simulator.run_folder.names import folder_name

DIGEST = "0123456789abcdef"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Cyber Monday", "cyber-monday-01234567"),
        ("../../etc/passwd", "etc-passwd-01234567"),
        ("C:\\CON", "c-con-01234567"),
        (".", "scenario-01234567"),
        ("☎️ 客服中心", "scenario-01234567"),
        ("Été 24/7", "ete-24-7-01234567"),
        ("\u202egnp.exe", "gnp-exe-01234567"),
        ("--out", "out-01234567"),
        ("a\0b\nc", "a-b-c-01234567"),
    ],
)
def test_names_are_letters_digits_and_hyphens(title, name):
    assert folder_name(title, DIGEST) == name


def test_a_long_name_is_cut():
    name = folder_name("long name " * 30, DIGEST)
    assert len(name) <= 49
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
