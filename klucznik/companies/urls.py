"""Adding, connecting and keeping a company."""

from __future__ import annotations

from django.urls import path

from klucznik.companies import views

app_name = "companies"

urlpatterns = [
    path("", views.switch, name="switch"),
    path("connect/", views.connect, name="connect"),
    path("connect/<str:mark>/number/", views.connect_known, name="connect_known"),
    path("connect/<str:mark>/data/", views.connect_new, name="connect_new"),
    path("<str:company>/connected/", views.connected, name="connected"),
    path("<str:company>/data/", views.data, name="data"),
    path("<str:company>/data/edit/", views.edit_data, name="edit_data"),
    path("<str:company>/history/", views.history, name="history"),
]
