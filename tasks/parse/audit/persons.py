"""Persons a list declares against the persons its entries name."""

from collections import defaultdict

from schemas.accountability import Sanction
from schemas.structure import Section
from tasks.parse.audit.finding import Finding
from tasks.parse.body import Body


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
        at=_Heading(section),
        rule_id="check.persons",
    )


def _entry(rows: list[Sanction]) -> Finding:
    stated, named = rows[0].persons_stated, len({row.person for row in rows})
    return Finding(
        check="persons_in_entry",
        outcome="pass" if named == stated else "fail",
        declared=str(stated),
        parsed=str(named),
        detail=f"the entry says {stated} persons and names {named}",
        at=rows[0],
        rule_id="check.persons",
    )


class _Heading:
    """A section heading as quoted words."""

    def __init__(self, section: Section) -> None:
        self.raw, self.char_start, self.char_end = section.text, section.char_start, section.char_end
