"""From an accepted draft to a pack: only what a person has accepted goes in."""

from pathlib import Path

from notices import text_yaml
from notices.drafting.pack_files import Composer, as_yaml, without_empty
from notices.open_draft import read_draft, refuse_open_draft
from notices.pack import DOMAINS_FILE, FORM_FILE, LETTER_FILE, NOTICE_FILE, load_path
from notices.registry import folder_of
from notices.roster import COLUMNS, ROSTER_FILE

_MAY_LACK = ("doc_no", "upstream_doc_no", "settled", "readings")


def accept(folder: Path, pack_id: str) -> None:
    """Write the pack's files beside the draft; NoticeError while anything is open. A file that is there already stays as it is."""
    refuse_open_draft(folder)
    draft = read_draft(folder)
    like = folder_of(draft.like)
    composer = Composer(draft, load_path(like), pack_id)
    files = {
        NOTICE_FILE: as_yaml(without_empty(composer.notice(), _MAY_LACK)),
        DOMAINS_FILE: as_yaml(composer.domains()),
        LETTER_FILE: as_yaml(composer.letter()),
        ROSTER_FILE: "\n".join([",".join(COLUMNS), *composer.recommenders()]) + "\n",
        FORM_FILE: _form(like / FORM_FILE, composer.form_titles()),
    }
    for name, text in files.items():
        if not (folder / name).exists():
            (folder / name).write_text(text, "utf-8")


def _form(path: Path, titles: list[str]) -> str:
    """Return the known pack's form profile under the call's own titles."""
    text = path.read_text("utf-8")
    found = text_yaml.parse(text)
    return as_yaml({**found, "titles": list(titles)}) if isinstance(found, dict) and titles else text
