"""Find what errors say, for translators: the templates of the sentences in the sources.

A template is a literal where its sentence is made, or a constant of the same module. One that
cannot be found fails, and so does an error that is raised with a bare text: the window could say
neither in another language.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

_PLAIN = ("ModelError", "DeviceError", "OutOfMemory", "RecipeError", "NewerRecipeError")
"""Errors whose types take any text; those of photos take nothing but sentences."""

_UNSEEN = ("training", "cli", "studio/cluster", "studio/benchmark")
"""Only the command line shows the errors of these."""

_MAKING = Path("photo/sentence.py")


class UnknownTemplateError(Exception):
    """A sentence whose template cannot be found; the text names the place."""


def templates(package: Path) -> Iterator[str]:
    """The templates of a package's sentences that have words, some of them several times.

    Args:
        package: Its folder.

    Raises:
        UnknownTemplateError: If one is not in words where it is made.
    """
    for file in sorted(package.rglob("*.py")):
        place = file.relative_to(package)
        if place == _MAKING:
            continue
        tree = ast.parse(file.read_text("utf-8"))
        constants = dict(_constants(tree))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            where = f"{place.as_posix()}:{call.lineno}"
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name == "Sentence":
                yield from filter(has_words, _texts(call.args[0], constants, where))
            elif name in _PLAIN and not place.as_posix().startswith(_UNSEEN):
                _check_argument(call, where)


def has_words(template: str) -> bool:
    """Whether there is something to translate beside the values."""
    return any(c.isalpha() for text, *_ in Formatter().parse(template) for c in text)


def placeholders(template: str) -> set[tuple[str, str | None, str | None]]:
    """Which values it shows, and how: number, form and conversion."""
    return {(name, form, how) for _, name, form, how in Formatter().parse(template) if name}


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                yield name, text
            case _:
                pass


def _texts(node: ast.expr, constants: dict[str, str], where: str) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Name(id=name) if name in constants:
            yield constants[name]
        case _:
            raise UnknownTemplateError(f"{where}: the template is not a literal")


def _check_argument(call: ast.Call, where: str) -> None:
    """See that what an error says is made by a call, or a constant."""
    match call.args:
        case [ast.Call(func=ast.Name(id=name))] if name != "str":
            return
        case [ast.Name(id=name)] if name.isupper():
            return
        case _:
            raise UnknownTemplateError(f"{where}: what the error says is no sentence")
