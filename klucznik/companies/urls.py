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
    path("<str:company>/security/", views.security, name="security"),
    path("<str:company>/history/", views.history, name="history"),
    path("<str:company>/history/export/", views.export_history, name="export_history"),
    path("<str:company>/history/receipt/", views.history_receipt, name="history_receipt"),
    path("<str:company>/close/", views.close, name="close"),
]
