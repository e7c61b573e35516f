"""Addresses of this part."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "first_administrator"

urlpatterns: list[URLPattern] = []
