"""Settings: one file, all from the environment, safe by default. docs/settings.md names every variable."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

from recruiting import env
from recruiting.web.csp import POLICY

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Where it runs -------------------------------------------------------------------------------------------
DATA = Path(env.text("DATA", str(BASE_DIR / "var"))).resolve()
# A demo's folder stays a demo for commands that don't say; DEMO=0 refuses such a folder (recruiting.checks).
DEMO = env.flag("DEMO", default=(DATA / "demo-accounts.json").exists())
PORT = env.number("PORT", default=8000, least=1, most=65535)
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
SITE_GIVEN = bool(env.text("SITE_URL") or env.text("PORT"))  # else a command only guesses where the site is
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname:
    raise ImproperlyConfigured("SITE_URL must be an address such as https://hiring.example.org")
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
HTTPS = _site.scheme == "https"
if not HTTPS and _site.hostname not in ("127.0.0.1", "localhost", "::1"):
    raise ImproperlyConfigured(
        "SITE_URL must begin with https:// unless it is this machine: cookies would travel open."
    )

DEBUG = False
SECRET_KEY = env.secret_key(DATA)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = [_site.hostname, *LOCAL_HOSTS]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []

# --- Apps ----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "recruiting.events",
    "recruiting.accounts",
    "recruiting.work",
    "recruiting.rest",
    "recruiting.web",
    "rubrics",
    "candidates",
    "interviews",
    "recruiting.home",
    "recruiting.demo",
]
MIDDLEWARE = [
    "recruiting.web.middleware.RoomForFrames",
    "recruiting.events.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "recruiting.web.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the check of the form's token, which reads the body: files of strangers are dropped (recruiting.uploads).
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "recruiting.accounts.middleware.SignInRequired",
    "recruiting.accounts.middleware.Zone",
    "django_htmx.middleware.HtmxMiddleware",
    "recruiting.web.middleware.HtmxVary",
    "recruiting.web.middleware.ActionErrors",
]
ROOT_URLCONF = "recruiting.urls"
WSGI_APPLICATION = "recruiting.wsgi.application"
FORM_RENDERER = "recruiting.web.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recruiting.web.context.shell",
            ],
        },
    },
]

# --- Database ------------------------------------------------------------------------------------------------
_database = env.text("DATABASE_URL", f"sqlite:///{DATA / 'greenflag.sqlite3'}")
if not _database.startswith(("postgres://", "postgresql://", "sqlite:///")):
    raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///")
DATABASES = {
    "default": dj_database_url.parse(
        _database,
        # Long enough that what a connection has prepared is worth it.
        conn_max_age=3600,
        conn_health_checks=True,
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Read-then-write transactions fail at once in WAL unless they begin IMMEDIATE (reference: technology 6b).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000",
    }
else:
    # Compiling a query costs up to seconds here and saves milliseconds: PostgreSQL's estimates of who sees which rows
    # are high, so it would compile every search. Below pg_trgm's own limit of 0.3 stand words of four letters with one
    # wrong in the middle.
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _wanted = "-c jit=off -c pg_trgm.similarity_threshold=0.2"
    _options["options"] = f"{_options.get('options', '')} {_wanted}".strip()
    # Planning a page's joins takes as long as doing them: what a connection was asked five times is prepared.
    _options |= {"server_side_binding": True, "prepare_threshold": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Queue: the database is the truth, messages are wake-up calls ----------------------------------------------
REDIS_URL = env.text("REDIS_URL")
QUEUE_FOLDER = DATA / "queue"
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    # max_retries: an upload must not wait for a broker that is away (6 s without it); workers try on by themselves.
    {"socket_timeout": 5, "socket_connect_timeout": 2, "visibility_timeout": 3600, "max_retries": 0}
    if REDIS_URL
    else {
        "data_folder_in": str(QUEUE_FOLDER / "messages"),
        "data_folder_out": str(QUEUE_FOLDER / "messages"),
        "control_folder": str(QUEUE_FOLDER / "control"),
        "polling_interval": 0.02,
    }
)
# A worker takes from both unless it is started with -Q: scans are slow, and need not hold up what isn't.
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_QUEUES = [Queue("celery"), Queue("ocr")]
CELERY_TASK_ROUTES = {"candidates.read_scan": {"queue": "ocr"}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_PUBLISH_RETRY = False  # a lost message costs nothing: the sweep rings again
CELERY_WORKER_PREFETCH_MULTIPLIER = 1 if REDIS_URL else 8
CELERY_WORKER_CONCURRENCY = env.number("WORKERS", default=2, least=1, most=64)
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "candidates.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "forget-api-answers": {
        "task": "rest.forget_idempotency_keys",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "interview-mails": {"task": "interviews.sweep", "schedule": 30.0, "options": {"expires": 30}},
    "scorecard-reminders": {"task": "interviews.remind", "schedule": 3600.0, "options": {"expires": 600}},
    "heartbeat": {"task": "home.heartbeat", "schedule": 20.0, "options": {"expires": 20}},
}

# --- Files ---------------------------------------------------------------------------------------------------
STORAGE_URL = env.text("STORAGE_URL", f"file://{DATA / 'files'}")
if not STORAGE_URL.startswith("file:///"):
    raise ImproperlyConfigured("STORAGE_URL must be file:///a/folder")
MAX_UPLOAD_MB = env.number("MAX_UPLOAD_MB", default=20, least=1, most=20)
MAX_ARCHIVE_MB = env.number("MAX_ARCHIVE_MB", default=500, least=1, most=500)
ALLOW_WEAK_SANDBOX = env.flag("ALLOW_WEAK_SANDBOX")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": STORAGE_URL.removeprefix("file://"),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": env.text("STATIC_STORAGE", "recruiting.web.storage.StaticStorage")},
}
FILE_UPLOAD_HANDLERS = [
    "recruiting.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 100
MEDIA_ROOT = ""
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

# --- People and sessions ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # unique is email_key, the address case-folded; the back-end looks there
AUTHENTICATION_BACKENDS = ["recruiting.accounts.backends.EmailBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "recruiting.accounts.passwords.LengthValidator", "OPTIONS": {"least": 15, "most_bytes": 1024}},
    {"NAME": "recruiting.accounts.passwords.ContextValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "recruiting.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts come from invitations to an address, or from an admin
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = False  # allauth's live in a cache and race; accounts.limits is exact
MFA_ADAPTER = "recruiting.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Greenflag"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s before and after; each code works once
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # allauth's table of addresses stays empty: the invitation proved the address
)
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "recruiting.web.views.csrf_failure"
PASSWORD_RESET_TIMEOUT = 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Headers ---------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {"DIRECTIVES": POLICY}
# Django sets nosniff, Referrer-Policy and Cross-Origin-Opener-Policy; recruiting.web.middleware the rest.
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_SSL_REDIRECT = False  # the proxy in front redirects; a redirect here would break health checks
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=1 if env.flag("BEHIND_PROXY") else 0, most=5)

# --- Mail ------------------------------------------------------------------------------------------------------
EMAIL_URL = env.text("EMAIL_URL", f"file://{DATA / 'mail'}")
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", f"Greenflag <greenflag@{_site.hostname}>")
_mail = urlsplit(EMAIL_URL)
if _mail.scheme in ("smtp", "smtps"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.scheme == "smtp", _mail.scheme == "smtps"
    EMAIL_TIMEOUT = 20
elif _mail.scheme == "file":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _mail.path
elif _mail.scheme == "console":
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    raise ImproperlyConfigured("EMAIL_URL must begin with smtp://, smtps://, file:/// or console:")

# --- API -------------------------------------------------------------------------------------------------------
API_PER_MINUTE = env.number("API_PER_MINUTE", default=600, least=1, most=1_000_000)  # requests of one key
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["recruiting.rest.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["recruiting.rest.permissions.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["recruiting.rest.throttling.PerToken"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "recruiting.rest.renderers.AlwaysJSON",
    "DEFAULT_RENDERER_CLASSES": ["recruiting.rest.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["recruiting.rest.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "recruiting.rest.paging.CursorPages",
    "DEFAULT_SCHEMA_CLASS": "recruiting.rest.schema.Schema",
    "EXCEPTION_HANDLER": "recruiting.rest.problems.handler",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "NUM_PROXIES": TRUSTED_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Greenflag API",
    "DESCRIPTION": "Jobs, candidates, applications and screenings of one Greenflag installation.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["recruiting.rest.schema.complete"],
}

# --- Language and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = False  # one language; asking for it at every number cost an eighth of a page
USE_TZ = True
TIME_ZONE = "UTC"

# --- Logs: JSON lines with request ids, nothing personal -----------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "recruiting.events.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "kombu.connection": {"level": "ERROR"},  # warns of each filesystem:// broker that it has no host
    },
}
