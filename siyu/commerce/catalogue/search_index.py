"""The full-text index over ``commerce_product_search``, by database; migrations carry the same."""

COLUMNS = ("codes", "title", "facets", "body", "characters")

_NAMES = ", ".join(COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in COLUMNS)
_ENTER = f"insert into commerce_product_fts (rowid, {_NAMES}) values (new.product_id, {_NEW})"
# An index without contents of its own must be told what it forgets.
_LEAVE = (
    f"insert into commerce_product_fts (commerce_product_fts, rowid, {_NAMES}) "
    f"values ('delete', old.product_id, {_OLD})"
)

VECTOR = (
    "(setweight(to_tsvector('simple'::regconfig, codes), 'A') || "
    "setweight(to_tsvector('simple'::regconfig, title), 'A') || "
    "setweight(to_tsvector('simple'::regconfig, facets), 'B') || "
    "setweight(to_tsvector('simple'::regconfig, characters), 'D') || "
    "setweight(to_tsvector('simple'::regconfig, body), 'C'))"
)
"""What PostgreSQL searches: a query must say it in these words for the index to serve it.

The long body comes last, since words behind position 16 383 lose their place, by which phrases are found.
"""

_TABLE = (
    f"create virtual table commerce_product_fts using fts5({_NAMES}, "
    "content='commerce_product_search', content_rowid='product_id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
)


def _trigger(name: str, act: str, body: str) -> str:
    return (
        f"create trigger commerce_product_search_{name} after {act} on commerce_product_search "
        f"begin {body}; end"
    )


SEARCH_INDEX = {
    "sqlite": (
        _TABLE,
        _trigger("enter", "insert", _ENTER),
        _trigger("leave", "delete", _LEAVE),
        _trigger("change", "update", f"{_LEAVE}; {_ENTER}"),
    ),
    "postgresql": (
        f"create index search_commerce_product on commerce_product_search using gin ({VECTOR})",
    ),
}
