import subprocess
import sys


def test_torch_works_after_its_libraries_were_loaded_ahead() -> None:
    program = (
        "import sys\n"
        "from lowlight_desktop.engine.preload import load_libraries\n"
        "load_libraries()\n"
        "assert 'torch' not in sys.modules\n"
        "import torch\n"
        "load_libraries()\n"
        "assert torch.ones(3).sum() == 3\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
