"""What the operator decides: every KLUCZNIK_ variable with its default and a sentence."""

from __future__ import annotations

from config import env, evidence

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
BOUNCE_ADDRESS = env.text(
    "BOUNCE_ADDRESS",
    "",
    "Where undeliverable e-mails go back to, for example bounces@example.com; each message gets an address of its own "
    "with a plus sign. Empty means that they go back to the sender's address.",
)
REPLY_ADDRESS = env.text(
    "REPLY_ADDRESS",
    "",
    "Where people write to by e-mail, for example help@example.com; each ticket gets an address of its own with a plus "
    "sign. Empty means that tickets are answered in the portal only.",
)
INBOX_URL = env.url(
    "INBOX_URL",
    "",
    "Mailbox of returned e-mails and of answers to tickets, for example imaps://user:password@host/INBOX; empty means "
    "that none is read.",
    schemes=("imaps", "imap"),
)
VENDOR_DIR = env.text(
    "VENDOR", "", "Folder with vendor.toml, terms, logo and theme; empty means the neutral brand."
)
CATALOG_FILE = env.text(
    "CATALOG", "", "The vendor's catalog (TOML); empty means the sample of 19 programs."
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
REGISTERS = env.several(
    "REGISTERS",
    ("regon", "krs", "ceidg", "white_list", "vies"),
    "Official registers that are asked (regon krs ceidg white_list vies, or dotted paths); empty asks none.",
)
REGON_KEY = env.secret(
    "REGON_KEY", "Key of the REGON service (BIR 1.1), given by the Statistical Office."
)
CEIDG_TOKEN = env.secret(
    "CEIDG_TOKEN", "Token of the CEIDG service (version 3), from biznes.gov.pl."
)
REGON_URL = env.url(
    "REGON_URL",
    "https://wyszukiwarkaregon.stat.gov.pl/wsBIR/UslugaBIRzewnPubl.svc",
    "Address of the REGON service.",
    schemes=("https", "http"),
)
KRS_URL = env.url(
    "KRS_URL",
    "https://api-krs.ms.gov.pl",
    "Address of the open service of the court register.",
    schemes=("https", "http"),
)
CEIDG_URL = env.url(
    "CEIDG_URL",
    "https://dane.biznes.gov.pl/api/ceidg/v3",
    "Address of the CEIDG service.",
    schemes=("https", "http"),
)
WHITE_LIST_URL = env.url(
    "WHITE_LIST_URL",
    "https://wl-api.mf.gov.pl",
    "Address of the list of VAT payers (white list).",
    schemes=("https", "http"),
)
VIES_URL = env.url(
    "VIES_URL",
    "https://ec.europa.eu/taxation_customs/vies/rest-api",
    "Address of the EU's search of VAT numbers.",
    schemes=("https", "http"),
)
REGISTER_SECONDS = env.number(
    "REGISTER_SECONDS", 8, "Seconds that a job waits for an official register.", least=1, most=30
)
SCANNER = env.text(
    "SCANNER", "", "Dotted path of an antivirus adapter for uploaded files; empty means none."
)
CLAMAV_URL = env.url(
    "CLAMAV_URL", "", "Socket of clamd: tcp://host:3310 or unix:/path.", schemes=("tcp", "unix")
)
TRUST_ANCHORS = env.text(
    "TRUST_ANCHORS",
    "",
    "Folder of certificates (.pem, .crt, .cer, .der) that signed files are checked against; its subfolders qualified, "
    "trusted_profile and personal say what a signature counts as.",
)
TRUSTED_LIST = env.text(
    "TRUSTED_LIST",
    "",
    "File with an EU trusted list (XML, ETSI TS 119 612), whose qualified services are trusted, too.",
)
TRUSTED_LIST_SIGNERS = env.text(
    "TRUSTED_LIST_SIGNERS",
    "",
    "Certificate, or folder of certificates, that must have signed the trusted list; "
    "empty means that its signature is not checked.",
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
EVIDENCE_POINTS = env.parsed(
    "EVIDENCE_POINTS",
    evidence.POINTS,
    "What each piece of evidence is worth; name only those to change.",
    evidence.points,
)
EVIDENCE_WAITS = env.parsed(
    "EVIDENCE_WAITS",
    evidence.WAITS,
    "How long others may object, from so many points on: with a machine-checked signature of everybody needed, and "
    "on paper. Under the lowest line nothing is granted.",
    evidence.waits,
)
# The longest of them, for pages that say how long it may take; not a variable of its own.
NOTICE_DAYS = evidence.longest_days(EVIDENCE_WAITS)
DNS_RESOLVER = env.parsed(
    "DNS_RESOLVER",
    "",
    "DNS server that is asked for the record in a company's domain, for example 9.9.9.9 or 127.0.0.1:5353; empty "
    "means the system's.",
    evidence.resolver,
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
PUBLIC_FIGURES = env.flag(
    "PUBLIC_FIGURES",
    False,
    "Whether everybody may read how long cases take, at /figures/; never with fewer than five cases.",
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
