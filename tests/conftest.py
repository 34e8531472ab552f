"""What tests share."""

import json
from pathlib import Path
from typing import Any

import pytest
from notices import NAMES, REPOSITORY, text_page

from schemas.values import ParsedNotice
from tasks.parse import parse


@pytest.fixture(scope="session")
def parsed() -> dict[str, ParsedNotice]:
    """The five notices, parsed from their plain texts."""
    return {name: parse(text_page(name)) for name in NAMES}


@pytest.fixture(scope="session")
def gold() -> dict[str, dict[str, Any]]:
    """What a person read in them."""
    return {name: json.loads((REPOSITORY / "tests" / "golden" / f"{name}.json").read_text("utf-8")) for name in NAMES}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own."""
    monkeypatch.setenv("TONGBAO_HOME", str(tmp_path))
    return tmp_path
