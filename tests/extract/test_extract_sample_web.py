"""The sample web: five notices on six made-up sites give the lines of the plain texts they were made from."""

from pathlib import Path

import pytest

from tasks.extract import from_plain_text, read

SAMPLE = Path(__file__).parents[2] / "data" / "sample"

# What stands in the .txt but is furniture of the page it was copied from, or is cut by the re-posting site.
NOT_IN_ARTICLE = {"taijiang": 4, "binhai": 8}

PLACES = [
    ("changle", "day1/www.changle.example/xxgk/xsxc/202512/t20251225_5012345.html", "meta", "2025-12-25 17:20", 0),
    ("changle", "day2/www.changle.example/xxgk/xsxc/202512/t20251225_5012345.html", "meta", "2025-12-25 17:20", 0),
    ("changle", "day1/jw.fujian.example/info/1035/26918.htm", "meta", "2025-12-27 10:02", 3),
    ("taijiang", "day1/www.taijiang.example/art/2024/1/26/art_2231_1002345.html", "meta", "2024-01-26 14:30", 0),
    ("luojiang", "day1/www.luojiang.example/zwgk/xsxc/202512/t20251226_3167802.htm", "meta", "2025-12-26 09:15", 0),
    ("binhai", "day1/www.fzxq.example/html/tzgg/4207.html", "heading", "2021-10-11 08:54", 0),
    ("shaxian", "day1/www.shaxian.example/zwgk/xszg/202512/t20251225_2098761.htm", "meta", "2025-12-25 18:05", 0),
    ("shaxian", "day1/jw.fujian.example/info/1035/26911.htm", "meta", "2025-12-26 16:40", 3),
]


@pytest.mark.parametrize(
    ("notice", "path", "title_source", "shown", "cut"), PLACES, ids=[path for _, path, *_ in PLACES]
)
def test_a_page_of_the_sample_holds_every_paragraph_of_its_notice(
    notice: str, path: str, title_source: str, shown: str, cut: int
) -> None:
    url = f"http://{path.partition('/')[2]}"
    page = read((SAMPLE / "web" / path).read_bytes(), url)
    found = page.text.split("\n")
    source = from_plain_text((SAMPLE / "notices" / f"{notice}.txt").read_bytes(), url).text.split("\n")
    missing = [line for line in source if line not in set(found)]
    assert len(missing) == cut + NOT_IN_ARTICLE.get(notice, 0)
    assert not set(found) - set(source)
    assert [line for line in source if line in set(found)] == found
    assert "关于" in (page.title or "")
    assert page.title_source == title_source
    assert f"{page.shown_published_at:%Y-%m-%d %H:%M}" == shown
