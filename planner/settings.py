"""Where an installation keeps its things and how it runs, read from the environment.

| variable | meaning | default |
|---|---|---|
| ``PLANNER_HOME`` | embedded database, work folders, logs | the user's data folder |
| ``DATABASE_URL`` | ``sqlite:///...`` or ``postgresql+psycopg://...`` | SQLite inside ``PLANNER_HOME`` |
| ``PLANNER_MODE`` | ``local`` (one user, loopback, no password) or ``server`` (accounts) | ``local`` |
| ``PLANNER_SECRET`` | signing key; required in ``server`` mode, a default is refused | created for ``local`` |
"""

import os
import secrets
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from planner.core.errors import InvalidDocument

Mode = Literal["local", "server"]
SECRET_LENGTH = 32
"""Least characters of a signing key: 32 of them carry 128 bits even when written in hexadecimal."""

KNOWN_SECRETS = ("change", "secret", "default", "example", "password", "insecure")
"""Words that open the keys people copy from instructions; a key that starts with one is no secret."""

ENGINES = ("sqlite:///", "postgresql+psycopg://", "postgresql://")


class Settings(BaseSettings):
    """The checked settings. Make one with :func:`load_settings`; ``secret`` is never empty after that."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True, env_ignore_empty=True)

    home: Path = Field(default_factory=lambda: user_data_path("planner"), validation_alias="PLANNER_HOME")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    mode: Mode = Field(default="local", validation_alias="PLANNER_MODE")
    secret: SecretStr = Field(default=SecretStr(""), validation_alias="PLANNER_SECRET")

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is one file of our own."""
        return self.database_url.startswith("sqlite")

    @property
    def database_file(self) -> Path | None:
        """The embedded database's file, or None on a database server."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.is_sqlite else None

    @property
    def work_folder(self) -> Path:
        """Scratch folders of running jobs, one each; safe to delete when nothing runs."""
        return self.home / "work"

    @property
    def log_folder(self) -> Path:
        """Where unexpected failures are written down."""
        return self.home / "logs"


def load_settings(**given: Any) -> Settings:
    """The settings of this process: ``given`` (by field name), else the environment, else the defaults.

    Makes ``PLANNER_HOME`` and, in local mode, the signing key. Raises :class:`InvalidDocument` with every fault.
    """
    try:
        read = Settings(**given)
    except ValidationError as error:
        raise InvalidDocument("settings", [_in_words(fault) for fault in error.errors()]) from error
    faults = [*_secret_faults(read), *_database_faults(read)]
    if faults:
        raise InvalidDocument("settings", faults)
    return _completed(read)


def _in_words(fault: Any) -> str:
    name = str(fault["loc"][0]) if fault["loc"] else "settings"
    return f"{name} is {fault.get('input')!r}: {fault['msg']}"


def _secret_faults(read: Settings) -> list[str]:
    """A signing key somebody else may know signs nothing."""
    key = read.secret.get_secret_value()
    make = 'make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
    if not key:
        return [f"PLANNER_SECRET is required when PLANNER_MODE is server; {make}"] if read.mode == "server" else []
    if key.casefold().startswith(KNOWN_SECRETS) or len(set(key)) < SECRET_LENGTH // 4:
        return [f"PLANNER_SECRET is a default or a guessable key; {make}"]
    if len(key) < SECRET_LENGTH:
        return [f"PLANNER_SECRET has {len(key)} characters and needs at least {SECRET_LENGTH}; {make}"]
    return []


def _database_faults(read: Settings) -> list[str]:
    url = read.database_url
    if url and not url.startswith(ENGINES):
        scheme = url.partition(":")[0]
        return [f"DATABASE_URL starts with {scheme!r}; use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"]
    if url in ("sqlite:///", "sqlite:///:memory:"):
        return ["DATABASE_URL names no file; a database in memory would lose every decision, use sqlite:///FILE"]
    return []


def _completed(read: Settings) -> Settings:
    home = read.home.expanduser().absolute()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = read.secret.get_secret_value() or _kept_secret(home / "secret")
    except OSError as error:
        raise InvalidDocument("settings", [f"PLANNER_HOME {home} cannot be used: {error.strerror}"]) from error
    url = read.database_url or f"sqlite:///{home / 'planner.sqlite'}"
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return read.model_copy(update={"home": home, "secret": SecretStr(key), "database_url": url})


def _kept_secret(path: Path) -> str:
    """The installation's own key: made once, readable by its owner only."""
    if not path.exists():
        _write_private(path, secrets.token_urlsafe(SECRET_LENGTH))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    key = path.read_text("ascii").strip()
    if len(key) < SECRET_LENGTH:
        raise InvalidDocument("settings", [f"the signing key in {path} is damaged; delete the file to get a new one"])
    return key


def _write_private(path: Path, text: str) -> None:
    """Write a whole file or none; the first of two processes wins."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
