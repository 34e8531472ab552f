"""Makes the factories beside the tests importable, also in the processes the tests start."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
