"""The product's settings with the comforts of a developer: tracebacks, unhashed static files, reloading."""

from __future__ import annotations

from config.settings import *  # noqa: F403 (the settings, and a few lines on top)
from config.settings import STORAGES

DEBUG = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
