"""Finding products by what people type: words, beginnings of words, parts of names, codes."""

from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    column,
    desc,
    func,
    literal_column,
    select,
    table,
    text,
)

from siyu.kernel.database import Session

from .models import SearchRow
from .search_index import COLUMNS, VECTOR
from .words import code_words, is_han, runs_of, words_of

MATCHES_MAX = 1_000
"""The best so many products are looked at; nobody turns to the page behind them."""

TERMS_MAX = 12

# Worth of a hit in codes, title, facets, body, characters: FTS5's bm25 wants them column by column.
_WORTH = (20.0, 10.0, 4.0, 1.0, 2.0)
# PostgreSQL's, for its labels D, C, B, A.
_WEIGHTS = "{0.15, 0.1, 0.4, 1.0}"


@dataclass(frozen=True)
class Term:
    """One thing that was typed: found as these words, the last of which may go on, or letter by letter.

    Args:
        characters: Chinese characters in a row; empty where there are none, or only one word of others.

    """

    words: tuple[str, ...]
    characters: tuple[str, ...] = ()


def find_products(session: Session, asked: str) -> dict[int, int]:
    """Ids of matching products with their place, the best at 0.

    Everything typed must be found; where nothing has it all, some of it is enough.
    """
    terms = terms_of(asked)
    if not terms:
        return {}
    for every in (True, False) if len(terms) > 1 else (True,):
        found = session.scalars(_query(session, terms, every=every)).all()
        if found:
            return {product_id: place for place, product_id in enumerate(found)}
    return {}


def terms_of(asked: str) -> list[Term]:
    """What was typed, in terms; the same thing twice counts once."""
    terms: list[Term] = []
    for chunk in asked.split():
        runs = runs_of(chunk)
        if len(runs) > 1 and not any(is_han(run) for run in runs):
            terms.append(Term(tuple(code_words([chunk])[1:])))
            continue
        terms += [
            Term(tuple(words_of(run)), tuple(run)) if is_han(run) else Term((run,)) for run in runs
        ]
    return list(dict.fromkeys(terms))[:TERMS_MAX]


def fts5_query(terms: list[Term], *, every: bool) -> str:
    """The terms in the language of SQLite's FTS5."""
    return (" AND " if every else " OR ").join(_fts5_term(term) for term in terms)


def tsquery(terms: list[Term], *, every: bool) -> str:
    """The terms in the language of PostgreSQL's ``to_tsquery``."""
    return (" & " if every else " | ").join(_tsquery_term(term) for term in terms)


def _query(session: Session, terms: list[Term], *, every: bool) -> Select[int]:
    if session.get_bind().dialect.name == "postgresql":
        asked = func.to_tsquery(literal_column("'simple'::regconfig"), tsquery(terms, every=every))
        vector: ColumnElement[str] = literal_column(VECTOR)
        rank = func.ts_rank(literal_column(f"'{_WEIGHTS}'::float4[]"), vector, asked)
        return (
            select(SearchRow.product_id)
            .where(vector.op("@@")(asked))
            .order_by(desc(rank), SearchRow.product_id.desc())
            .limit(MATCHES_MAX)
        )
    fts = table("commerce_product_fts", column("rowid"))
    worth = ", ".join(str(one) for one in _WORTH)
    return (
        select(fts.c.rowid)
        .where(
            text("commerce_product_fts match :asked").bindparams(
                bindparam("asked", fts5_query(terms, every=every))
            )
        )
        .order_by(literal_column(f"bm25(commerce_product_fts, {worth})"), fts.c.rowid.desc())
        .limit(MATCHES_MAX)
    )


# Both write only letters and digits between quotes (``runs_of``), so nothing typed is syntax.


def _fts5_term(term: Term) -> str:
    spoken = "{" + " ".join(name for name in COLUMNS if name != "characters") + "}"
    *whole, last = term.words
    words = " AND ".join([*(f'{spoken} : "{word}"' for word in whole), f'{spoken} : "{last}" *'])
    if not term.characters:
        return f"({words})"
    return f'(({words}) OR characters : "{" ".join(term.characters)}")'


def _tsquery_term(term: Term) -> str:
    *whole, last = term.words
    words = " & ".join([*(f"'{word}':ABC" for word in whole), f"'{last}':*ABC"])
    if not term.characters:
        return f"({words})"
    row = " <-> ".join(f"'{letter}':D" for letter in term.characters)
    return f"(({words}) | ({row}))"
