import platform
import subprocess
import sys

import pytest

PROGRAM = """
import resource
import numpy as np
from lowlight_desktop.engine.allocator import keep_memory

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    np.ones(50 << 20, np.uint8)  # gone at once
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

keep_memory()
faults()
print(faults())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of glibc")
def test_a_block_that_was_given_back_is_there_for_the_next_who_asks() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    assert int(done.stdout) < 100  # else 537, where the kernel gives large pages
