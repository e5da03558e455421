"""A C compiler that can make an extension of this Python: one of the machine's, else one that comes as a package.

The one of the package is a large one, and is there only while building. Whoever names a compiler in ``CC`` means that
one and no other.
"""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "ziglang==0.17.1"
"""The compiler that comes as a package: a wheel without an installation."""
FETCHING_S_MAX = 300
_NAMES = ("cc", "gcc", "clang")
_PROBE = '#include "Python.h"\n#include <math.h>\n'


class NoCompiler(Exception):
    """Nothing here makes an extension; the text says why."""


def of_the_machine() -> str | None:
    """Return the command of a compiler that works here, empty where setuptools finds it itself; None: there is none."""
    if sys.platform == "win32":
        return ""
    stated = os.environ.get("CC")
    candidates = [stated] if stated is not None else [str(sysconfig.get_config_var("CC") or ""), *_NAMES]
    return next((one for one in candidates if _works(one)), None)


def needs_pip() -> bool:
    """Return whether a compiler would have to be fetched, and may be."""
    return "CC" not in os.environ and has_headers() and of_the_machine() is None


def has_headers() -> bool:
    """Return whether the headers of this Python are here: without them no compiler is of use."""
    return any((Path(one) / "Python.h").exists() for one in _headers())


@contextmanager
def a_compiler() -> Iterator[dict[str, str]]:
    """Yield the variables that tell setuptools of a compiler; none where it finds one itself. Raises NoCompiler."""
    if not has_headers():
        raise NoCompiler(f"the header files of Python are not in {_headers()[0]} (Debian, Ubuntu: python3-dev)")
    found = of_the_machine()
    if found is not None:
        yield {"CC": found} if found else {}
    elif "CC" in os.environ:
        raise NoCompiler(f"the compiler named in CC does not work: {os.environ['CC']}")
    else:
        with tempfile.TemporaryDirectory(prefix="ccsim-compiler-") as folder:
            yield _fetched(Path(folder))


def _fetched(folder: Path) -> dict[str, str]:
    """Return the variables for the compiler that comes as a package, unpacked into ``folder``."""
    words = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    words += ["--no-compile", "--only-binary=:all:", "--retries=1", "--target", str(folder), PACKAGE]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=FETCHING_S_MAX, check=False)
    except (OSError, subprocess.TimeoutExpired):
        done = None
    zig = folder / "ziglang" / "zig"
    if done is None or done.returncode or not zig.exists():
        raise NoCompiler(f"there is no C compiler, and {PACKAGE} cannot be had either")
    os.environ["ZIG_GLOBAL_CACHE_DIR"] = os.environ["ZIG_LOCAL_CACHE_DIR"] = str(folder / "cache")
    # It builds for the very processor it runs on, unless told otherwise; a wheel may be carried to another machine.
    command = f"{shlex.quote(str(zig))} cc -mcpu=baseline"
    if not _works(command):
        raise NoCompiler(f"there is no C compiler, and {PACKAGE} does not work here")
    found = {"CC": command}
    if sys.platform == "linux":
        # What an extension asks of the C library is in the process that loads it. Before it links one of its own, this
        # compiler builds that, which takes longer than all the rest.
        found["LDSHARED"] = f"{command} -shared -nostdlib"
    return found


def _works(command: str) -> bool:
    words = shlex.split(command)
    found = shutil.which(words[0]) if words else None
    if not found or (found.startswith("/usr/bin/") and not _has_tools_of_apple()):
        return False
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / "probe.c"
        probe.write_text(_PROBE)
        words += [f"-I{one}" for one in _headers()] + ["-c", str(probe), "-o", str(probe.with_suffix(".o"))]
        try:
            return subprocess.run(words, capture_output=True, check=False).returncode == 0
        except OSError:
            return False


def _has_tools_of_apple() -> bool:
    """Return whether what is in ``/usr/bin`` compiles; on a bare Mac it opens a window that offers to install tools."""
    if sys.platform != "darwin":
        return True
    return subprocess.run(["xcode-select", "-p"], capture_output=True, check=False).returncode == 0


def _headers() -> list[str]:
    paths = sysconfig.get_paths()
    return list(dict.fromkeys((paths["include"], paths["platinclude"])))
