"""The devices of a license."""

from __future__ import annotations

from django.urls import path

from klucznik.devices import views

app_name = "devices"

urlpatterns = [
    path("products/<str:license>/devices/", views.devices, name="devices"),
    path("products/<str:license>/devices/offline/", views.offline, name="offline"),
    path("products/<str:license>/devices/<str:place>/free/", views.free, name="free"),
]
