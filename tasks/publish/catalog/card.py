"""README.md of the published folder: a dataset card whose head dataset hubs read (one configuration a table)."""

import yaml

from schemas.publication import DATASET
from schemas.table import Table
from tasks.publish.catalog.edition import Published


def card(published: Published) -> str:
    """The card: a YAML head, then what a person reads first."""
    head = {
        "pretty_name": DATASET.title_zh,
        "language": list(DATASET.languages),
        "license": DATASET.license_id.lower(),
        "tags": list(DATASET.keywords),
        "configs": [
            {"config_name": table.name, "data_files": f"{table.name}/*.parquet"}
            | ({"default": True} if table.name == "notices" else {})
            for table in published.tables
        ],
    }
    rows = "\n".join(_line(table, published) for table in published.tables)
    return (
        f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n"
        f"# {DATASET.title_zh}\n\n{DATASET.about_zh}\n\n{DATASET.about}\n\n"
        f"Release {published.manifest.release}, {published.date}. {DATASET.license_title}. {DATASET.rights}\n\n"
        f"| table | 中文 | rows | one row is |\n|---|---|--:|---|\n{rows}\n\n"
        "`DICTIONARY.md` says what each column means; `views.sql` has ready views for DuckDB, and `tongbao.duckdb` holds "
        "the tables, but the logs of the runs, and the views. A glob `<table>/*.parquet` is always whole.\n"
    )


def _line(table: Table, published: Published) -> str:
    return f"| `{table.name}` | {table.label} | {published.manifest.tables[table.name]:,} | {table.about} |"
