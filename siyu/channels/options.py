"""Options and credentials of an account, checked against what its kind of channel asks for."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from siyu.kernel.blocks import Blocks

from .contracts import BLOCK_KIND, ChannelAdapter
from .errors import OptionsRefused

PROBLEM_LENGTH_MAX = 300


def require_adapter(blocks: Blocks, kind: str) -> ChannelAdapter:
    """The adapter behind a kind of channel.

    Raises:
        BlockNotFound: nobody offers it.

    """
    adapter: ChannelAdapter = blocks.require(BLOCK_KIND, kind).implementation
    return adapter


def check_options(
    blocks: Blocks, kind: str, options: Mapping[str, Any], credentials: Mapping[str, str]
) -> None:
    """Refuse what the channel would stumble over later.

    Raises:
        BlockNotFound: nobody offers this kind.
        OptionsRefused: names the first place that does not fit.

    """
    adapter = require_adapter(blocks, kind)
    schema = blocks.require(BLOCK_KIND, kind).options_schema
    _check(schema, dict(options), "options", quote=True)
    _check(dict(adapter.credentials_schema), dict(credentials), "credentials", quote=False)
    adapter.validate_options(options, credentials)


def with_defaults(schema: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Options with the schema's defaults where none was chosen."""
    defaults = {
        name: rule["default"]
        for name, rule in schema.get("properties", {}).items()
        if "default" in rule
    }
    return {**defaults, **options}


def _check(schema: dict[str, Any], value: dict[str, Any], root: str, *, quote: bool) -> None:
    for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(value):
        at = ".".join([root, *map(str, error.instance_path)])
        # The words of a failed check repeat the value, which must not be a secret.
        problem = error.message if quote else "does not fit the schema"
        raise OptionsRefused(at[:100], problem[:PROBLEM_LENGTH_MAX])
