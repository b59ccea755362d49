"""Sentences in the code, found by their shape.

`python -m tests.architecture.sentences [folder]` lists those that no function for sentences says.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAYERS = {"say": 1, "label": 1, "msg": 1, "say_many": 2, "label_many": 2}
"""Functions whose first arguments are sentences."""
UNSAID = {
    "Code",
    "typed",
    "Spec",
    "getLogger",
    "ContextVar",
    "compile",
    "getattr",
    "NewType",
    "TypeVar",
    "Path",
    "add_argument",
}
"""Calls whose texts nobody reads as a sentence: commands, programming names."""
RAISED = re.compile(r"(Error|Exception|AssertionError|Untrue|Unreachable|TryLater|Unsure|Unknowable)$")
LOGS = {"debug", "info", "warning", "error", "exception", "log", "critical"}
SENTENCE = re.compile(r"[A-Za-z’]{2,} [A-Za-z’]|^[A-Z][a-z]+[.!?…:]?$|[a-z]\.$")


@dataclass(frozen=True)
class Found:
    file: Path
    line: int
    text: str


def said(tree: ast.AST) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Calls of the functions that say something, each with its sentences."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _name(node)) in SAYERS:
            yield node, node.args[: SAYERS[name]]


def unsaid(file: Path) -> Iterator[Found]:
    """Texts that look like something to read and are no argument of such a function."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    exempt = {id(part) for top in _exempt(tree) for part in ast.walk(top)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in exempt:
                if SENTENCE.search(text) and not text.startswith("/"):
                    yield Found(file, node.lineno, text)


def _exempt(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        match node:
            case ast.Call():
                name = _name(node)
                if name in SAYERS:
                    yield from node.args[: SAYERS[name]]
                elif name in UNSAID or name in LOGS or RAISED.search(name):
                    yield node
            case ast.Raise():
                yield node
            case ast.Assert(msg=ast.expr() as msg):
                yield msg
            case ast.Expr(value=ast.Constant(value=str())):
                yield node.value
            case ast.AnnAssign() if ast.unparse(node.annotation).startswith("Literal"):
                yield node
            case ast.Subscript(slice=ast.Constant()) | ast.Subscript(slice=ast.Tuple()):
                yield node.slice


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def main() -> None:
    """Print what is not yet said, by file."""
    folder = ROOT / (sys.argv[1] if len(sys.argv) > 1 else "bot")
    files = [folder] if folder.is_file() else sorted(folder.rglob("*.py"))
    found = [each for file in files for each in unsaid(file)]
    for each in found:
        print(f"{each.file.relative_to(ROOT)}:{each.line}: {each.text[:90]!r}")
    print(len(found), "texts")


if __name__ == "__main__":
    main()
