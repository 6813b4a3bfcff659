"""What cmd of Windows makes of a line in a batch file, as far as names of files go.

Source:
    The model that D. Benham and jeb have found by experiments: "How does the Windows Command
    Interpreter (CMD.EXE) parse scripts?", phases 1, 2 and 6. Not cmd itself.
"""


def words_of(line: str, arguments: str = "") -> list[str]:
    """The words that reach a program; where its outputs go is left out.

    Args:
        line: Of the batch file. Every variable is empty.
        arguments: Those of the batch file itself, as its caller has quoted them.
    """
    line = _read(_expanded(line, arguments))
    if line.startswith("call "):
        line = _read(_expanded(line.removeprefix("call ").replace("^", "^^"), arguments))
    return _split(line)


def _expanded(line: str, arguments: str) -> str:
    """The line with its variables put in; a percent sign alone goes."""
    out, at = "", 0
    while at < len(line):
        stop = line.find("%", at + 1)
        if line[at] != "%":
            out, at = out + line[at], at + 1
        elif line.startswith("%%", at):
            out, at = out + "%", at + 2
        elif line.startswith("%*", at):
            out, at = out + arguments, at + 2
        else:
            at = stop + 1 if stop > 0 else at + 1
    return out


def _read(line: str) -> str:
    """The line without the carets that guard, up to where its outputs go."""
    out, is_quoted, at = "", False, 0
    while at < len(line):
        sign = line[at]
        if sign == '"':
            is_quoted = not is_quoted
        elif not is_quoted and sign == "^":
            at += 1
            sign = line[at : at + 1]
        elif not is_quoted and sign in "&|<>":
            assert sign in "<>", f"{line}: a second command begins at {sign}"
            return out.removesuffix(" ")
        out, at = out + sign, at + 1
    return out


def _split(line: str) -> list[str]:
    """Words as programs of Windows find them; a name there holds no quote."""
    words, is_quoted = [""], False
    for sign in line:
        if sign == '"':
            is_quoted = not is_quoted
        elif sign == " " and not is_quoted:
            words.append("")
        else:
            words[-1] += sign
    return [word for word in words if word]
