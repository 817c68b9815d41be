"""How far the loader has come, and what it has decided about batches on their way."""

from dataclasses import dataclass

from .stores import Connection


@dataclass(frozen=True, slots=True)
class Load:
    """A range of inbox rows with what was decided about its events."""

    id: int
    first: int
    last: int
    decisions: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """The last inbox row whose events are in the warehouse, and its load."""

    position: int
    load_id: int


def read_place(connection: Connection) -> Place:
    row = connection.run("select position, load_id from place where name = 'loader'")[0]
    return Place(*row)


def write_load(connection: Connection, load: Load) -> None:
    connection.run(
        "insert into load (id, first, last, decisions) values (?, ?, ?, ?)",
        (load.id, load.first, load.last, load.decisions),
    )


def pending_loads(connection: Connection) -> list[Load]:
    """Loads that were decided and may or may not be in the warehouse, in order."""
    rows = connection.run(
        "select id, first, last, decisions from load"
        " where id > (select load_id from place where name = 'loader') order by id"
    )
    return [Load(number, first, last, bytes(decided)) for number, first, last, decided in rows]


def finish_load(connection: Connection, load: Load) -> None:
    """Move the cursor past a load and forget it with its requests."""
    connection.run(
        "update place set position = ?, load_id = ? where name = 'loader'", (load.last, load.id)
    )
    connection.run("delete from load where id <= ?", (load.id,))
    connection.run("delete from inbox where id <= ?", (load.last,))


def lag(connection: Connection) -> tuple[int, int]:
    """Events and requests that are accepted but not loaded."""
    rows = connection.run("select coalesce(sum(events), 0), count(*) from inbox")
    return int(rows[0][0]), int(rows[0][1])


def last_position(connection: Connection) -> int:
    """Position of the newest row, loaded or not."""
    newest = connection.run("select max(id) from inbox")[0][0]
    return max(int(newest or 0), read_place(connection).position)
