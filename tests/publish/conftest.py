"""Three of the five notices, collected on two days and published in both editions."""

import pytest
from collecting import collect

from schemas.accountability import SANCTIONS
from schemas.facts import CONTACTS
from tasks.home import Home
from tasks.publish import publish, spans
from tasks.store import Store

# Named in the notices and in no sanction: who leads the work, who has left, who signs.
OTHERS = {"陈晓翔", "林飞", "陈汉春", "何心国"}


@pytest.fixture(scope="session")
def published_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose notices are published, the public edition and the restricted one."""
    place = Home(tmp_path_factory.mktemp("editions"))
    collect(place, "taijiang", "shaxian", "fzxq")
    collect(place, "taijiang", "shaxian", "fzxq", day=2)
    store = Store.existing(place.store)
    publish(store, place.published)
    publish(store, place.edition("restricted"), "restricted")
    return place


@pytest.fixture(scope="session")
def secrets(published_home: Home) -> set[str]:
    """Every name and contact the public edition must not show."""
    store = Store.existing(published_home.store)
    persons = set(store.read(SANCTIONS)["person"])
    contacts = set(store.read(CONTACTS)["value"])
    assert len(persons) > 50
    assert len(contacts) > 6
    return persons | contacts | OTHERS


@pytest.fixture
def files_of_months(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files as a publication of many notices has them."""
    monkeypatch.setattr(spans, "NOTICES_A_FILE", 0)
