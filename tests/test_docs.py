"""The answers in the documents are those the published sample gives."""

import re
from pathlib import Path

import pytest
from answers import BLOCK, QUESTIONS, answer, connect
from collecting import collect

from tasks.home import Home
from tasks.publish import publish
from tasks.store import Store

SITES = ("changle", "taijiang", "luojiang", "fzxq", "shaxian", "fujian-jw")
ASKED = [(block["query"], block["answer"]) for block in BLOCK.finditer(QUESTIONS.read_text("utf-8"))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("docs"))
    collect(home, *SITES)
    collect(home, *SITES, day=2)
    return publish(Store.existing(home.store), home.published).folder.resolve()


@pytest.mark.parametrize(("query", "told"), ASKED, ids=range(1, len(ASKED) + 1))
def test_a_question_has_the_answer_the_document_gives(query: str, told: str, folder: Path) -> None:
    assert answer(connect(folder), query) == told


def test_ten_questions_are_asked() -> None:
    asked = re.findall(r"^## (\d+)\. ", QUESTIONS.read_text("utf-8"), re.MULTILINE)
    assert asked == [str(number) for number in range(1, 11)]
