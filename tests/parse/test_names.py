"""Names that the public edition masks: behind a post, and where what follows tells that a person is named."""

import pytest

from tasks.parse.names import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区城管局原副局长陈汉春已完成备案,", {"陈汉春"}),
        # 台江区, 长乐区, 沙县区
        ("已完成备案,林影等其余21名干部(含5名超70周岁干部)已辞去职务", {"林影"}),
        ("推进薛严锋全国基层名老中医药专家传承工作室建设,", {"薛严锋"}),
        # 阳 is of 南阳: one sign more than the name is masked
        ("南阳文彬家庭林场实际骗补的12.22万元", {"阳文彬"}),
        ("王某某等7人受到批评教育。", set()),
        ("建设高标准农田等3个项目。高校教师等5人参加。", set()),
        ("成立名师工作室3个,打造高技能人才工作室,推进家庭农场建设。", set()),
    ],
)
def test_names_are_told_by_what_stands_beside_them(text: str, names: set[str]) -> None:
    assert names_in(text) == names
