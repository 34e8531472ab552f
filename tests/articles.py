"""The saved pages beside the articles a person read off them (``pages/expected``)."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tasks.text import squeezed

PAGES = Path(__file__).parent / "pages"
_NOTHING = "-"
# Characters a shingle: long enough that two texts of the same subject share few, as in the article extraction
# benchmark of Scrapinghub (four words; Chinese has no blanks between them).
_SHINGLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a person finds on a page. ``published``: as the page shows it, else as its metas say."""

    page: str
    title: str
    published: str | None
    source: str | None
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> bytes:
        return (PAGES / f"{self.page}.html").read_bytes()

    @property
    def url(self) -> str:
        return f"https://www.example.gov.cn/x/{self.page.removeprefix('ccdi_')}.html"


def articles() -> tuple[Article, ...]:
    """Every page that holds an article."""
    return tuple(map(_read, sorted((PAGES / "expected").glob("*.txt"))))


def text_f1(found: str, expected: str) -> float:
    """The harmonic mean of precision and recall, by the shingles of the two texts without their white space."""
    ours, theirs = _shingles(found), _shingles(expected)
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def _read(path: Path) -> Article:
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    return Article(
        page=path.stem,
        title=facts["title"],
        published=_known(facts["published"]),
        source=_known(facts["source"]),
        paragraphs=tuple(text.splitlines()),
    )


def _known(value: str) -> str | None:
    return None if value == _NOTHING else value


def _shingles(text: str) -> Counter[str]:
    plain = squeezed(text)
    return Counter(plain[at : at + _SHINGLE] for at in range(len(plain) - _SHINGLE + 1))
