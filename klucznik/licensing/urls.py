"""My products, and the pages of one license."""

from __future__ import annotations

from django.urls import path

from klucznik.licensing.views import license, products

app_name = "licensing"

urlpatterns = [
    path("products/", products.products, name="products"),
    path("products/find/", products.find, name="find"),
    path("products/<str:license>/", license.license, name="license"),
    path("products/<str:license>/people/", license.people, name="people"),
    path("products/<str:license>/history/", license.history, name="history"),
]
