"""Names are sealed, so parts of them are found by blind index.

Chinese, Japanese and Korean: the whole, each pair of characters, and the first character (姓). Other
scripts: each word in lower case and its beginnings of three letters and more.
"""

import json
import re
from collections.abc import Iterable

from sqlalchemy import delete, select

from siyu.kernel.cipher import cipher
from siyu.kernel.database import Session

from .bulk import insert_many
from .lookup import chunks
from .models import SearchTokenRow, TraitRow
from .trait_keys import NAME_KEYS

WORDS_MAX = 8
PREFIX_MIN, PREFIX_MAX = 3, 12
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_RUNS = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")


def tokens_of(name: str) -> set[str]:
    """Every piece by which a name is found."""
    found: set[str] = set()
    for run in _runs(name):
        if _IS_CJK.match(run):
            found |= {run, run[0]}
            found |= {run[i : i + 2] for i in range(len(run) - 1)}
        else:
            found |= {run, *(run[:n] for n in range(PREFIX_MIN, min(len(run), PREFIX_MAX) + 1))}
    return found


def asked_tokens(query: str) -> set[str]:
    """Pieces that a name must all have to match a query."""
    found: set[str] = set()
    for run in _runs(query):
        if _IS_CJK.match(run) and len(run) > 2:
            found |= {run[i : i + 2] for i in range(len(run) - 1)}
        else:
            found.add(run if len(run) <= PREFIX_MAX or _IS_CJK.match(run) else run[:PREFIX_MAX])
    return found


def token_index(token: str) -> bytes:
    """Blind index of a piece of a name."""
    return cipher().blind_index("name token", token)


def index_names(session: Session, node_ids: Iterable[int]) -> None:
    """Write the tokens of these nodes anew."""
    for part in chunks(node_ids):
        session.execute(delete(SearchTokenRow).where(SearchTokenRow.node_id.in_(part)))
        found: set[tuple[bytes, int]] = set()
        for row in session.execute(
            select(TraitRow.node_id, TraitRow.sealed).where(
                TraitRow.node_id.in_(part), TraitRow.key.in_(NAME_KEYS)
            )
        ):
            value = json.loads(row.sealed) if row.sealed else None
            if isinstance(value, str):
                found |= {(token_index(token), row.node_id) for token in tokens_of(value)}
        insert_many(session, SearchTokenRow, ("token", "node_id"), sorted(found))


def _runs(text: str) -> list[str]:
    return _RUNS.findall(text[:200].lower())[:WORDS_MAX]
