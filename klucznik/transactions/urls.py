"""The history of transactions."""

from __future__ import annotations

from django.urls import path

from klucznik.transactions import views

app_name = "transactions"

urlpatterns = [
    path("transactions/", views.transactions, name="transactions"),
]
