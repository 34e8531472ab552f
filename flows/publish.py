"""publish: write the published folder anew from the store's last release."""

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from schemas.publication import Compression, Edition
from tasks.home import home_at
from tasks.publish import Publication
from tasks.publish import publish as publish_release
from tasks.store import Store


@flow(name="publish", persist_result=False)
def publish(
    home: str | None = None, edition: Edition = "public", compression: Compression | None = None
) -> Publication:
    """Make ``published/current`` show the last release; writes nothing where it does already.

    Args:
        edition: public masks persons and contacts; restricted holds them, and goes to ``restricted/current``.
        compression: zstd or snappy; where it is not given, what the folder has.
        home: Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    place = home_at(home)
    publication = publish_release(Store.existing(place.store), place.edition(edition), edition, compression)
    rows = "\n".join(f"| {name} | {count:,} |" for name, count in publication.rows.items())
    create_markdown_artifact(
        key="publication",
        markdown=f"Release {publication.release} in `{publication.folder}`\n\n| table | rows |\n|---|--:|\n{rows}\n",
        description="What the published folder holds",
    )
    return publication
