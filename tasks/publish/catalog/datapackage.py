"""datapackage.json: Data Package v2 (https://datapackage.org), one resource a table."""

from schemas.publication import DATASET
from schemas.table import Field, Table
from tasks.publish.catalog.edition import Published

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {
    "str": "string",
    "int": "integer",
    "bool": "boolean",
    "float": "number",
    "Decimal": "number",
    "date": "date",
    "datetime": "datetime",
}
_NOTICE = ["notice_id", "revision"]


def datapackage(published: Published) -> dict[str, object]:
    """The descriptor."""
    return {
        "$schema": _PROFILE,
        "name": DATASET.name,
        "title": DATASET.title,
        "description": f"{DATASET.about}\n\n{DATASET.about_zh}\n\n{DATASET.rights}",
        "version": f"{DATASET.version}.{published.manifest.release}",
        "created": published.manifest.recorded_at,
        "keywords": list(DATASET.keywords),
        "contributors": [{"title": creator, "roles": ["creator"]} for creator in DATASET.creators],
        "licenses": [{"name": DATASET.license_id, "title": DATASET.license_title, "path": DATASET.license_url}],
        "resources": [_resource(table, published) for table in published.tables],
    }


def _resource(table: Table, published: Published) -> dict[str, object]:
    files = published.files(table)
    return {
        "name": table.name,
        "title": table.label,
        "description": table.about,
        "path": [file.path for file in files],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(file.bytes for file in files),
        "schema": {
            "fields": [_field(field) for field in table.fields],
            "primaryKey": list(table.key),
            **_foreign(table),
        },
    }


def _field(field: Field) -> dict[str, object]:
    column = field.column
    constraints: dict[str, object] = {} if field.nullable else {"required": True}
    if column.values:
        constraints["enum"] = list(column.values)
    described: dict[str, object] = {
        "name": field.name,
        "type": _TYPES[field.type.__name__],
        "title": column.label,
        "description": column.about,
        "privacy": column.privacy,
    }
    if column.unit:
        described["unit"] = column.unit
    return described | ({"constraints": constraints} if constraints else {})


def _foreign(table: Table) -> dict[str, object]:
    # copies and changes know their notice by its id alone: a copy belongs to all revisions.
    if table.key[:2] != tuple(_NOTICE) or table.name == "notices":
        return {}
    return {"foreignKeys": [{"fields": _NOTICE, "reference": {"resource": "notices", "fields": _NOTICE}}]}
