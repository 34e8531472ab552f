"""The five notices, as plain text and as the pages of the sample web; and one bulletin of cases."""

from pathlib import Path

from schemas.values import Page
from tasks.extract import read

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "data" / "sample"
NAMES = ("changle", "taijiang", "luojiang", "binhai", "shaxian")
BULLETIN = REPOSITORY / "tests" / "pages" / "ccdi_t20220905_215850.html"
BULLETIN_URL = "https://www.ccdi.gov.cn/yaowenn/202209/t20220905_215850.html"
GOLDEN_NAMES = (*NAMES, "bulletin")
PAGES = {
    "changle": "www.changle.example/xxgk/xsxc/202512/t20251225_5012345.html",
    "taijiang": "www.taijiang.example/art/2024/1/26/art_2231_1002345.html",
    "luojiang": "www.luojiang.example/zwgk/xsxc/202512/t20251226_3167802.htm",
    "binhai": "www.fzxq.example/html/tzgg/4207.html",
    "shaxian": "www.shaxian.example/zwgk/xszg/202512/t20251225_2098761.htm",
}


def text_page(name: str) -> Page:
    """The plain text of a notice, as a user would hand it in."""
    return read((SAMPLE / "notices" / f"{name}.txt").read_bytes(), f"{name}.txt")


def html_page(name: str, day: int = 1) -> Page:
    """The page of the sample web that carries the notice."""
    return read((SAMPLE / "web" / f"day{day}" / PAGES[name]).read_bytes(), f"http://{PAGES[name]}")


def bulletin() -> Page:
    """A real page that makes ten cases public."""
    return read(BULLETIN.read_bytes(), BULLETIN_URL)


def golden_page(name: str) -> Page:
    """The page whose golden rows stand under ``tests/golden/NAME``."""
    return bulletin() if name == "bulletin" else text_page(name)
