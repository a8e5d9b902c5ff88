"""All settings, in one file. Each variable of the environment is described in docs/settings.md.

Production is the default: without a secret key and hosts it refuses to start. `YICHUANG_MODE=demo`
makes a key of its own for this machine; `test` is for the suite.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

from yichuang.config.env import (
    SettingsRefused,
    read_bool,
    read_choice,
    read_database,
    read_hex,
    read_int,
    read_list,
    read_networks,
    read_path,
    read_text,
)
from yichuang.config.secret import own_secret_key

ROOT = Path(__file__).resolve().parent.parent.parent

MODE = read_choice("YICHUANG_MODE", "production", ("production", "demo", "test"))
PRODUCTION = MODE == "production"
TESTING = MODE == "test"

# Where the installation keeps what is not code: database, files, static files, its own key.
DATA_DIR = read_path("YICHUANG_DATA", ROOT / ".yichuang")
MEASURES_DIR = read_path("YICHUANG_MEASURES", ROOT / "measures")

if PRODUCTION and read_text("YICHUANG_CLOCK_FILE", ""):
    raise SettingsRefused(
        "YICHUANG_CLOCK_FILE", "must not be set in production: time is real there"
    )

DEBUG = read_bool("YICHUANG_DEBUG", default=False)
if DEBUG and PRODUCTION:
    raise SettingsRefused("YICHUANG_DEBUG", "must not be on in production")

if PRODUCTION:
    SECRET_KEY = read_text("YICHUANG_SECRET_KEY")
    # sessions signed with a former key stay good until it is taken out
    SECRET_KEY_FALLBACKS = read_list("YICHUANG_OLD_SECRET_KEYS", [])
    if len(SECRET_KEY) < 50:
        raise SettingsRefused("YICHUANG_SECRET_KEY", "must have at least 50 characters")
    ALLOWED_HOSTS = read_list("YICHUANG_HOSTS", [])
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise SettingsRefused("YICHUANG_HOSTS", "must name the portal's hosts, without *")
else:
    SECRET_KEY = "only-for-tests-" + "0" * 50 if TESTING else own_secret_key(DATA_DIR)
    ALLOWED_HOSTS = read_list("YICHUANG_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
    if TESTING:
        ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]

# Rooms with tables, templates or commands. A new block adds its line here (tests/house checks).
ROOMS = [
    "yichuang.outside",
    "yichuang.kernel.trail",
    "yichuang.kernel.people",
    "yichuang.kernel.catalogue",
    "yichuang.kernel.facts",
    "yichuang.kernel.documents",
    "yichuang.kernel.cases",
    "yichuang.blocks.notices",
    "yichuang.blocks.mining",
    "yichuang.packs",
    "yichuang.api",
    "yichuang.web",
    # last: its ready() wires the rooms together, so all of them must stand
    "yichuang.config",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *ROOMS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "yichuang.config.security.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # last: it asks who acts, and turns refusals of the views into pages
    "yichuang.web.middleware.Portal",
]

ROOT_URLCONF = "yichuang.config.urls"
WSGI_APPLICATION = "yichuang.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": read_database(
        "YICHUANG_DATABASE",
        # the suite never opens what the demo keeps
        DATA_DIR / ("test.sqlite3" if TESTING else "yichuang.sqlite3"),
        server_side_binding=read_bool("YICHUANG_SERVER_SIDE_BINDING", default=True),
        # NORMAL may lose the last commits at power failure: never outside tests
        synchronous="NORMAL" if TESTING else "FULL",
    )
}
# Kept open under WSGI threads (a third of the cost of a query); under ASGI each would be one more
# connection that nobody closes, so asgi.py says no.
KEEP_CONNECTIONS = read_bool("YICHUANG_KEEP_CONNECTIONS", default=True)
DATABASES["default"]["CONN_MAX_AGE"] = None if KEEP_CONNECTIONS else 0
if TESTING:
    # A file, not memory: threads and other processes must meet the same locks as in service.
    # Named by process so that runs beside one another do not share it.
    _test_file = Path(tempfile.gettempdir()) / f"yichuang-test-{os.getpid()}.sqlite3"
    _is_sqlite = "sqlite" in DATABASES["default"]["ENGINE"]
    DATABASES["default"]["TEST"] = {
        "NAME": str(_test_file) if _is_sqlite else f"test_yichuang_{os.getpid()}"
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["yichuang.kernel.people.login.AccountBackend"]
LOGIN_URL = "/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    # Argon2 takes 0.2 s and 100 MB a check; what is tested is not the hash.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "yichuang_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
FILES_DIR = read_path("YICHUANG_FILES", DATA_DIR / "files")
FILE_BYTES = 1024 * 1024 * read_int("YICHUANG_FILE_MB", 20, least=1, most=1024)
# `module:name` of a callable that names what is wrong with a content; "" keeps no check.
MALWARE_CHECK = read_text("YICHUANG_MALWARE_CHECK", "")
CLAMD = read_text("YICHUANG_CLAMD", "/run/clamav/clamd.ctl")
# What is printed on papers and coded in their QR: how people outside reach the portal.
PUBLIC_URL = read_text("YICHUANG_PUBLIC_URL", None if PRODUCTION else "http://127.0.0.1:8000")
# A JSON file {"grid": {"url": ..., "secret": ...}}; who is not in it has a simulated twin, but not in production.
PARTNERS = read_text("YICHUANG_PARTNERS", "")
PARTNER_TWINS = read_bool("YICHUANG_TWINS", default=not PRODUCTION)
# Heads of the trail's tree are published here, for others to keep: who rewrites history is found out.
HEADS_FILE = None if TESTING else read_path("YICHUANG_HEADS", DATA_DIR / "heads" / "heads.jsonl")
# The secret seed that signs heads of the trail, 64 hex digits; none: it is derived from the secret key.
TRAIL_KEY = read_hex("YICHUANG_TRAIL_KEY")
# Public keys, 64 hex digits each, that signed heads in former times.
OLD_TRAIL_KEYS = read_list("YICHUANG_OLD_TRAIL_KEYS", [])
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(FILES_DIR)},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
# Tests serve the files as they lie in the source; in service the hashed copies are served.
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = TESTING
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024 * read_int("YICHUANG_UPLOAD_MB", 20, least=1, most=1024)

# How long a partner's receiver may fail before the operator is told.
WEBHOOK_ALARM_MINUTES = read_int("YICHUANG_WEBHOOK_ALARM_MINUTES", 60, least=1, most=10_080)

# A date is expected of a running case only from so many cases that really went.
FORECAST_LEAST = read_int("YICHUANG_FORECAST_LEAST", 20, least=1, most=100_000)

# Behind https in production; the demo and the tests speak http on this machine only.
# Whose X-Forwarded-For is believed: what counts attempts by address must not see the proxy's, nor a forged one.
TRUSTED_PROXIES = read_networks("YICHUANG_PROXIES")
SECURE_HTTPS = read_bool("YICHUANG_HTTPS", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_HTTPS
SECURE_SSL_REDIRECT = SECURE_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_HTTPS else None
CSRF_TRUSTED_ORIGINS = read_list("YICHUANG_ORIGINS", [])
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "yichuang_session"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {
        "handlers": ["console"],
        "level": read_choice("YICHUANG_LOG", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
}
