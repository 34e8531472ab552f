"""Persons a list declares against the persons its entries name."""

import re
from collections import defaultdict
from dataclasses import dataclass

from schemas.accountability import Sanction
from schemas.structure import Section
from tasks.parse.audit.finding import Finding
from tasks.parse.body import Body

_COUNT = re.compile(r"等\s?\d{1,3}\s?[人名位]")  # …、张晶晶等5人予以调岗降薪


def persons(body: Body, sanctions: tuple[Sanction, ...]) -> list[Finding]:
    """A finding a group heading with a number (诫勉谈话处理情况(27人)), and one an entry with 等N人."""
    groups: dict[str | None, list[Sanction]] = defaultdict(list)
    entries: dict[int, list[Sanction]] = defaultdict(list)
    for row in sanctions:
        if row.entry_start is not None:
            groups[row.section_path].append(row)
            entries[row.entry_start].append(row)
    found = [
        _group(section, groups[section.section_path])
        for section in body.structure.sections
        if section.persons_stated is not None
    ]
    return found + [_entry(rows) for rows in entries.values() if rows[0].persons_stated is not None]


def _group(section: Section, rows: list[Sanction]) -> Finding:
    # A person two entries of one group name is counted twice by the notice too: 卓文达 stands in two of 27.
    named = len({(row.entry_start, row.person) for row in rows})
    entries = len({row.entry_start for row in rows})
    if rows:
        outcome = "pass" if named == section.persons_stated else "fail"
        detail = f"the heading declares {section.persons_stated} persons, its {entries} entries name {named}"
    else:
        outcome, detail = "not_checkable", f"the heading declares {section.persons_stated} persons, and names none"
    return Finding(
        check="persons_in_group",
        outcome=outcome,
        declared=str(section.persons_stated),
        parsed=str(named) if rows else None,
        detail=detail,
        at=_Words(section.text, section.char_start, 0, len(section.text)),
        rule_id="check.persons",
    )


def _entry(rows: list[Sanction]) -> Finding:
    entry, stated, named = rows[0], rows[0].persons_stated, len({row.person for row in rows})
    # Only the count is quoted: names stand in the sanctions alone.
    count = _COUNT.search(entry.raw)
    return Finding(
        check="persons_in_entry",
        outcome="pass" if named == stated else "fail",
        declared=str(stated),
        parsed=str(named),
        detail=f"the entry says {stated} persons and names {named}",
        at=_Words(entry.raw, entry.char_start, *count.span()) if count else None,
        rule_id="check.persons",
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """``quote[first:last]`` as quoted words; ``start`` is where the quote begins in the text."""

    quote: str
    start: int
    first: int
    last: int

    @property
    def raw(self) -> str:
        """The words."""
        return self.quote[self.first : self.last]

    @property
    def char_start(self) -> int:
        """Where they stand in the text."""
        return self.start + self.first

    @property
    def char_end(self) -> int:
        """One past their end."""
        return self.start + self.last
