"""The pages of letters inside a company."""

from __future__ import annotations

from django.urls import path

from klucznik.letters.views import company

app_name = "letters"

urlpatterns = [
    path("letters/", company.letters, name="letters"),
    path("letters/address/", company.address, name="address"),
    path("letters/merge/", company.merge, name="merge"),
    path("letters/death/", company.death, name="death"),
    path("letters/seats/", company.seats, name="seats"),
    path("letters/transfer/", company.transfer, name="transfer"),
]
