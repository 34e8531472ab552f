"""Pages filled from the templates, and the entries of a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from making.announcements import announcements

TEMPLATES = Path(__file__).with_name("templates")

Markup = Callable[[tuple[str, ...]], str]
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Post:
    """A page a site published: its path as the site's list has it, its time to the minute, its paragraphs as printed."""

    path: str
    title: str
    published: str
    source: str
    paragraphs: tuple[str, ...]

    @property
    def day(self) -> str:
        """The date alone, as lists show it."""
        return self.published[:10]


def filled(template: str, **values: str) -> str:
    """The page of a template; a field it lacks, or one left over, is an error of the recipe."""
    text = Template((TEMPLATES / template).read_text(encoding="utf-8"))
    unused = set(values) - set(text.get_identifiers())
    if unused:
        msg = f"{template} has no place for {sorted(unused)}."
        raise ValueError(msg)
    return text.substitute(values)


def article(template: str, post: Post, markup: Markup, **more: str) -> str:
    """The page of a post, its body in the markup of the site."""
    title = escape(post.title, quote=False)
    return filled(
        template, title=title, published=post.published, source=post.source, body=markup(post.paragraphs), **more
    )


def others(site: str, printed: Callable[[str], str]) -> tuple[Post, ...]:
    """The site's announcements, in its widths."""
    return tuple(
        Post(entry.path, entry.title, entry.published, entry.source, tuple(map(printed, entry.paragraphs)))
        for entry in announcements(site)
    )


def newest_first(posts: Sequence[Post]) -> tuple[Post, ...]:
    """The posts in the order a list shows them."""
    return tuple(sorted(posts, key=lambda post: post.published, reverse=True))


def home(name: str, host: str, first_list: str, column: str) -> bytes:
    """The front page, which says that the site is made up."""
    return filled("home.html", name=name, host=host, list=first_list, column=column).encode()
