"""What the operator decides: every KLUCZNIK_ variable with its default and a sentence."""

from __future__ import annotations

from config import env

DATA_DIR = env.folder("DATA", "var", "Folder of the embedded database, uploaded files and keys.")
DATABASE_URL = env.url(
    "DATABASE_URL",
    "",
    "Database; empty means SQLite in the data folder.",
    schemes=("postgres", "postgresql", "sqlite"),
)
PUBLIC_URL = env.url(
    "PUBLIC_URL",
    "http://127.0.0.1:8000",
    "The one address people use; links in e-mails begin with it.",
    schemes=("http", "https"),
)
MAIL_URL = env.url(
    "MAIL_URL",
    "console:",
    "Mail server, for example smtp://user:password@host:587.",
    schemes=("smtp", "smtps", "folder", "console", "demo"),
)
MAIL_FROM = env.text(
    "MAIL_FROM", "", "Sender of all e-mails; empty means the vendor's own address."
)
VENDOR_DIR = env.text(
    "VENDOR", "", "Folder with vendor.toml, terms, logo and theme; empty means the neutral brand."
)
CATALOG_FILE = env.text(
    "CATALOG", "", "The vendor's catalog (TOML); empty means the sample of 17 programs."
)
DEMO = env.flag(
    "DEMO",
    False,
    "Demonstration: sample cast, mail page, a clock that can be moved. Never on a real site.",
)
SECRET = env.secret(
    "SECRET_KEY", "Key that signs links and sessions; empty means a file made in the data folder."
)
TRUSTED_PROXIES = env.number(
    "TRUSTED_PROXIES",
    0,
    "How many proxies in front add X-Forwarded-For; with 0 the header is ignored.",
    most=5,
)
EXTRA_HOSTS = env.words(
    "EXTRA_HOSTS", "", "Further host names to answer to, besides that of the public address."
)
CONNECTING_ROLE = env.choice(
    "CONNECTING_ROLE",
    ("associated", "administrator"),
    "What connecting a known company gives: nothing but the association, or the company-administrator role.",
)
REGISTRY = env.text(
    "REGISTRY", "", "Dotted path of a company register adapter; empty means people type their data."
)
SCANNER = env.text(
    "SCANNER", "", "Dotted path of an antivirus adapter for uploaded files; empty means none."
)
CLAMAV_URL = env.url(
    "CLAMAV_URL", "", "Socket of clamd: tcp://host:3310 or unix:/path.", schemes=("tcp", "unix")
)
GEO_DATABASE = env.text(
    "GEO_DATABASE",
    "",
    "MaxMind file (.mmdb) that tells where an address lies; empty means no place is shown beside sign-ins.",
)
PASSWORD_LIST = env.text(
    "PASSWORD_LIST",
    "",
    "File of leaked passwords (SHA-1 in hexadecimal, sorted, one a line); empty means only the list we ship.",
)
NOTICE_DAYS = env.number(
    "NOTICE_DAYS",
    14,
    "Days in which a recovery can be objected to before it takes effect.",
    least=1,
    most=90,
)
PROBATION_DAYS = env.number(
    "PROBATION_DAYS",
    14,
    "Days in which a recovered administrator is limited and can be undone.",
    most=90,
)
REVIEWERS = env.number(
    "REVIEWERS",
    2,
    "How many reviewers must approve a declaration; 1 only for a very small vendor.",
    least=1,
    most=2,
)
REQUEST_DAYS = env.number(
    "REQUEST_DAYS",
    7,
    "Days after which an unanswered request to administrators expires.",
    least=1,
    most=30,
)
FACTOR_LOSS_DAYS = env.number(
    "FACTOR_LOSS_DAYS",
    7,
    "Days that somebody waits who has lost the second step and all backup codes.",
    least=3,
    most=60,
)
CHECKS_PER_ADDRESS = env.number(
    "CHECKS_PER_ADDRESS",
    50,
    "License checks a second that one network address may make of each web process, with a minute's worth at once.",
    least=1,
    most=1_000_000,
)
WORKERS = env.number(
    "WORKERS", 2, "Web worker processes of `klucznik web` and `klucznik serve`.", least=1, most=64
)
THREADS = env.number(
    "THREADS",
    2,
    "Threads of each web worker; workers x threads is the number of connections.",
    least=1,
    most=32,
)
LOG_LEVEL = env.choice(
    "LOG_LEVEL", ("info", "debug", "warning", "error"), "How much the server log tells."
)
