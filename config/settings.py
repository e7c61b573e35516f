"""Every setting, read top to bottom; what an operator may change comes from the environment."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from config import env
from config.database import database
from config.keys import secret_key
from config.mailserver import inbox, mail
from config.operator import *  # noqa: F403 (each is a setting, by its own name)
from config.operator import (
    DATA_DIR,
    DATABASE_URL,
    DEMO,
    EXTRA_HOSTS,
    INBOX_URL,
    LOG_LEVEL,
    MAIL_URL,
    PUBLIC_URL,
    SECRET,
    TRUSTED_PROXIES,
)
from config.ways_up import *  # noqa: F403 (what the parts above give to those below)

BASE_DIR = Path(__file__).resolve().parent.parent

# What the operator decides, with its sentences, for `klucznik settings`.
DECLARED = env.DECLARED
env.gone("NOTICE_DAYS", "the evidence decides now; set KLUCZNIK_EVIDENCE_WAITS instead.")

# --- Where things lie -----------------------------------------------------------------------------------------
KEYS_DIR = DATA_DIR / "keys"
EVIDENCE_DIR = DATA_DIR / "evidence"
SECRET_KEY = SECRET or secret_key(KEYS_DIR)
DATABASES = {"default": database(DATABASE_URL, DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One cache in the database: nothing needed for correctness may live in a process or in a cache that culls.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- The web ---------------------------------------------------------------------------------------------------
DEBUG = False
HTTPS = PUBLIC_URL.startswith("https:")
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = [PUBLIC_HOST, *EXTRA_HOSTS] + (["127.0.0.1", "localhost"] if DEMO else [])
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

INSTALLED_APPS = [
    "klucznik.demo",
    "klucznik.backoffice",
    "klucznik.operations",
    "klucznik.integrations.erp",
    "klucznik.integrations.registers",
    "klucznik.recovery",
    "klucznik.transactions",
    "klucznik.letters",
    "klucznik.news",
    "klucznik.offices",
    "klucznik.contact",
    "klucznik.help",
    "klucznik.devices",
    "klucznik.declarations",
    "klucznik.licensing",
    "klucznik.members",
    "klucznik.catalog",
    "klucznik.companies",
    "klucznik.programs",
    "klucznik.accounts",
    "klucznik.events",
    "klucznik.mail",
    "klucznik.jobs",
    "klucznik.limits",
    "klucznik.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "klucznik.core.middleware.ProvenanceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "klucznik.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "klucznik.core.middleware.PrivatePagesMiddleware",
    "klucznik.core.middleware.OneStopMiddleware",
    "klucznik.core.middleware.NoBlankPageMiddleware",
    "klucznik.core.middleware.ReadableAddressMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "klucznik.core.context.portal",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "django.templatetags.tz",
                "template_partials.templatetags.partials",
                "klucznik.core.templatetags.ui",
                "klucznik.licensing.showing",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "klucznik.core.stylesheets.GatheringStorage"},
}
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Safety ----------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # from sign-in, however busy; nothing extends it
SESSION_IDLE_HOURS = 12
SESSION_ENGINE = "klucznik.accounts.sessions"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "klucznik.core.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_SSL_REDIRECT = (
    False  # the proxy in front does it; an API call over http is refused there, not redirected
)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"

PASSWORD_HASHERS = ["klucznik.accounts.hashers.Argon2"]
PASSWORD_LENGTH = 12
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LENGTH},
    },
    {"NAME": "klucznik.accounts.passwords.LongestPassword"},
    {"NAME": "klucznik.accounts.leaks.NotCommon"},
    {"NAME": "klucznik.accounts.passwords.NotAboutYou"},
]

# --- People ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "klucznik.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = False  # our own e-mails tell about changes, from events
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": None,  # klucznik.accounts.trying counts in the database instead
    "reauthenticate": "20/m/user",
    "change_password": "5/m/user",
    "reset_password_from_key": "20/m/ip",
}
ACCOUNT_FORMS = {
    "login": "klucznik.accounts.forms.SignInForm",
    "reauthenticate": "klucznik.accounts.forms.ConfirmPasswordForm",
    "reset_password_from_key": "klucznik.accounts.forms.NewPasswordForm",
}
MFA_ADAPTER = "klucznik.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # backup codes are our own
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_TOTP_ISSUER = "Klucznik"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
PASSWORD_RESET_TIMEOUT = 3600
ACTIVATION_HOURS = 72
DELETION_DAYS = 7
STAFF_SESSION_MINUTES = 30
FACTOR_MINUTES = 10
FACTOR_MATURITY = timedelta(hours=72)

# --- The demonstration -----------------------------------------------------------------------------------------
CLOCK_OFFSET = "klucznik.demo.clock.offset" if DEMO else ""

# --- Words -----------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "Polski"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"

# --- Mail ------------------------------------------------------------------------------------------------------
_mail = mail(MAIL_URL)
EMAIL_BACKEND = _mail.pop("EMAIL_BACKEND")
globals().update(_mail)
INBOX = inbox(INBOX_URL)

# --- Logs ------------------------------------------------------------------------------------------------------
LOGGING_CONFIG = "config.logging.configure"
LOGGING = {"level": LOG_LEVEL}

TESTING = "pytest" in sys.modules or "PYTEST_VERSION" in os.environ
if TESTING:
    # A file of its own for each test process: threads of a race test need a real database, not a shared memory.
    DATABASES["default"]["TEST"] = (
        {"NAME": Path(tempfile.gettempdir()) / f"klucznik-test-{os.getpid()}.sqlite3"}
        if DATABASES["default"]["ENGINE"].endswith("sqlite3")
        else {}
    )
    if not DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # Nothing of a test has to outlive a power cut.
        DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
    STATIC_ROOT = BASE_DIR / "klucznik" / "core" / "static"
    ALLOWED_HOSTS += ["testserver", "127.0.0.1", "localhost"]
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    WHITENOISE_AUTOREFRESH = (
        True  # a browser of a test does not begin with a look at every static file
    )
