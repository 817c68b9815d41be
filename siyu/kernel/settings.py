"""Every setting of siyu: environment variables ``SIYU_…``, or a ``.env`` file beside the process."""

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an installation may choose. ``docs/reference/settings.md`` lists each; a test keeps it true."""

    model_config = SettingsConfigDict(env_prefix="SIYU_", env_file=".env", extra="ignore")

    home: Path = Field(Path("var"), description="Folder for data files, secrets and uploads.")
    database_url: str = Field(
        "",
        description="Relational store: `sqlite:////path/siyu.db` or `postgresql+psycopg://…`. Empty: SQLite in `home`.",
    )
    warehouse_url: str = Field(
        "",
        description="Columnar store: `chdb:///path` or `http(s)://user:password@host:port/database`. Empty: chDB in `home`.",
    )
    warehouse_cluster: str = Field(
        "",
        description="Name of a ClickHouse cluster; tables become replicated and distributed on it.",
    )
    warehouse_memory_mb_max: int = Field(
        4096, gt=0, description="Memory one warehouse query may use, MiB."
    )
    warehouse_seconds_max: float = Field(
        30.0, gt=0, description="Time one warehouse query may take, s."
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Key of all encryption, 32 bytes as base64. Empty: made once and kept in `home/secret.key`.",
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    public_url: str = Field(
        "http://127.0.0.1:8000",
        description="Address by which browsers, SDKs and mail readers reach this server.",
    )
    trusted_proxies: str = Field(
        "127.0.0.1",
        description="Addresses whose X-Forwarded-For is believed, comma-separated, or `*`.",
    )
    timezone: str = Field(
        "Asia/Shanghai", description="Business time zone: days and quiet hours are cut in it."
    )
    currency: str = Field(
        "CNY", pattern="^[A-Z]{3}$", description="Currency of amounts that name none (ISO 4217)."
    )
    brand: str = Field("siyu", description="Name of the brand until one is set in the console.")
    admin_email: str = Field(
        "admin@siyu.local", description="Sign-in of the administrator that the first start makes."
    )
    admin_password: SecretStr = Field(
        SecretStr(""),
        description="Password of that administrator. Empty: one is generated and shown once.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least level to log."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="For people, or for machines."
    )
    threads: int = Field(16, ge=2, le=256, description="Threads that serve `/api` requests.")
    unknown_write_key: Literal["quarantine", "refuse"] = Field(
        "quarantine",
        description="Events with an unknown write key: kept in quarantine (200), or refused (401).",
    )
    api_requests_per_minute: int = Field(
        1200, gt=0, description="Requests per minute each caller may make to `/api`."
    )
    session_days: int = Field(
        14, gt=0, le=365, description="Days a console session lasts without use."
    )
    modules_off: str = Field("", description="Modules and plug-ins not to load, comma-separated.")
    webhook_private_addresses: bool = Field(
        False,
        description="Allow webhooks to private and loopback addresses (tests and intranets only).",
    )
    wechat_pay_url: str = Field(
        "https://api.mch.weixin.qq.com",
        description="Address of WeChat Pay's API; its second one is `https://api2.mch.weixin.qq.com`. A twin for trials has its own.",
    )
    worker: bool = Field(
        True, description="Run loader, outbox, jobs and schedules inside `siyu serve`."
    )

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        ZoneInfo(value)
        return value

    @field_validator("home")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def database(self) -> str:
        """URL of the relational store."""
        return self.database_url or f"sqlite:///{self.home / 'siyu.db'}"

    @property
    def inbox_database(self) -> str:
        """URL of the inbox: a file of its own on SQLite, so that a burst never holds up a checkout."""
        return self._beside("inbox")

    @property
    def jobs_database(self) -> str:
        """URL of the durable jobs' store (DBOS)."""
        return self._beside("jobs")

    @property
    def warehouse(self) -> str:
        """URL of the columnar store."""
        return self.warehouse_url or f"chdb:///{str(self.home / 'warehouse').lstrip('/')}"

    def _beside(self, name: str) -> str:
        if not self.database.startswith("sqlite"):
            return self.database
        path = Path(self.database.removeprefix("sqlite:///"))
        return f"sqlite:///{path.with_name(f'{path.stem}-{name}{path.suffix}')}"
