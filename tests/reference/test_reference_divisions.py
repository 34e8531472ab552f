import pytest

from tasks.reference import area_code, division, divisions_in
from tasks.reference.gazetteer import DATA, gazetteer


def code(name: str, year: int | None, within: str | None = None) -> str | None:
    found = division(name, year=year, within=within)
    return found.code if found else None


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("福州市长乐区", 2025, "350112"),
        ("长乐区", 2025, "350112"),
        ("中共福州市长乐区委", 2025, "350112"),
        ("中国共产党福州市长乐区委员会", 2025, "350112"),
        ("福州长乐区", 2025, "350112"),
        ("福建省福州市台江区", 2024, "350103"),
        ("三明市沙县区", 2025, "350405"),
        ("泉州市洛江区", 2025, "350504"),
        ("福州市", 2025, "350100"),
        ("福建省", 2025, "350000"),
        ("仙桃市", 2025, "429004"),
        ("湖北省仙桃市", 2025, "429004"),
        ("重庆市两江新区", 2025, "500157"),
        ("长 乐 区", 2025, "350112"),
    ],
)
def test_a_name_with_or_without_its_parents_gives_its_code(name: str, year: int, expected: str) -> None:
    assert code(name, year) == expected


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("三明市沙县", 2019, "350427"),
        ("沙县", 2020, "350427"),
        ("沙县区", 2021, "350405"),
        ("沙县区", 2019, None),
        ("长乐市", 2016, "350182"),
        ("长乐区", 2017, "350112"),
        ("长乐市", 2020, None),
        ("三元区", 2020, "350403"),
        ("三元区", 2021, "350404"),
        ("三元区", None, "350404"),
    ],
)
def test_the_year_decides_between_a_division_and_its_predecessor(
    name: str, year: int | None, expected: str | None
) -> None:
    assert code(name, year) == expected


def test_a_text_of_the_year_of_a_change_may_still_use_the_old_name() -> None:
    assert code("长乐市", 2017) == "350182"


def test_gulou_without_a_hint_is_nobody_and_with_one_is_somebody() -> None:
    assert code("鼓楼区", 2025) is None
    assert code("鼓楼区", 2025, within="350100") == "350102"
    assert code("鼓楼区", 2025, within="福建省") == "350102"
    assert code("南京市鼓楼区", 2025) == "320106"
    assert code("福州市鼓楼区", 2025, within="南京市") is None


def test_a_short_form_is_understood_where_only_one_division_has_it() -> None:
    assert code("长乐", 2025) == "350112"
    assert code("吉林", 2025) is None
    assert code("台江", 2025) is None
    assert code("台江", 2025, within="350000") == "350103"


@pytest.mark.parametrize("name", ["", "区", "滨海新城", "福州市滨海新城", "南京市长乐区", "某某县"])
def test_a_name_no_division_bears_gives_nothing(name: str) -> None:
    assert code(name, 2025) is None


def test_titles_name_the_innermost_division() -> None:
    assert names("中共福州市台江区委关于巡视整改进展情况的通报") == ["台江区"]
    assert names("中共福州长乐区委关于巡视整改进展情况的通报") == ["长乐区"]
    assert names("中共福州市委滨海新城工作委员会关于巡察整改情况的通报") == ["福州市"]
    assert names("中共沙县区委关于省委巡视反馈意见整改进展情况的通报") == ["沙县区"]


def test_an_ambiguous_name_takes_a_parent_named_earlier() -> None:
    assert [d.code for d in divisions_in("福州市委巡察组对鼓楼区委开展巡察", 2025)] == ["350100", "350102"]
    assert divisions_in("对鼓楼区委开展巡察", 2025) == []


def test_words_that_look_like_short_county_names_are_not_divisions() -> None:
    assert divisions_in("各市和县要建成县级平台,全市城区、郊区都要做到", 2025) == []
    assert names("中共晋城市城区委") == ["城区"]


def names(text: str) -> list[str]:
    return [found.name for found in divisions_in(text, 2025)]


def test_area_codes_come_from_the_city() -> None:
    assert [area_code(c) for c in ("350112", "350405", "350504", "350100")] == ["0591", "0598", "0595", "0591"]
    assert area_code("110101") is None


def test_every_division_of_today_has_a_parent_of_today() -> None:
    today = {p.division.code: p.division for ps in gazetteer().by_name.values() for p in ps if p.last is None}
    orphans = [d for d in today.values() if d.level != "province" and d.parent_code not in today]
    assert orphans == []
    assert len(today) == 3212


def test_the_shipped_file_is_small() -> None:
    assert (DATA / "divisions.parquet").stat().st_size < 500_000
