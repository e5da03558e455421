"""A file that exists twice in both forms: as Python, and compiled where that has been built."""

import importlib
import importlib.machinery
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import simulator

PACKAGE = Path(simulator.__file__).parent


def as_python(name: str) -> ModuleType:
    """Return the Python form of a module, whatever is installed beside it."""
    path = PACKAGE.parent / (name.replace(".", "/") + ".py")
    loader = importlib.machinery.SourceFileLoader(f"{name}_as_python", str(path))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def compiled(name: str) -> ModuleType:
    """Return the compiled form; skip the test, saying so, where it was not built."""
    module = importlib.import_module(name)
    if not str(module.__file__).endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES)):
        pytest.skip(f"{name} is not compiled here")
    return module
