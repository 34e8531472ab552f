"""index.html of a publication: one file to look at, that opens from a folder and asks nothing of any network."""

from tasks.publish.page.page import NAME, write_page

__all__ = ["NAME", "write_page"]
