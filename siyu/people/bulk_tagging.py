"""A tag put on everybody whom a search finds, or taken off, as a job."""

from datetime import datetime
from typing import Any

from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.jobs import JobRun, request_job

from .contracts import TagSource
from .searching import Search, count_people
from .stored_search import pages_of, store_search, stored_search
from .tags import tag_many, untag_many

TAGGING_JOB = "people.tag_found"


def request_tagging(
    session: Session,
    search: Search,
    tag_id: int,
    *,
    remove: bool,
    expires_at: datetime | None,
    actor: str,
    key: str,
) -> int:
    """Ask for it; returns the job's id.

    Args:
        key: one job per key.

    """
    arguments = {
        "search": store_search(search),
        "tag_id": tag_id,
        "remove": remove,
        "expires_at": expires_at.isoformat() if expires_at else None,
        "actor": actor,
    }
    return request_job(
        session,
        TAGGING_JOB,
        key=f"{TAGGING_JOB}:{key}",
        arguments=arguments,
        requested_by=actor,
    )


def run_tagging(context: Context, run: JobRun) -> dict[str, Any]:
    """A page in each transaction; after a crash it starts over, and finds less to change."""
    asked = run.arguments
    search, tag_id = stored_search(asked["search"]), asked["tag_id"]
    expires_at = datetime.fromisoformat(asked["expires_at"]) if asked["expires_at"] else None
    with context.session(read_only=True) as session:
        total = count_people(session, search)
    done = changed = 0
    for page in pages_of(context, search):
        with context.session() as session:
            if asked["remove"]:
                changed += untag_many(session, page, tag_id)
            else:
                changed += tag_many(
                    session,
                    page,
                    tag_id,
                    source=TagSource.manual,
                    expires_at=expires_at,
                    actor=asked["actor"],
                )
        done += len(page)
        run.report(done, total)
    run.report(done, done)
    return {"people": done, "changed": changed}
