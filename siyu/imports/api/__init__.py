"""Routes of imports."""

from fastapi import APIRouter

from . import actions, imports, mappings, rejects, uploads

# Fixed paths before `/imports/{import_id}`.
ROUTERS: tuple[APIRouter, ...] = (
    mappings.router,
    uploads.router,
    imports.router,
    actions.router,
    rejects.router,
)
