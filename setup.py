"""What `pyproject.toml` cannot say: which modules are compiled, and how (`compiling/`)."""

import sys
from pathlib import Path

from setuptools import setup

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT / "compiling")]

from extensions import AllOrNone, WheelOfWhatThereIs, extensions  # noqa: E402

setup(ext_modules=extensions(ROOT), cmdclass={"build_ext": AllOrNone, "bdist_wheel": WheelOfWhatThereIs})
