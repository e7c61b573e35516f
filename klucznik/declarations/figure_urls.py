"""The public page of figures, where the vendor wishes one."""

from __future__ import annotations

from django.urls import path

from klucznik.declarations.views import cases as views

app_name = "figures"

urlpatterns = [path("", views.public_figures, name="public")]
