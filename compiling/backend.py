"""How an installer builds ccsim: setuptools, with what compiling the engine takes where it is to be compiled."""

import shutil
from pathlib import Path

from compilers import needs_pip
from setuptools import build_meta as _setuptools
from setuptools.build_meta import *  # noqa: F403
from wishes import CYTHON, compiled_is_a_must, compiling_is_wanted

Settings = dict[str, object] | None


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """Build a wheel of what is there now: an earlier build has left behind what may since be gone."""
    for left in Path("build").glob("lib*"):
        shutil.rmtree(left)
    return _setuptools.build_wheel(wheel_directory, config_settings, metadata_directory)


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """Return what a wheel needs: Cython, unless nothing is to be compiled."""
    return [*_setuptools.get_requires_for_build_wheel(config_settings), *_to_compile(compiling_is_wanted())]


def get_requires_for_build_editable(config_settings: Settings = None) -> list[str]:
    """Return what an editable installation needs: it is compiled only where that is asked for."""
    return [*_setuptools.get_requires_for_build_editable(config_settings), *_to_compile(compiled_is_a_must())]


def _to_compile(wanted: bool) -> list[str]:
    if not wanted:
        return []
    return [CYTHON, "pip"] if needs_pip() else [CYTHON]
