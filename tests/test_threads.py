import subprocess
import sys

PROGRAM = """
import lowlight_desktop, time
import numpy as np

matrix = np.ones((500, 500), np.float32)
matrix @ matrix
begin = time.process_time()
time.sleep(0.05)
print(time.process_time() - begin)
"""


def test_no_thread_spins_after_a_product_of_matrices() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    assert float(done.stdout) < 0.01
