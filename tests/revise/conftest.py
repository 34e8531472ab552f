"""The tests of revise share edited texts of real notices."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
