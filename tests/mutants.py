"""The changes that a test of a rule should notice: another operator, bound, constant, condition or rounding."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
PAIRS = (("min", "max"), ("any", "all"), ("bisect_left", "bisect_right"))
NAMED = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
ROUNDED = ("__import__('math').floor", "__import__('math').ceil", "round")
NUMBER = re.compile(r"\d+(\.\d+)?")
NAME = re.compile(r"[\w.%-]+", re.ASCII)
"""Anything else is a text for people."""
UNSEEN = ("annotation", "returns", "decorator_list", "format_spec", "cause", "keys", "ctx")
"""Parts that compute nothing, and names under which something is kept."""
TOLD = ("N_", "TypeVar", "NewType")


@dataclass(frozen=True)
class Mutant:
    """The module with one thing changed in its statement of that place, in the function that begins on line
    ``function`` (None: outside of any)."""

    line: int
    statement: int
    function: int | None
    said: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    tree = ast.parse(source)
    for number, statement in enumerate(tree.body):
        for parent, field, place, function in _spots(ast.Module([statement], []), None):
            value = getattr(parent, field)
            old = value if place is None else value[place]
            line = getattr(getattr(old, "target", old), "lineno", 0)
            for new in _changes(old):
                _put(parent, field, place, ast.copy_location(new, old))
                said = f"{_short(old)}  →  {_short(new)}"
                yield Mutant(line, number, function, said, ast.fix_missing_locations(copy.deepcopy(tree)))
            _put(parent, field, place, old)


def _changes(node: Any) -> Iterator[ast.AST]:
    """What stands in the place of a node, one change at a time."""
    match node:
        case ast.Compare():
            for place, op in enumerate(node.ops):
                yield from (_with(node, ops=_at(node.ops, place, other())) for other in COMPARED[type(op)])
        case ast.BinOp() | ast.AugAssign() if type(node.op) in COUNTED:
            yield _with(node, op=COUNTED[type(node.op)]())
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
            rests = [_at(node.values, place) for place in range(len(node.values))]
            yield from (_with(node, values=rest) if len(rest) > 1 else rest[0] for rest in rests)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield from (ast.Constant(node.value + step) for step in (1, -1))
        case ast.Constant(value=str(text)) if NUMBER.fullmatch(text):
            step = Decimal(1).scaleb(-len(text.partition(".")[2]))
            yield from (ast.Constant(str(Decimal(text) + by)) for by in (step, -step))
        case ast.Constant(value=str(text)) if NAME.fullmatch(text):
            yield ast.Constant(text + "?")
        case ast.Call(func=ast.Name(id="half_up")):
            yield from (_with(node, func=ast.parse(way, mode="eval").body) for way in ROUNDED)
        case ast.Name(id=name) if name in NAMED:
            yield ast.Name(NAMED[name], node.ctx)
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case ast.If():
            yield from (_with(node, test=ast.Constant(known)) for known in (False, True))
        case ast.While():
            yield _with(node, test=ast.Constant(False))
        case ast.comprehension():
            yield from (_with(node, ifs=_at(node.ifs, place)) for place in range(len(node.ifs)))
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(None)
        case ast.Raise() | ast.Continue() | ast.Break() | ast.Expr():
            yield ast.Pass()
    if isinstance(node, ast.AugAssign):
        yield ast.Pass()


def _spots(node: ast.AST, function: int | None) -> Iterator[tuple[ast.AST, str, int | None, int | None]]:
    """Every place of something that computes, and the function it is in; texts for people are left out."""
    for field, value in ast.iter_fields(node):
        if field in UNSEEN or isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Raise) and field == "exc"):
            continue
        within = function
        if isinstance(node, ast.FunctionDef) and field == "body":
            within = function or min(one.lineno for one in (node, *node.decorator_list))
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_text(child):
                yield node, field, place, within
                yield from _spots(child, within)


def _is_text(node: ast.AST) -> bool:
    """What says something and computes nothing; ``strict`` of a zip only guards."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.keyword(arg="strict") | ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in TOLD
    return False


def _put(parent: ast.AST, field: str, place: int | None, new: ast.AST) -> None:
    if place is None:
        setattr(parent, field, new)
    else:
        getattr(parent, field)[place] = new


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _at(values: list[Any], place: int, *new: Any) -> list[Any]:
    return [*values[:place], *new, *values[place + 1 :]]


def _short(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split("\n")[0][:70]
