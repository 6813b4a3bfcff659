"""What Windows shows of a program under Properties, Details."""

import re
from pathlib import Path

COMPANY = "The Lowlight authors"
COPYRIGHT = "© The Lowlight authors. Free software: GPL 3 or later."

_ENGLISH, _UNICODE = 1033, 1200
_TEXT = """\
VSVersionInfo(
    ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, OS=0x40004, fileType=0x1),
    kids=[
        StringFileInfo([StringTable({table!r}, [
{lines}
        ])]),
        VarFileInfo([VarStruct("Translation", [{language}, {code_page}])]),
    ],
)
"""


def write_version_resource(name: str, about: str, version: str, to: Path) -> Path:
    """Write the resource of a program in the words of PyInstaller.

    Args:
        name: Of the program, without `.exe`.
        about: What the task manager calls it.
        version: Such as "1.2.3".
        to: The file; its folder is made.

    Returns:
        The same.
    """
    strings = {
        "CompanyName": COMPANY,
        "FileDescription": about,
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": f"{name}.exe",
        "ProductName": "Lowlight",
        "ProductVersion": version,
    }
    text = _TEXT.format(
        numbers=numbers(version),
        table=f"{_ENGLISH:04X}{_UNICODE:04X}",
        lines="\n".join(f"            StringStruct({k!r}, {v!r})," for k, v in strings.items()),
        language=_ENGLISH,
        code_page=_UNICODE,
    )
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(text, "utf-8")
    return to


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows compares.

    Args:
        version: One to four numbers, and what comes after them: "1.2", "1.2.3rc1".

    Raises:
        ValueError: If it begins otherwise.
    """
    found = re.match(r"\d+(?:\.\d+){0,3}", version)
    if found is None:
        raise ValueError(f"{version!r} is no version")
    first, second, third, fourth = (*map(int, found[0].split(".")), 0, 0, 0)[:4]
    return first, second, third, fourth
