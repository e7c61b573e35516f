"""The address of a first administrator's invitation."""

from __future__ import annotations

from django.urls import path

from klucznik.recovery.views import first

app_name = "first_administrator"

urlpatterns = [path("<str:secret>/", first.show, name="show")]
