"""What of imports waits for somebody."""

from datetime import timedelta

from sqlalchemy import select

from siyu.kernel.attention import COUNT_MAX, Urgency, Waiting, attention_block
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .models import ImportRow

_FOR_DAYS = 7
_FILES_MAX = 100


def rejected(session: Session, _context: Context) -> Waiting | None:
    """Rows that files imported in the last week could not give."""
    rows = session.execute(
        select(ImportRow.report, ImportRow.finished_at, ImportRow.title)
        .where(
            ImportRow.finished_at >= now() - timedelta(days=_FOR_DAYS),
            # Once the files are gone, nobody can mend their rows any more.
            ImportRow.files_removed_at.is_(None),
        )
        .order_by(ImportRow.id.desc())
        .limit(_FILES_MAX)
    ).all()
    found = [
        (int(row.report["rejected"]), row.finished_at, row.title)
        for row in rows
        if row.report and row.report.get("rejected")
    ]
    if not found:
        return None
    return Waiting(
        count=min(sum(count for count, _, _ in found), COUNT_MAX),
        urgency=Urgency.soon,
        since=min(at for _, at, _ in found),
        about=found[0][2] if len(found) == 1 else "",
    )


BLOCKS = (
    attention_block(
        "import_rows_rejected",
        {"zh": "导入时被拒的行", "en": "Rows that imports rejected"},
        rejected,
        permission="imports.read",
    ),
)
