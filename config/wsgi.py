"""The WSGI application that granian serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
ordinary = get_wsgi_application()
# Imported only now, when the apps are loaded.
application = import_string("klucznik.devices.quick.QuickWay")(ordinary)
