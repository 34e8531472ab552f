"""What a run leaves in the UI names nobody: a server is read by more people than the restricted edition."""

from notices import html_page
from store_rows import row

from flows.report import changes_table
from schemas.history import Difference
from schemas.operations import Capture
from schemas.values import NoticePage
from tasks.parse import parse
from tasks.record import Caused, Recorded


def test_no_change_in_an_artifact_names_a_person_or_a_contact() -> None:
    page = html_page("taijiang")
    parsed = parse(page)
    person, contact = parsed.sanctions[0].person, parsed.contacts[0].value
    edits = [
        row(
            Difference,
            kind="item_reworded",
            before=f"给予{person}党内警告处分",
            after="已处理",
            note_zh=f"删去{person}",
        ),
        row(Difference, kind="name_changed", before="欧阳国兰", after=person, note_zh=f"由欧阳国兰改为{person}"),
        row(Difference, kind="contact_changed", before="0591-11112222", after=contact, note_zh=f"改为{contact}"),
    ]
    notice = NoticePage(capture=row(Capture), page=page, parsed=parsed, body_sha256="", pieces=())
    recorded = Recorded(
        notice_id="a",
        revision=2,
        cause="source_revision",
        page=notice,
        provenance=None,
        caused=tuple(Caused(number=no, cause="source_revision", difference=edit) for no, edit in enumerate(edits, 1)),
    )
    shown = str(changes_table([recorded]))
    assert "党内警告" in shown
    assert not [word for word in (person, contact, "欧阳国兰", "0591-11112222") if word in shown]
