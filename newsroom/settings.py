"""All settings, read from the environment (docs/operations.md lists the variables).

With nothing set this is a safe development set-up on SQLite. With DEBUG=off it refuses to start
until SECRET_KEY and ALLOWED_HOSTS are given.
"""

from pathlib import Path
from urllib.parse import quote

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from newsroom import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = environment.flag("DEBUG", default=True)

if DEBUG:
    SECRET_KEY = environment.text("SECRET_KEY") or environment.development_key(VAR_DIR / "development-key")
    ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
else:
    SECRET_KEY = environment.required("SECRET_KEY", "a long random text that only this newsroom's servers know.")
    ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS is missing: the site's host names, separated by commas.")

# The paper, as long as its imprint does not say otherwise (newsroom/imprint.py)
SITE_NAME = environment.text("SITE_NAME", "The Newsroom")
SITE_TAGLINE = environment.text("SITE_TAGLINE", "News, and when it changed")
SITE_URL = environment.address(
    "SITE_URL", "http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
)
SECURITY_CONTACT = environment.contact("SECURITY_CONTACT")
TIME_ZONE = environment.zone("TIME_ZONE", "Europe/Kyiv")
USE_TZ = True
LANGUAGES = [("en", "English"), ("uk", "Українська")]
LANGUAGE_CODE = environment.choice("LANGUAGE_CODE", "en", [code for code, _ in LANGUAGES])
FEED_POLL_SECONDS = environment.number("FEED_POLL_SECONDS", 30, least=5)  # how often an open page asks for new items
OFFLINE_READING = environment.flag("OFFLINE_READING", default=True)  # off: phones forget what they kept
FORMAT_MODULE_PATH = ["newsroom.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

INSTALLED_APPS = [
    "django.forms",
    "django_otp",
    "django_otp.plugins.otp_totp",  # before newsroom, which takes these devices' own pages off the desk
    "django_otp.plugins.otp_static",
    "taggit",  # before articles, which takes the page of its unused tags off the desk
    "newsroom",
    "images",
    "authors",
    "articles",
    "django_prose_editor",
    "js_asset",
    "csp",
    "axes",
    "newsroom.desk_app.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.compression.CompressionMiddleware",
    "newsroom.clock.ClockMiddleware",
    "newsroom.paper.ZoneMiddleware",
    "newsroom.policy.PolicyMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.redirects.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = False  # addresses are as docs/architecture.md lists them; anything else is 404

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
                "newsroom.paper.about_the_paper",
                "newsroom.site_address.addresses",
                "articles.share_cards.of_the_page",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that templates/ may hold widgets

# Data
DATABASES = {"default": environment.database("DATABASE_URL", f"sqlite:///{quote(str(VAR_DIR / 'newsroom.sqlite3'))}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = environment.flag("DATABASE_POOL", default=True)

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
WHITENOISE_MAX_AGE = 60 if DEBUG else 3600  # of unhashed names; hashed ones are immutable
STORAGES = {
    "default": environment.pictures("S3_BUCKET"),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # a body may have 10 MB (articles/body.py) and is told so in words
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# The history: how long every save stays, and how long one an hour does (manage.py prune_revisions; then one a day)
REVISIONS_KEEP_DAYS = environment.number("REVISIONS_KEEP_DAYS", 90, least=1)
REVISIONS_HOURLY_DAYS = environment.number(
    "REVISIONS_HOURLY_DAYS", max(365, REVISIONS_KEEP_DAYS), least=REVISIONS_KEEP_DAYS
)
# How often an open form speaks with the server, in milliseconds: after a pause in typing, during typing without one,
# to say who is here, and after a failure
DESK_PAUSES = {"pause": 3000, "longest": 20_000, "presence": 20_000, "retry": 5000}

# Tags
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False

# The body editor's own parts; articles/body.py decides what is kept of what they write
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [
            static_lazy(f"desk/editor/{name}.js")
            for name in ("blocks", "drops", "gallery", "links", "paste", "writing")
        ],
        "extensions": {
            "LibraryImage": html_tags(["figure", "figcaption"]),
            "Gallery": html_tags(["div", "figure", "figcaption"]),
            "RelatedStory": html_tags(["aside"]),
            "Video": html_tags(["div"]),
            "Post": html_tags(["div"]),
            "PullQuote": html_tags(["aside", "cite"]),
            "DeskLink": html_tags(["a"]),
            "DeskTable": html_tags(["table", "tbody"]),
            "DeskMenu": html_tags([]),
            "CleanPaste": html_tags([]),
            "PictureDrop": html_tags([]),
            "Writing": html_tags([]),
        },
    },
]

# Who may come in
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # never a name alone: nobody outside locks the chief out
AXES_HANDLER = "newsroom.lockout.LockoutHandler"
FAILURES_OF_AN_ADDRESS = 50  # whichever names it tries
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "newsroom.client_address.address_to_count"
AXES_LOCKOUT_TEMPLATE = "locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
TRUSTED_PROXIES = environment.proxies("TRUSTED_PROXIES")
PASSWORD_RESET_TIMEOUT = environment.number("INVITATION_DAYS", 3, least=1) * 24 * 3600  # of an invitation's link
NEW_PASSWORD_TIMEOUT = 3600  # seconds, of a forgotten password's link
SESSION_COOKIE_AGE = 14 * 24 * 3600  # then a colleague signs in again, however busy they were
OTP_TOTP_ISSUER = SITE_NAME

# What a browser may do
HTTPS = environment.flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS and environment.flag("HTTPS_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if environment.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],  # only after a reader's click
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"  # of no text: templates/desk/story_form.html
DESK_SECURITY_POLICY = {  # what newsroom/policy.py puts in its place under /admin/
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, EMPTY_STYLE],
    "style-src-attr": [NONE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],  # a preview beside the writing
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# Mail
EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_PORT = int(environment.choice("EMAIL_PORT", "25", ["25", "465", "587", "1025", "2525"]))
EMAIL_HOST_USER = environment.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "newsroom@localhost")
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# What the worker does in each round, and who is told what is owed (newsroom/worker.py, newsroom/announcements.py)
WORKS = [
    "articles.announcing.owe_due",
    "newsroom.announcements.deliver_next",
    "images.making.make_next",
]
TIDYING = [  # once an hour: what nobody needs any more is deleted
    "newsroom.worker.tidy",
    "newsroom.changes.tidy",
    "newsroom.missed.tidy",
    "articles.autosave.tidy",
    "articles.presence.tidy",
    "articles.previewing.tidy",
]
CONSUMERS = {"event": "articles.announcing.tell", "mail": "newsroom.mail.send"}

LOG_LEVEL = environment.choice("LOG_LEVEL", "WARNING", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
