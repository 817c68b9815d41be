"""A request's transaction ends where it ran: threads are never waited for while rows are held."""

import anyio
import httpx
import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy import text

from siyu.http import Db, LateRoute, install_error_handlers
from siyu.kernel.errors import Conflict

pytestmark = pytest.mark.database

THREADS = 2
CLIENTS = 16


class Full(Conflict):
    """No more is left."""


@pytest.fixture
def app(context):
    with context.session() as session:
        session.execute(text("create table tally (name varchar(9) primary key, n integer)"))
        session.execute(text("insert into tally values ('hits', 0)"))
    router = APIRouter(route_class=LateRoute)

    @router.post("/hits")
    def hit(session: Db, most: int = 1_000) -> dict[str, int]:
        hits = session.execute(
            text("update tally set n = n + 1 where name = 'hits' returning n")
        ).scalar_one()
        if hits > most:
            raise Full
        return {"hits": hits}

    @router.get("/hits")
    def hits(session: Db) -> int:
        return counted(session)

    app = FastAPI()
    app.state.context = context
    install_error_handlers(app)
    app.include_router(router)
    return app


def counted(session):
    return session.execute(text("select n from tally")).scalar_one()


def many(app, path, clients=CLIENTS):
    """Answers of so many calls at once to an application that has two threads."""

    async def call_all():
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        answers = []
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:

            async def call():
                answers.append(await http.post(path))

            with anyio.fail_after(12):
                async with anyio.create_task_group() as group:
                    for _ in range(clients):
                        group.start_soon(call)
        return answers

    return anyio.run(call_all)


def test_more_callers_than_threads_who_want_one_row_all_get_it(app, context):
    answers = many(app, "/hits")
    assert sorted(answer.json()["hits"] for answer in answers) == list(range(1, CLIENTS + 1))


def test_refusals_give_the_row_back_too(app, context):
    answers = many(app, "/hits?most=3")
    assert sorted(answer.status_code for answer in answers) == [200] * 3 + [409] * (CLIENTS - 3)
    with context.session(read_only=True) as session:
        assert counted(session) == 3
