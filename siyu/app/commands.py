"""What the command line knows: ``siyu serve``, ``siyu demo``, ``siyu import``, the keeper's tools."""

import typer

from . import cli_data, cli_keeper, cli_serve

cli = typer.Typer(
    name="siyu",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Growth platform for brands that own the relationship with their customers.",
)
cli.command()(cli_serve.serve)
cli.command()(cli_serve.worker)
cli.command()(cli_serve.demo)
cli.add_typer(cli_data.import_cli, name="import")
cli.command()(cli_keeper.doctor)
cli.command()(cli_keeper.backup)
cli.command()(cli_keeper.restore)
cli.command()(cli_keeper.migrate)
cli.command()(cli_keeper.settings)
cli.command("reset-password")(cli_keeper.reset_password)
