"""The command `lianxinqiao`: each subcommand reads its words and hands over."""

import os
from dataclasses import replace
from pathlib import Path

import click

from api import logbook, server, worker
from api.app import create_app
from api.config import Config, read_config
from api.demo.command import demo
from api.http.openapi import keep_document
from api.upkeep import commands

_MOST_WORKERS = 4


@click.group()
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of database, files and keys (LIANXINQIAO_DATA)."
)
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """连心桥 Lianxinqiao."""
    config = read_config()
    context.obj = replace(config, data=data.resolve()) if data else config
    logbook.configure()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=min(os.cpu_count() or 1, _MOST_WORKERS),
    show_default=True,
    help="Processes that answer requests.",
)
@click.option("--no-worker", is_flag=True, help="Leave the jobs to `lianxinqiao worker`.")
@click.pass_obj
def serve(config: Config, host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve API and PWA. Never loads invented people, and refuses a folder that holds them."""
    if config.is_demo:
        raise click.ClickException(
            f"{config.data} 里是演示数据，不能用于正式使用。换一个文件夹：LIANXINQIAO_DATA\n"
            f"{config.data} holds invented people. Choose another folder: LIANXINQIAO_DATA"
        )
    try:
        server.ensure_ready(config)
        click.echo(f"http://{host}:{port}")
        server.serve(config, port, host, workers=workers, with_worker=not no_worker)
    except server.CannotServeError as reason:
        raise click.ClickException(str(reason)) from reason


@main.command("worker")
@click.pass_obj
def work(config: Config) -> None:
    """Do the jobs, in a process of its own."""
    worker.work(config)


@main.command()
@click.option("--check", is_flag=True, help="Change nothing; fail where the file differs from the code.")
def openapi(check: bool) -> None:
    """Write openapi.yaml from the code."""
    path = Path(__file__).resolve().parent.parent / "openapi.yaml"
    if not keep_document(create_app, path, only_check=check):
        raise click.ClickException("openapi.yaml differs from the code. Run: make openapi")


main.add_command(demo)
for command in commands.COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
