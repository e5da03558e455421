"""What the declarations of compiled modules say (`.pxd`), and where that is not what their sources say."""

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_CLASS = re.compile(r"cdef class (\w+)(?:\((\w+)\))?:")
_METHOD = re.compile(r"cp?def (?:inline )?(?:\([^)]*\) )?[^(]*?(\w+)\((.*)\)(?: except.*| noexcept.*)?:?")
_ATTRIBUTES = re.compile(r"cdef (?:public |readonly )?(.*?[\s*])(\w+(?:, \w+)*)")
_CIMPORT = re.compile(r"(?:from (simulator[\w.]*) cimport|cimport (simulator[\w.]*))")


@dataclass
class Declared:
    """A class as it is declared."""

    name: str
    base: str | None
    attributes: dict[str, str] = field(default_factory=dict)
    """The type of each."""
    methods: dict[str, list[str]] = field(default_factory=dict)
    """The names of each one's arguments, without ``self``."""


@dataclass
class Declarations:
    """What a file declares."""

    classes: dict[str, Declared] = field(default_factory=dict)
    functions: set[str] = field(default_factory=set)
    constants: set[str] = field(default_factory=set)


def declarations_of(text: str) -> Declarations:
    """Return what a text declares; of values that are structures, and of inline functions, nothing."""
    found, inside = Declarations(), None
    for line in _lines(text):
        said = line.strip()
        if not line.startswith(" "):
            inside = None
            if match := _CLASS.match(said):
                inside = found.classes[match[1]] = Declared(match[1], match[2])
            elif match := _METHOD.fullmatch(said):
                # What is only for C has no name in Python.
                found.functions |= {match[1]} if said.startswith("cpdef") else set()
            elif match := _ATTRIBUTES.fullmatch(said):
                found.constants |= set(match[2].split(", "))
        elif inside is None or not said.startswith(("cdef ", "cpdef ")):
            continue
        elif match := _METHOD.fullmatch(said):
            arguments = re.sub(r"\([^)]*\)", "tuple", match[2]).split(",")
            inside.methods[match[1]] = [one.split("=")[0].split()[-1].lstrip("*") for one in arguments[1:]]
        else:
            match = _ATTRIBUTES.fullmatch(said)
            assert match, said
            for name in match[2].split(", "):
                assert name not in inside.attributes, f"{inside.name}.{name} is declared twice"
                inside.attributes[name] = match[1].strip()
    return found


def typed_locals(text: str) -> dict[str, list[str]]:
    """Return by function, ``Class.method`` or its name alone, the locals that a text gives a type."""
    found, inside, typed = {}, "", ""
    for line in _in_one_piece(text).splitlines():
        said = line.strip()
        if not line.startswith((" ", "@")):
            match = _CLASS.match(said)
            inside = f"{match[1]}." if match else ""
        if said.startswith("@cython.locals"):
            typed = said
        elif typed and (match := _METHOD.fullmatch(said)):
            found[inside * line.startswith(" ") + match[1]] = re.findall(r"(\w+)=", typed)
            typed = ""
    return found


def locals_of(source: Path) -> dict[str, set[str]]:
    """Return by function, named alike, what is assigned in it and what it takes."""
    found = {}
    for node in ast.parse(source.read_text()).body:
        inside = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for one in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(one, ast.FunctionDef):
                names = (each for each in ast.walk(one) if isinstance(each, ast.Name))
                assigned = {each.id for each in names if isinstance(each.ctx, ast.Store)}
                found[inside + one.name] = assigned | {argument.arg for argument in one.args.args}
    return found


def called_through_python(source: Path, declared: str, in_c: dict[str, set[str]]) -> list[str]:
    """Return which functions of other compiled modules a source calls by name and the declaration does not take."""
    taken = set(re.findall(r"\w+", " ".join(re.findall(r"cimport (.*)", declared))))
    nodes = (node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.ImportFrom))
    known = [(alias.name, in_c.get(node.module or "", set())) for node in nodes for alias in node.names]
    return [name for name, there in known if name in there and name not in taken]


def cimports_of(text: str) -> list[str]:
    """Return the modules of the package that a declaration, or a file in Cython, takes types from."""
    return [one[0] or one[1] for one in _CIMPORT.findall(text)]


def disagreements(source: Path, declared: Declarations) -> list[str]:
    """Return in words where a source does not say what is declared of it."""
    tree = ast.parse(source.read_text())
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    names = _names(tree)
    found = [
        f"{name} is declared and not there" for name in (*declared.functions, *declared.constants) if name not in names
    ]
    for name, one in declared.classes.items():
        if name not in classes:
            found.append(f"class {name} is declared and not there")
            continue
        found += [f"{name}{text}" for text in _of_class(classes[name], one)]
    return found


def declared_again(all_declared: dict[str, Declared]) -> list[str]:
    """Return which attributes of a class are declared once more for a class that is made of it."""
    found = []
    for one in all_declared.values():
        base = all_declared.get(one.base or "")
        while base is not None:
            both = one.attributes.keys() & base.attributes.keys()
            found += [f"{one.name}.{name} is declared for {base.name} already" for name in sorted(both)]
            base = all_declared.get(base.base or "")
    return found


def _of_class(node: ast.ClassDef, declared: Declared) -> list[str]:
    slots, bases = slots_of(node), [_name(base) for base in node.bases]
    methods = {
        one.name: [argument.arg for argument in one.args.args[1:]]
        for one in node.body
        if isinstance(one, ast.FunctionDef)
    }
    found = []
    if slots is None:
        found.append(" has no __slots__")
    elif slots != declared.attributes.keys():
        only = sorted(slots - declared.attributes.keys()), sorted(declared.attributes.keys() - slots)
        found.append(f": slots alone {only[0]}, declared alone {only[1]}")
    if declared.base is not None and declared.base not in bases:
        found.append(f" is declared as a {declared.base}, and is made of {bases}")
    for name, arguments in declared.methods.items():
        if name not in methods:
            found.append(f".{name} is declared and not there")
        elif methods[name] != arguments:
            found.append(f".{name} takes {methods[name]}, and is declared with {arguments}")
    return found


def slots_of(node: ast.ClassDef) -> set[str] | None:
    """Return what stands in ``__slots__`` of a class; None where there are none."""
    for one in node.body:
        if isinstance(one, ast.Assign) and any(_name(target) == "__slots__" for target in one.targets):
            slots = ast.literal_eval(one.value)
            return {slots} if isinstance(slots, str) else set(slots)
    return None


def _names(tree: ast.Module) -> set[str]:
    """Return what a module has by name: made there, or imported."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return found


def _name(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@cache
def _lines(text: str) -> list[str]:
    """Return the lines that declare something: without comments and texts, what goes over several lines as one."""
    text = re.sub(r'"""(?:.|\n)*?"""', "", text)
    lines = [line.split("#")[0].rstrip() for line in _in_one_piece(text).splitlines()]
    return [line for line in lines if line.strip() and not line.strip().startswith("@")]


def _in_one_piece(text: str) -> str:
    """Return a text in which what is in brackets stands in one line."""
    return re.sub(r"\((?:[^()]|\([^()]*\))*\)", lambda match: re.sub(r"\s*\n\s*", " ", match[0]), text)
