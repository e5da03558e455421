"""What is compiled is declared beside its source, once, and as the source says; types are taken from below only."""

import sys
from pathlib import Path

import pytest
from declarations import (
    Declared,
    called_through_python,
    cimports_of,
    declarations_of,
    declared_again,
    disagreements,
    locals_of,
    typed_locals,
)
from test_tidy import PACKAGE, ROOT, layer_of, part_of

sys.path.append(str(ROOT / "compiling"))

from modules import compiled_modules, declared_places

FILES = sorted([*PACKAGE.rglob("*.pxd"), *PACKAGE.rglob("*.pyx")])
DECLARED = {path: declarations_of(path.read_text()) for path in FILES if path.suffix == ".pxd"}


def test_some_modules_are_compiled():
    assert {"simulator.engine.agenda", "simulator.engine.center"} <= compiled_modules(ROOT).keys()


def test_every_declaration_has_its_module_or_is_used_by_others():
    used = {name for path in FILES for name in cimports_of(path.read_text())}
    for name in declared_places(ROOT).keys() - compiled_modules(ROOT).keys():
        assert name in used, f"{name} is declared, is no module, and nobody uses it"


def test_every_module_that_is_compiled_can_run_as_it_stands():
    for name, source in compiled_modules(ROOT).items():
        assert source.with_suffix(".py").exists(), f"{name} cannot be interpreted"


def test_packages_declare_nothing():
    for path in FILES:
        if path.stem == "__init__":
            assert not path.read_text().strip(), path


MADE_OF_PYTHON = [
    path
    for path in DECLARED
    if path.with_suffix(".py").exists() and not path.with_suffix(".pyx").exists() and path.stem != "__init__"
]
"""Those of modules that are written once."""


@pytest.mark.parametrize("path", MADE_OF_PYTHON, ids=lambda path: path.stem)
def test_a_source_says_what_is_declared_of_it(path):
    assert disagreements(path.with_suffix(".py"), DECLARED[path]) == []


@pytest.mark.parametrize("path", MADE_OF_PYTHON, ids=lambda path: path.stem)
def test_a_local_that_has_a_type_is_there(path):
    # One that was renamed in the source alone loses its type and costs ten times as much, without a word.
    there = locals_of(path.with_suffix(".py"))
    for function, names in typed_locals(path.read_text()).items():
        assert set(names) <= there[function], f"{path.name}, {function}"


@pytest.mark.parametrize("path", MADE_OF_PYTHON, ids=lambda path: path.stem)
def test_what_is_called_of_another_compiled_module_is_called_in_c(path):
    # A function that is imported alone is called through Python: it says the same, ten times as slowly.
    in_c = {
        ".".join(one.relative_to(ROOT).with_suffix("").parts): set(declared.functions)
        for one, declared in DECLARED.items()
    }
    assert {"wait_record", "empty"} <= in_c["simulator.engine.columns"]
    assert called_through_python(path.with_suffix(".py"), path.read_text(), in_c) == []


def test_no_attribute_is_declared_again_for_a_class_that_has_it():
    everywhere = {name: one for declared in DECLARED.values() for name, one in declared.classes.items()}
    assert len(everywhere) > 40
    assert declared_again(everywhere) == []


def test_types_are_taken_from_below():
    for path in FILES:
        for name in cimports_of(path.read_text()):
            other = name.split(".")[1]
            assert layer_of(other) <= layer_of(part_of(path).removesuffix(path.suffix)), f"{path} takes {name}"


