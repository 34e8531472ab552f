"""Lets the tests of this folder import identify_notices, which pytest's importlib mode leaves off the path."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
