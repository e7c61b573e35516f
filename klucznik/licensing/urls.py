"""My products."""

from __future__ import annotations

from django.urls import path

from klucznik.licensing import views

app_name = "licensing"

urlpatterns = [
    path("products/", views.products, name="products"),
    path("products/<str:license>/", views.license, name="license"),
]
