"""The made-up announcements that stand beside the notices in each list."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

FILE = Path(__file__).with_name("announcements.yaml")


class Announcement(BaseModel):
    """A short page that is no notice. The path is as its site writes it; times are local."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    title: str
    published: str
    source: str
    paragraphs: tuple[str, ...]


def announcements(site: str) -> tuple[Announcement, ...]:
    """Those of one site, newest first as its list has them."""
    # BaseLoader leaves 2026-01-04 10:12 the text it is; YAML would make a time of it.
    loaded = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - builds strings only
    return TypeAdapter(dict[str, tuple[Announcement, ...]]).validate_python(loaded)[site]
