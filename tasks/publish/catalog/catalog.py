"""All catalog files of a publication."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from tasks.publish.catalog.card import card
from tasks.publish.catalog.citation import citation
from tasks.publish.catalog.croissant import croissant
from tasks.publish.catalog.database import NAME as DATABASE
from tasks.publish.catalog.datapackage import datapackage
from tasks.publish.catalog.dcat import dcat
from tasks.publish.catalog.dictionary import markdown
from tasks.publish.catalog.edition import Published
from tasks.publish.catalog.views import views_sql

_JSON: Mapping[str, Callable[[Published], dict[str, object]]] = {
    "datapackage.json": datapackage,
    "croissant.json": croissant,
    "dcat.jsonld": dcat,
}
# Every file beside the manifest and the folders of the tables
FILES = (*_JSON, "CITATION.cff", "README.md", "DICTIONARY.md", "views.sql", DATABASE)


def write_catalog(folder: Path, published: Published) -> None:
    """Writes the catalog files, all but the database, into the folder.

    Raises:
        OSError: what the file system refuses.
    """
    texts = {name: json.dumps(make(published), ensure_ascii=False, indent=1) + "\n" for name, make in _JSON.items()}
    texts |= {
        "CITATION.cff": citation(published),
        "README.md": card(published),
        "DICTIONARY.md": markdown(published.tables),
        "views.sql": views_sql([table.name for table in published.tables]),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
