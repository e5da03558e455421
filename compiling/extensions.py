"""Compile the engine while a package is built: every module with a declaration beside it, all of them or none.

Where nothing can be compiled the package is built without, from the same sources, with the same numbers, several times
slower. What is told of it goes to stderr, which installers hide unless asked (`pip install -v .`); so the program says
itself which engine runs (`ccsim --version`).
"""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from compilers import NoCompiler, a_compiler
from modules import PACKAGE, compiled_modules, declared_places
from setuptools import Extension
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext
from setuptools.errors import ExecError
from wishes import WISH, compiled_is_a_must, compiling_is_wanted

from simulator.which_engine import RECORD, SUFFIX, fingerprint, record_text

_PYTHONS = ("-fwrapv", "-fno-fast-math", "-ffp-contract=off")
SAME_BITS = ["/O2", "/fp:precise"] if sys.platform == "win32" else ["-O1", "-g0", "-w", *_PYTHONS]
"""Multiplications and additions must not be fused, for the interpreter does not fuse them.

``-O2`` takes half as long again to compile and was faster in none of the races of `benchmarks/centers.py`.
"""
DIRECTIVES = {"annotation_typing": False, "auto_pickle": False, "binding": False}
"""What Cython is told of all modules. Division, bounds and None are Python's; a file may say otherwise of itself.

Functions that bind like Python's would make a quarter more C, which nobody asks for.
"""


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

    def build_extensions(self) -> None:
        """Make C of all modules in this process, one after another, while others make extensions of the C."""
        with ThreadPoolExecutor(os.cpu_count()) as compilers:
            made = [compilers.submit(self._compile, one, key) for one, key in self._in_c()]
        for one in made:
            one.result()

    def _in_c(self) -> Iterator[tuple[Extension, str]]:
        """Yield what has to be compiled, of which there is C by then, with what tells this text from others."""
        from Cython.Compiler.Main import CompilationOptions, compile

        Path(self.build_temp).mkdir(parents=True, exist_ok=True)
        for one in self.extensions:
            (source,) = one.sources
            key = self._key(Path(source))
            if not (Path(self.get_ext_fullpath(one.name)).exists() and self._kept_key(one) == key):
                options = CompilationOptions(
                    language_level=3, compiler_directives=DIRECTIVES, output_file=self._c_of(one)
                )
                if compile(source, options).num_errors:
                    raise NoCompiler(f"Cython made nothing of {source}")
                yield one, key

    def _compile(self, one: Extension, key: str) -> None:
        """Make the extension of its C."""
        of_c = Extension(one.name, [self._c_of(one)], extra_compile_args=one.extra_compile_args)
        of_c._full_name, of_c._needs_stub = one._full_name, one._needs_stub
        self.build_extension(of_c)
        Path(self._c_of(one)).with_suffix(".key").write_text(key)

    def _c_of(self, one: Extension) -> str:
        return str(Path(self.build_temp, f"{one.name}.c"))

    def _kept_key(self, one: Extension) -> str:
        """Return the key of what an earlier build left here; nothing where it left nothing."""
        kept = Path(self._c_of(one)).with_suffix(".key")
        return kept.read_text() if kept.exists() else ""

    def _key(self, source: Path) -> str:
        """Return what is another text whenever the module has to be compiled again."""
        texts = [source.read_bytes(), *(one.read_bytes() for one in sorted(Path(PACKAGE).glob("**/*.pxd")))]
        asked = [os.environ.get(name, "") for name in ("CC", "CFLAGS", "CPPFLAGS", "LDFLAGS", "LDSHARED")]
        how = [version("cython"), *SAME_BITS, str(DIRECTIVES), *asked]
        return sha256(b"\0".join([*texts, *(one.encode() for one in how)])).hexdigest()

    def _record(self) -> None:
        """Write down of which texts the modules were made, beside them."""
        made_of = {name: fingerprint(str(place)) for name, place in declared_places(Path()).items()}
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
