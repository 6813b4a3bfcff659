import os

import pytest

from lowlight_desktop.formats.complaints import overheard


def test_complaints_are_heard_and_the_rest_is_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    with overheard(["corrupted"]) as complaints:
        os.write(2, b"a.nef: data corrupted at 6142\nsomebody else speaks\n")
    assert complaints == ["a.nef: data corrupted at 6142"]
    assert capfd.readouterr().err == "somebody else speaks\n"


def test_stderr_works_again_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match="unpack"), overheard([]):
        raise OSError("unpack")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"
