"""Set Lowlight up beside its sources: `.venv` with the pinned libraries, and the system's ones.

The launchers run this folder when their stamp does not match: `python packaging/set_up [test]`,
where `test` adds the tools of the tests. It needs nothing but the standard library. It says what
it does in one line each on stderr; what pip and apt-get print goes into a log, which a failure
names. Start reading at `install.py`.
"""

import sys
from pathlib import Path

from install import set_up
from programs import SetUpError, say

try:
    set_up(Path(__file__).resolve().parents[2], "".join(sys.argv[1:]))
except SetUpError as error:
    say(str(error))
    sys.exit(1)
except KeyboardInterrupt:
    say("stopped; the next start begins the set-up anew.")
    sys.exit(5)
