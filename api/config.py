"""Where this installation keeps its things, read once from the environment."""

import os
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

DEMO_MARK = "DEMO"
"""A file of this name marks a data folder as invented; production refuses such a folder."""


def find_static() -> Path:
    """Return the built PWA: inside the installed wheel, else in the checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "pwa"
    return inside if inside.exists() else here.parent / "pwa" / "dist"


@dataclass(frozen=True)
class Config:
    """The settings of one process. All of them, with their meaning and default, stand here.

    data: folder of database, files and keys (LIANXINQIAO_DATA).
    database_url: SQLAlchemy address; empty means the SQLite file in `data` (DATABASE_URL).
    public_url: the address people open; invitations and calendars carry it (LIANXINQIAO_PUBLIC_URL).
    secure_cookies: send the refresh cookie over HTTPS only; off is for localhost (LIANXINQIAO_SECURE_COOKIES).
    trusted_proxies: how many reverse proxies stand in front (LIANXINQIAO_TRUSTED_PROXIES).
    static: folder of the built PWA (LIANXINQIAO_STATIC).
    outgoing_networks: inner networks that webhooks and robots may reach, and without TLS, too; none by default
        (LIANXINQIAO_OUTGOING_NETWORKS, such as `10.8.0.0/16,127.0.0.0/8`).
    sms: who takes an SMS on; `file` leaves each as a file in `data/sms` (LIANXINQIAO_SMS).
    password_cost: the Argon2id profile, `normal` or `light` (tests only) (LIANXINQIAO_PASSWORD_COST).
    """

    data: Path
    database_url: str = ""
    public_url: str = "http://127.0.0.1:8000"
    secure_cookies: bool = True
    trusted_proxies: int = 0
    static: Path = field(default_factory=find_static)
    outgoing_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    sms: str = "file"
    password_cost: str = "normal"  # noqa: S105  a profile's name

    @property
    def engine_url(self) -> str:
        """Return the address of the database, the embedded one by default."""
        return self.database_url or f"sqlite:///{self.data / 'lianxinqiao.db'}"

    @property
    def keys_file(self) -> Path:
        """Return the file that holds this installation's keys."""
        return self.data / "keys.json"

    @property
    def files(self) -> Path:
        """Return the folder of stored attachments."""
        return self.data / "files"

    @property
    def is_demo(self) -> bool:
        """Say whether the data folder is marked as invented."""
        return (self.data / DEMO_MARK).exists()


def read_config(environment: dict[str, str] | None = None) -> Config:
    """Build the configuration from environment variables (the process's own by default)."""
    env = os.environ if environment is None else environment
    url = env.get("DATABASE_URL", "")
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    return Config(
        data=Path(env.get("LIANXINQIAO_DATA", "data/production")).resolve(),
        database_url=url,
        public_url=env.get("LIANXINQIAO_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        secure_cookies=env.get("LIANXINQIAO_SECURE_COOKIES", "yes") != "no",
        trusted_proxies=int(env.get("LIANXINQIAO_TRUSTED_PROXIES", "0")),
        static=Path(env["LIANXINQIAO_STATIC"]).resolve() if "LIANXINQIAO_STATIC" in env else find_static(),
        outgoing_networks=tuple(
            ip_network(part.strip())
            for part in env.get("LIANXINQIAO_OUTGOING_NETWORKS", "").split(",")
            if part.strip()
        ),
        sms=env.get("LIANXINQIAO_SMS", "file"),
        password_cost=env.get("LIANXINQIAO_PASSWORD_COST", "normal"),
    )
