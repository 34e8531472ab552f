"""Rows that are filled while open are frozen, equal, hashed, copied and pickled like any frozen dataclass."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from inspect import signature

import pytest

from schemas.figures import Figure
from schemas.quick import quick
from schemas.references import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    place: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain(Base):
    words: str = "整改"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Quick(Base):
    words: str = "整改"

    @property
    def size(self) -> int:
        return len(self.words)


@quick
@dataclass(frozen=True, slots=True)
class Opening:
    row: str
    opened: bool
    fields: int = 0


@quick
@dataclass(frozen=True, slots=True)
class Mark:
    value: int
    kind: str = "other"


def test_a_row_holds_what_it_was_given_and_its_defaults() -> None:
    row = Quick(place="长乐", words="清退")
    assert (row.place, row.number, row.words, row.size) == ("长乐", None, "清退", 2)
    assert Mark(3) == Mark(value=3, kind="other")


def test_a_field_may_have_any_name() -> None:
    one = Opening("甲", opened=True)
    assert (one.row, one.opened, one.fields) == ("甲", True, 0)


def test_a_row_is_frozen() -> None:
    row = Quick(place="长乐")
    with pytest.raises(FrozenInstanceError):
        row.place = "台江"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del row.words
    with pytest.raises((AttributeError, TypeError)):
        row.other = 1  # type: ignore[attr-defined]
    assert type(row) is Quick


def test_rows_are_compared_hashed_printed_copied_and_pickled_as_before() -> None:
    row = Quick(place="长乐", number=3)
    assert row == Quick(place="长乐", number=3) != Quick(place="长乐", number=4)
    assert hash(row) == hash(Quick(place="长乐", number=3)) == hash(Plain(place="长乐", number=3))
    assert repr(row) == repr(Plain(place="长乐", number=3)).replace("Plain", "Quick")
    assert replace(row, number=4).number == 4
    assert pickle.loads(pickle.dumps(row)) == copy.deepcopy(row) == row


def test_a_row_asks_for_the_same_arguments() -> None:
    assert [*signature(Quick).parameters] == [*signature(Plain).parameters]
    with pytest.raises(TypeError, match="place"):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional"):
        Quick("长乐")  # type: ignore[misc]


@pytest.mark.parametrize("table", [Figure, Mention])
def test_every_field_of_a_table_reaches_its_row(table: type) -> None:
    values = {each.name: object() for each in fields(table)}
    row = table(**values)
    assert {name: getattr(row, name) for name in values} == values


def test_a_default_factory_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Listed:
        words: list[str] = field(default_factory=list)

    with pytest.raises(TypeError, match=r"Listed\.words"):
        quick(Listed)
