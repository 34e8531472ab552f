"""The five source texts, cut into what a site prints as furniture and the paragraphs of the notice."""

from dataclasses import dataclass
from pathlib import Path

from tasks.text import kept_text

NOTICES = Path(__file__).resolve().parents[1] / "notices"

# Where the text of a notice ends for a re-post that leaves the contacts out.
FAREWELL = "欢迎广大干部群众对"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as a site prints it."""

    title: str
    paragraphs: tuple[str, ...]

    def without_farewell(self) -> tuple[str, ...]:
        """The paragraphs up to the one that asks the public to watch."""
        ends = next(number for number, line in enumerate(self.paragraphs) if line.startswith(FAREWELL))
        return self.paragraphs[:ends]


def read(name: str, title: str) -> Notice:
    """The notice of ``notices/<name>.txt``, from its opening on, without what a page puts around it."""
    lines = kept_text((NOTICES / f"{name}.txt").read_text(encoding="utf-8")).split("\n")
    opening = next(number for number, line in enumerate(lines) if line.startswith("根据"))
    ending = next(number for number, line in enumerate(lines) if line.startswith(FAREWELL))
    # Sign-off and date follow the farewell in four texts; in 滨海新城's the site's footer does.
    signed = lines[ending + 1 :] if lines[-1].endswith("日") else []
    return Notice(title, (*lines[opening : ending + 1], *signed))
