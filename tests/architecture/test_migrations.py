"""The migrations and the models must describe one schema, on both databases."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from siyu import organization
from siyu.app import schema
from siyu.kernel.database import Session, open_engine
from tests.conftest import POSTGRES

pytestmark = pytest.mark.database


@pytest.fixture
def empty_engine(tmp_path):
    if not POSTGRES:
        engine = open_engine(f"sqlite:///{tmp_path}/empty.db")
        yield engine
        engine.dispose()
        return
    name = f"siyu_test_empty_{tmp_path.name[-8:].replace('-', '_')}"
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'drop database if exists "{name}" with (force)'))
        connection.execute(text(f'create database "{name}"'))
    engine = open_engine(
        make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    )
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f'drop database "{name}" with (force)'))
    server.dispose()


def test_upgrading_an_empty_database_yields_the_models_and_downgrading_empties_it(empty_engine):
    schema.upgrade(empty_engine)
    assert schema.is_current(empty_engine)
    schema.check(empty_engine)
    schema.upgrade(empty_engine)
    schema.downgrade(empty_engine, "base")
    assert inspect(empty_engine).get_table_names() == ["alembic_version"]


def test_the_migrated_audit_log_is_append_only(empty_engine):
    """Triggers are no part of the models, so comparing those does not see them."""
    schema.upgrade(empty_engine)
    with Session(empty_engine) as session, session.begin():
        organization.write_audit(
            session, "system", action="a.b", target="t", before=None, after=None
        )
    for statement in (
        "update organization_audit set action = 'x'",
        "delete from organization_audit",
    ):
        with pytest.raises(DBAPIError, match="append only"), empty_engine.begin() as connection:
            connection.execute(text(statement))


def test_the_last_file_by_name_is_the_head():
    """``is_current`` reads it without Alembic, which takes a tenth of a start to import."""
    assert schema.head() == ScriptDirectory(str(schema.FOLDER)).get_current_head()
