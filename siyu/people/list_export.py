"""Everybody whom a search finds as a CSV file, as a job; personal data masked unless asked in clear."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from siyu import organization
from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.files import Files
from siyu.kernel.jobs import JobRun, request_job
from siyu.kernel.money import to_decimal
from siyu.kernel.spreadsheets import create_table
from siyu.warehouse import Warehouse

from .belonging import belongings
from .contracts import Person
from .persons import persons
from .searching import Search, count_people
from .shown_contacts import Contact, shown_contacts
from .stored_search import pages_of, store_search, stored_search
from .tags import tag_names, tags_of
from .worth import Worth, worth_of

LIST_EXPORT_JOB = "people.export_found"


class ExportColumn(StrEnum):
    """What can stand in the file beside the person's id."""

    name = "name"
    phone = "phone"
    email = "email"
    state = "state"
    kind = "kind"
    tags = "tags"
    nodes = "nodes"
    orders = "orders"
    total = "total"
    last_order_at = "last_order_at"
    first_seen_at = "first_seen_at"
    last_seen_at = "last_seen_at"
    created_at = "created_at"


TITLES = {
    "id": ("客户", "Person"),
    ExportColumn.name: ("姓名", "Name"),
    ExportColumn.phone: ("手机", "Phone"),
    ExportColumn.email: ("邮箱", "E-mail"),
    ExportColumn.state: ("状态", "State"),
    ExportColumn.kind: ("类型", "Kind"),
    ExportColumn.tags: ("标签", "Tags"),
    ExportColumn.nodes: ("归属", "Belongs to"),
    ExportColumn.orders: ("订单数", "Orders"),
    ExportColumn.total: ("消费金额", "Spent"),
    ExportColumn.last_order_at: ("最近下单", "Last order"),
    ExportColumn.first_seen_at: ("首次出现", "First seen"),
    ExportColumn.last_seen_at: ("最近活跃", "Last seen"),
    ExportColumn.created_at: ("建档时间", "Created"),
}
LANGUAGES = ("zh", "en")


def request_list_export(
    session: Session,
    search: Search,
    *,
    columns: Sequence[ExportColumn],
    reveal: bool,
    language: str,
    actor: str,
    key: str,
) -> int:
    """Ask for the file; returns the job's id.

    Args:
        key: one file per key.

    """
    arguments = {
        "search": store_search(search),
        "columns": list(columns),
        "reveal": reveal,
        "language": language,
    }
    return request_job(
        session,
        LIST_EXPORT_JOB,
        key=f"{LIST_EXPORT_JOB}:{key}",
        arguments=arguments,
        requested_by=actor,
    )


def run_list_export(context: Context, run: JobRun) -> dict[str, Any]:
    """Write the file; after a crash a new one is written from the start."""
    asked = run.arguments
    search = stored_search(asked["search"])
    columns = [ExportColumn(column) for column in asked["columns"]]
    with context.session(read_only=True) as session:
        total = count_people(session, search)
        currency = organization.get_brand(session, context.settings).currency
    done = 0
    with create_table(context.get(Files)) as (name, write_rows):
        spoken = LANGUAGES.index(asked["language"])
        write_rows([[TITLES[column][spoken] for column in ("id", *columns)]])
        for page in pages_of(context, search):
            with context.session(read_only=True) as session:
                rows = _rows(
                    session, context.get(Warehouse), page, columns, asked["reveal"], currency
                )
            write_rows(rows)
            done += len(page)
            run.report(done, total)
    return {"file": name, "rows": done}


def _rows(
    session: Session,
    warehouse: Warehouse,
    page: Sequence[int],
    columns: Sequence[ExportColumn],
    reveal: bool,
    currency: str,
) -> list[list[str]]:
    found = persons(session, page)
    nodes = {node: person.id for person in found.values() for node in person.nodes}
    cells: dict[ExportColumn, dict[int, str]] = {}
    for column in (ExportColumn.name, ExportColumn.phone, ExportColumn.email):
        if column in columns:
            cells[column] = shown_contacts(session, page, Contact(column), reveal=reveal)
    if ExportColumn.tags in columns:
        cells[ExportColumn.tags] = _tags(session, nodes)
    if ExportColumn.nodes in columns:
        cells[ExportColumn.nodes] = _org_nodes(session, nodes)
    if {ExportColumn.orders, ExportColumn.total, ExportColumn.last_order_at} & set(columns):
        worth = worth_of(warehouse, nodes, currency=currency)
        cells |= {column: _worths(worth, column, currency) for column in _OF_WORTH}
    return [
        [ids.code("per", one), *(_cell(cells, column, found[one]) for column in columns)]
        for one in page
        if one in found
    ]


_OF_WORTH = (ExportColumn.orders, ExportColumn.total, ExportColumn.last_order_at)


def _cell(cells: dict[ExportColumn, dict[int, str]], column: ExportColumn, person: Person) -> str:
    if column in cells:
        return cells[column].get(person.id, "")
    value = getattr(person, column.value)
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)


def _tags(session: Session, nodes: dict[int, int]) -> dict[int, str]:
    held = tags_of(session, nodes)
    names = tag_names(session, {tag for tags in held.values() for tag in tags})
    return {
        person: "; ".join(names[tag][1] for tag in sorted(tags)) for person, tags in held.items()
    }


def _org_nodes(session: Session, nodes: dict[int, int]) -> dict[int, str]:
    org = {node.id: node.name for node in organization.list_nodes(session)}
    found: dict[int, dict[str, None]] = {}
    for row in belongings(session, nodes):
        found.setdefault(nodes[row.node_id], {})[org.get(row.org_node_id, "")] = None
    return {person: "; ".join(names) for person, names in found.items()}


def _worths(worth: dict[int, Worth], column: ExportColumn, currency: str) -> dict[int, str]:
    if column is ExportColumn.orders:
        return {person: str(one.orders) for person, one in worth.items()}
    if column is ExportColumn.total:
        return {person: str(to_decimal(one.total_minor, currency)) for person, one in worth.items()}
    return {
        person: one.last_order_at.isoformat(timespec="seconds")
        for person, one in worth.items()
        if one.last_order_at
    }