SOURCE = """
from simulator.log import NOBODY
class Talk(Moment):
    __slots__ = ("agent", "since_s")
    def end(self, row, now_s): ...
def longest(lanes): ...
"""
PXD = """
from simulator.engine.agenda cimport Moment
cdef int NOBODY
cdef class Talk(Moment):
    cdef public Agent agent
    cdef double since_s
    cpdef void end(self, Py_ssize_t row, double now_s) except *
cpdef longest(lanes)
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", []),
        ("double since_s", "double since_s, until_s", ["Talk: slots alone [], declared alone ['until_s']"]),
        ("    cdef double since_s\n", "", ["Talk: slots alone ['since_s'], declared alone []"]),
        ("Talk(Moment)", "Talk(Service)", ["Talk is declared as a Service, and is made of ['Moment']"]),
        ("Talk(Moment)", "Chat(Moment)", ["class Chat is declared and not there"]),
        ("row, double now_s", "row", ["Talk.end takes ['row', 'now_s'], and is declared with ['row']"]),
        ("void end", "void over", ["Talk.over is declared and not there"]),
        ("int NOBODY", "int SOMEBODY", ["SOMEBODY is declared and not there"]),
        ("cpdef longest", "cpdef shortest", ["shortest is declared and not there"]),
    ],
)
def test_what_is_declared_otherwise_is_found(tmp_path, old, new, said):
    source = tmp_path / "talk.py"
    source.write_text(SOURCE)
    assert disagreements(source, declarations_of(PXD.replace(old, new) if old else PXD)) == said


def test_a_class_without_slots_is_found(tmp_path):
    source = tmp_path / "talk.py"
    source.write_text(SOURCE.replace("__slots__", "slots"))
    assert disagreements(source, declarations_of(PXD)) == ["Talk has no __slots__"]


def test_what_is_declared_twice_is_found():
    with pytest.raises(AssertionError, match=r"Talk\.agent is declared twice"):
        declarations_of(PXD.replace("double since_s", "double agent"))
    base = Declared("Moment", None, {"agent": "object"})
    talk = declarations_of(PXD).classes["Talk"]
    assert declared_again({"Moment": base, "Talk": talk}) == ["Talk.agent is declared for Moment already"]


def test_declarations_are_read_as_they_are_written():
    text = '''
cdef class Columns:
    """Words (with brackets)
    cdef int none_of_these."""
    cdef signed char* waiting
    cdef const double* at  # a comment
    @cython.locals(one=int)
    cpdef Py_ssize_t add_row(
        self, int queue, (double, int) entry, wish=*
    ) except -1
'''
    columns = declarations_of(text).classes["Columns"]
    assert columns.attributes == {"waiting": "signed char*", "at": "const double*"}
    assert columns.methods == {"add_row": ["queue", "entry", "wish"]}


def test_locals_with_a_type_are_read_as_they_are_written(tmp_path):
    text = """
@cython.locals(one=int)
cpdef double alone(double time_s) except -1
cdef class Talk(Moment):
    @cython.locals(
        row=Py_ssize_t, agent=Agent
    )
    cpdef void end(self, Py_ssize_t row) except *
    cpdef void over(self) except *
"""
    assert typed_locals(text) == {"alone": ["one"], "Talk.end": ["row", "agent"]}
    source = tmp_path / "talk.py"
    source.write_text(
        "def alone(time_s):\n    one = 1\nclass Talk:\n    def end(self, row):\n        for _, agent in row: ...\n"
    )
    assert locals_of(source) == {"alone": {"time_s", "one"}, "Talk.end": {"self", "row", "_", "agent"}}


def test_a_call_through_python_is_found(tmp_path):
    source = tmp_path / "talk.py"
    source.write_text("from simulator.engine.columns import wait_record, numbers_of\n")
    in_c = {"simulator.engine.columns": {"wait_record"}}
    assert called_through_python(source, "from simulator.engine.columns cimport Columns", in_c) == ["wait_record"]
    assert called_through_python(source, "from simulator.engine.columns cimport Columns, wait_record", in_c) == []


def test_cimports_are_found():
    assert cimports_of("from simulator.a.b cimport C\ncimport simulator.d\ncimport cython\n") == [
        "simulator.a.b",
        "simulator.d",
    ]


def test_what_is_compiled_is_found_where_it_lies(tmp_path):
    for name in ("a.py", "a.pxd", "b.pyx", "b.py", "c.pxd", "d.py", "__init__.py", "__init__.pxd"):
        (tmp_path / "simulator" / "room" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "simulator" / "room" / name).touch()
    found = {name: Path(path).name for name, path in compiled_modules(tmp_path).items()}
    assert found == {"simulator.room.a": "a.py", "simulator.room.b": "b.pyx"}
    assert list(declared_places(tmp_path)) == ["simulator.room.a", "simulator.room.b", "simulator.room.c"]
