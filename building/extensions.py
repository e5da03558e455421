"""Compile the engine while a package is built: every module with a declaration beside it, all of them or none.

Where nothing can be compiled the package is built without, from the same sources, with the same numbers, several times
slower. What is told of it goes to stderr, which installers hide unless asked (`pip install -v .`); so the program says
itself which engine runs (`ccsim --version`).
"""

import os
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from compilers import NoCompiler, a_compiler
from setuptools import Extension
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext
from setuptools.errors import ExecError
from wishes import WISH, compiled_is_a_must, compiling_is_wanted

from simulator.which_engine import RECORD, SUFFIX, fingerprint, record_text

PACKAGE = "simulator"
SAME_BITS = ["/O2", "/fp:precise"] if sys.platform == "win32" else ["-O2", "-g0", "-w", "-ffp-contract=off"]
"""Multiplications and additions must not be fused, for the interpreter does not fuse them."""
DIRECTIVES = {"language_level": "3", "annotation_typing": "False", "auto_pickle": "False"}
"""What Cython is told of all modules. Division, bounds and None are Python's; a file may say otherwise of itself."""


def compiled_modules(root: Path) -> dict[str, Path]:
    """Return by module what is compiled of the sources in ``root``: what has a declaration, or is in Cython itself."""
    found = {}
    for declared in sorted([*root.glob(f"{PACKAGE}/**/*.pxd"), *root.glob(f"{PACKAGE}/**/*.pyx")]):
        sources = [declared.with_suffix(ending) for ending in (".pyx", ".py")]
        if declared.stem != "__init__":
            found[".".join(declared.relative_to(root).with_suffix("").parts)] = next(filter(Path.exists, sources))
    return found


def extensions(root: Path) -> list[Extension]:
    """Return the modules as setuptools knows them."""
    return [
        # Large ones first: whoever comes last should not be who takes longest.
        Extension(name, [str(source.relative_to(root))], extra_compile_args=SAME_BITS)
        for name, source in sorted(compiled_modules(root).items(), key=lambda one: -one[1].stat().st_size)
    ]


class AllOrNone(build_ext):
    """Builds every extension, or goes on without any."""

    def run(self) -> None:
        """Compile; where that fails, take away what there is, and say why."""
        if not compiling_is_wanted() or (self.inplace and not compiled_is_a_must()):
            self._have_none()
            return
        self.parallel = self.parallel or os.cpu_count()
        try:
            with a_compiler() as variables:
                os.environ.update(variables)
                super().run()
        except Exception as problem:
            self._have_none()
            if compiled_is_a_must():
                raise ExecError(f"{WISH} is 1, and the engine could not be compiled: {problem}") from problem
            # Whatever it is, a package without the compiled engine is better than none.
            print(f"ccsim will run interpreted, several times slower: {problem}", file=sys.stderr)
            return
        self._record()

    def build_extension(self, ext: Extension) -> None:
        """Make C of the module, then an extension of the C; nothing where it is there, of this very text."""
        source = Path(ext.sources[0])
        made, key = Path(self.build_temp, ext.name + ".c"), self._key(source)
        kept, target = made.with_suffix(".key"), Path(self.get_ext_fullpath(ext.name))
        if not (target.exists() and kept.exists() and kept.read_text() == key):
            made.parent.mkdir(parents=True, exist_ok=True)
            words = [f"{name}={value}" for name, value in DIRECTIVES.items()]
            words = [word for one in words for word in ("-X", one)]
            done = subprocess.run(
                [sys.executable, "-m", "cython", *words, str(source), "-o", str(made)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                raise NoCompiler(f"Cython made nothing of {source}\n{done.stderr}")
            super().build_extension(_of_c(ext, made))
            kept.write_text(key)

    def _key(self, source: Path) -> str:
        """Return what is another text whenever the module has to be compiled again."""
        texts = [source.read_bytes(), *(one.read_bytes() for one in sorted(Path(PACKAGE).glob("**/*.pxd")))]
        how = [version("cython"), *SAME_BITS, *DIRECTIVES, os.environ.get("CC", "")]
        return sha256(b"\0".join([*texts, *(one.encode() for one in how)])).hexdigest()

    def _record(self) -> None:
        """Write down of which texts the modules were made, beside them."""
        made_of = {name: fingerprint(str(Path(*name.split(".")))) for name in compiled_modules(Path())}
        (self._folder() / RECORD).write_text(record_text(made_of), encoding="utf-8")

    def _have_none(self) -> None:
        """Take away what was compiled, also by an earlier installation, and let nobody expect it."""
        for made in [*self._folder().glob(f"**/*{SUFFIX}"), self._folder() / RECORD]:
            made.unlink(missing_ok=True)
        self.extensions = self.distribution.ext_modules = []

    def _folder(self) -> Path:
        """Return the package that is installed: the sources themselves, or a copy on its way into a wheel."""
        return Path(PACKAGE) if self.inplace else Path(self.build_lib, PACKAGE)


class WheelOfWhatThereIs(bdist_wheel):
    """A wheel for this machine where it holds something compiled, for all machines where nothing is."""

    @property
    def root_is_pure(self) -> bool:
        """Return whether nothing is compiled, which is known only when everything was built."""
        return not self.distribution.has_ext_modules()

    @root_is_pure.setter
    def root_is_pure(self, _: bool) -> None:
        """Nobody else knows better."""


def _of_c(one: Extension, made: Path) -> Extension:
    """Return an extension whose C was made already."""
    found = Extension(one.name, [str(made)], extra_compile_args=one.extra_compile_args)
    found._full_name, found._needs_stub = one._full_name, one._needs_stub
    return found
