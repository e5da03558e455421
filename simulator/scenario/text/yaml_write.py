"""A tree of nodes back to YAML text, in block style, that reads back to the same values by anybody's rules.

Texts stay as they were written (``3m30s``, ``80%``). They get quotation marks where a reader of YAML 1.1 or 1.2 could
take them for something else: ``"09:30"``, ``"no"``.
"""

from collections.abc import Iterator

import yaml

from simulator.scenario.text.nodes import Mapping, Node, Scalar, Value
from simulator.scenario.text.yaml_text import plain_value

_SPECIAL = frozenset(":#{}[]\"'&*!|>`@\\")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_OLD_RULES = yaml.SafeLoader.yaml_implicit_resolvers
_STEP = "  "


def yaml_lines(node: Mapping, remarks: bool = True) -> Iterator[str]:
    """Yield the lines of ``node``; with ``remarks``, what came through something that is no place in a file says so."""
    return _mapping(node, "", remarks)


def yaml_value(value: Value) -> str:
    """Return a single value as YAML writes it.

    >>> yaml_value("3m30s"), yaml_value("09:30"), yaml_value("no"), yaml_value(0.9), yaml_value(None)
    ('3m30s', '"09:30"', '"no"', '0.9', 'null')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return value if _is_plain(value) else f'"{"".join(_escaped(sign) for sign in value)}"'


def _is_plain(text: str) -> bool:
    if not text[:1].isalnum() or text != text.strip() or not text.isprintable() or not _SPECIAL.isdisjoint(text):
        return False
    if plain_value(text) is not text:
        return False
    rules = _OLD_RULES.get(text[0], []) + _OLD_RULES.get(None, [])
    return not any(rule.match(text) for _, rule in rules)


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _mapping(node: Mapping, indent: str, remarks: bool) -> Iterator[str]:
    for key, entry in node.entries.items():
        remark = f"  # {entry.key.via}" if remarks and entry.key.via and not entry.key.line else ""
        yield from _under(f"{indent}{yaml_value(key)}:", entry.value, indent, remark, remarks)


def _under(head: str, node: Node, indent: str, remark: str, remarks: bool) -> Iterator[str]:
    """Yield a node behind ``head``, on the same line when it is a single value."""
    if isinstance(node, Scalar):
        yield f"{head} {yaml_value(node.value)}{remark}"
    elif isinstance(node, Mapping):
        yield f"{head}{remark}" if node.entries else f"{head} {{}}{remark}"
        yield from _mapping(node, indent + _STEP, remarks and not remark)
    else:
        yield f"{head}{remark}" if node.items else f"{head} []{remark}"
        for item in node.items:
            yield from _item(item, indent + _STEP, remarks)


def _item(item: Node, indent: str, remarks: bool) -> Iterator[str]:
    if isinstance(item, Scalar):
        yield f"{indent}- {yaml_value(item.value)}"
        return
    inner = list(_under("", item, indent, "", remarks))
    if len(inner) == 1:
        yield f"{indent}-{inner[0]}"
        return
    # The first line of a mapping or list stands behind the dash, the others below it.
    yield f"{indent}- {inner[1].lstrip()}"
    yield from inner[2:]
