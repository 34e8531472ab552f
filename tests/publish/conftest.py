"""The tests of publishing make their stores with the factories of the tests of the store."""

import sys
from pathlib import Path

sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1] / "store")]
