"""The commands of an operator: each reads its words and hands over."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click

from api import crypto, migrate
from api.config import Config
from api.db import Database, connect
from api.errors import Refusal
from api.upkeep.back_up import BackupFailedError, back_up
from api.upkeep.checkpoints import CheckpointUnreadableError
from api.upkeep.copies import ToolFailedError
from api.upkeep.found import AlreadyFoundedError, found
from api.upkeep.manifest import NoBackupError
from api.upkeep.prove import print_checkpoint, prove
from api.upkeep.restore import RestoreRefusedError, restore

_FOLDER = click.Path(file_okay=False, path_type=Path)


@contextmanager
def _opened(config: Config) -> Iterator[Database]:
    _use_keys(config)
    database = connect(config.engine_url)
    try:
        yield database
    finally:
        database.engine.dispose()


def _use_keys(config: Config) -> None:
    try:
        crypto.use(crypto.Keys.read(config.keys_file))
    except crypto.KeysMissingError as missing:
        raise click.ClickException(
            f"没有密钥 / there are no keys: {config.keys_file}\n"
            "新装请运行 / for a new installation run: lianxinqiao keys create"
        ) from missing


@click.group("journal")
def journal_group() -> None:
    """支部日志: proofs of the journal."""


@journal_group.command("verify")
@click.option("--node", type=click.UUID, help="Look at one node's journal only.")
@click.option(
    "--checkpoint",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare with a checkpoint that was kept elsewhere, too.",
)
@click.pass_obj
def verify_command(config: Config, node: UUID | None, checkpoint: Path | None) -> None:
    """Walk the chain, recompute the digests, and name the first bad entry or altered row (exit code 1)."""
    with _opened(config) as database:
        try:
            whole = prove(database, click.echo, node, checkpoint)
        except CheckpointUnreadableError as broken:
            raise click.ClickException(f"校验点读不懂 / the checkpoint is not readable: {broken}") from broken
    if not whole:
        raise SystemExit(1)


@journal_group.command("checkpoint")
@click.pass_obj
def checkpoint_command(config: Config) -> None:
    """Print node, epoch, number and hash of each journal; keep these lines where nobody of this server can write."""
    with _opened(config) as database:
        print_checkpoint(database, click.echo)


@click.group("keys")
def keys_group() -> None:
    """The keys of the installation."""


@keys_group.command("create")
@click.pass_obj
def create_keys_command(config: Config) -> None:
    """Draw new keys into the data folder. Never overwrites any."""
    config.data.mkdir(parents=True, exist_ok=True)
    try:
        crypto.Keys.fresh().write(config.keys_file)
    except FileExistsError as taken:
        raise click.ClickException(f"已有密钥，不会覆盖 / keys exist and stay: {config.keys_file}") from taken
    click.echo(f"密钥在 {config.keys_file}，请另外保管一份；没有它，资料和备份都打不开。")
    click.echo("Keep a copy of the keys apart: without them neither data nor backups can be opened.")


@click.command("migrate")
@click.pass_obj
def migrate_command(config: Config) -> None:
    """Bring the database to the newest shape."""
    config.data.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(config.engine_url)
    click.echo("数据库已是最新 / the database has the newest shape")


@click.command("backup")
@click.argument("folder", type=_FOLDER)
@click.pass_obj
def backup_command(config: Config, folder: Path) -> None:
    """Copy database and files (not the keys) into an empty FOLDER, prove the copy, and call what it holds safe."""
    with _opened(config) as database:
        try:
            back_up(config, database, folder, click.echo)
        except BackupFailedError as failure:
            raise click.ClickException(f"没有备份成 / no backup: {failure}") from failure


@click.command("restore")
@click.argument("folder", type=_FOLDER)
@click.option("--epoch", type=click.IntRange(1), default=1, help="Let the new epoch be at least this one.")
@click.pass_obj
def restore_command(config: Config, folder: Path, epoch: int) -> None:
    """Bring the backup in FOLDER into an empty installation and start a new epoch on every node."""
    _use_keys(config)
    try:
        restore(config, folder, click.echo, epoch)
    except (RestoreRefusedError, NoBackupError, BackupFailedError, ToolFailedError) as failure:
        raise click.ClickException(f"没有恢复 / not restored: {failure}") from failure


@click.command("found")
@click.option("--township", required=True, help="The township's name / 乡镇党委的名称.")
@click.option(
    "--branch", "branches", multiple=True, help="A branch's name, as often as needed / 党支部的名称."
)
@click.option("--officer", required=True, help="Who may do everything else / 组织委员的姓名.")
@click.option("--phone", required=True, help="The officer's mobile phone / 手机号.")
@click.pass_obj
def found_command(config: Config, township: str, branches: tuple[str, ...], officer: str, phone: str) -> None:
    """Begin an empty installation: township, branches, and an invitation for its first officer."""
    with _opened(config) as database:
        try:
            code = found(database, township, branches, officer, phone)
        except AlreadyFoundedError as founded:
            raise click.ClickException(
                "已经建立过了 / the installation has its township already"
            ) from founded
        except Refusal as refusal:
            raise click.ClickException(f"{refusal.sentence.zh} / {refusal.sentence.en}") from refusal
    click.echo(f"{officer} 的邀请码 / invitation: {code}\n{config.public_url}/i#{code}")


COMMANDS = (journal_group, keys_group, migrate_command, found_command, backup_command, restore_command)
