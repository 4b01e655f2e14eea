"""The command `lianxinqiao demo`: an invented township to look around in, on one port of this machine."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from unicodedata import east_asian_width

import click

from api import clock, logbook, server
from api.config import Config, read_config
from api.demo.folder import FolderInUseError, day_of_loading, prepare_folder, read_sign_ins

_FRESH_DAYS = 14
"""After that many days the story's dates begin to look old."""
_ROLES = {
    "officer": "组织委员 officer",
    "admin": "管理员 admin",
    "auditor": "检查 auditor",
    "secretary": "支部书记 secretary",
    "recorder": "记录员 recorder",
    "member": "党员 member",
}


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--data", type=click.Path(path_type=Path), default="data/demo", show_default=True)
def demo(port: int, data: Path) -> None:
    """Serve an invented township from a folder of its own; it is made where there is none."""
    logbook.configure(for_people=True)
    told = read_config()
    config = Config(
        data=data.resolve(),
        public_url=f"http://127.0.0.1:{port}",
        secure_cookies=False,
        static=told.static,
        outgoing_networks=told.outgoing_networks,
    )
    try:
        server.ensure_port_free("127.0.0.1", port)
        is_new = _prepare_apart(config)
    except server.CannotServeError as reason:
        raise click.ClickException(str(reason)) from reason
    except FolderInUseError as reason:
        raise click.ClickException(
            f"{config.data} 里已有别的内容，不能放演示数据。请换一个文件夹：--data\n"
            f"{config.data} holds something else. Choose another folder with --data."
        ) from reason
    if not is_new:
        _tell_age(config)
    if not config.static.exists():
        click.echo("还没有网页，只提供接口 / the PWA is not built, the API answers alone", err=True)
    click.echo(f"\n  连心桥  {config.public_url}\n")
    for line in _draw_table(read_sign_ins(config)):
        click.echo(f"  {line}")
    click.echo("\n  Ctrl-C 结束 / ends\n")
    server.serve(config, port)


def _prepare_apart(config: Config) -> bool:
    """Make the folder in a process of its own, and return whether it was made now.

    The story prints books. The typesetter keeps threads, which no fork takes along: a child of this process that
    serves or does jobs would wait for them for ever at its first print.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as apart:
        return apart.submit(prepare_folder, config, _show_progress).result()


def _show_progress(done: int, total: int) -> None:
    step = max(total // 40, 1)
    if done == 1:
        click.echo("  ", nl=False)
    if done % step == 0:
        click.echo("·", nl=False)
    if done == total:
        click.echo(f" {total}")


def _tell_age(config: Config) -> None:
    loaded_on = day_of_loading(config)
    if (clock.today() - loaded_on).days > _FRESH_DAYS:
        click.echo(
            f"  演示数据是 {loaded_on} 的；要新的，请换一个文件夹，或删掉 {config.data}\n"
            f"  This demo was made on {loaded_on}. For a fresh one name another folder, or delete {config.data}"
        )


def _draw_table(sign_ins: Sequence[dict[str, str]]) -> list[str]:
    rows = [
        ("角色 role", "姓名 name", "手机号 phone", "密码 password", "组织 organization"),
        *(
            (_ROLES[one["role"]], one["name"], one["phone"], one["password"], one["organization"])
            for one in sign_ins
        ),
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_pad, row, widths)).rstrip() for row in rows]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: a Chinese letter takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
