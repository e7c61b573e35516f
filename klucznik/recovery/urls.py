"""The pages of the way to the keys, inside a company."""

from __future__ import annotations

from django.urls import path

from klucznik.recovery.views import requests, stepping_in, ways

app_name = "recovery"

urlpatterns = [
    path("recovery/", ways.ways, name="ways"),
    path("recovery/declare/", ways.declare, name="declare"),
    path("recovery/deputy/", stepping_in.step_in_page, name="step_in"),
    path("recovery/office/", stepping_in.accept_office, name="accept_office"),
    path("recovery/cases/<str:wanted>/object/", stepping_in.object_page, name="object"),
    path("recovery/request/", requests.request_page, name="request"),
    path("recovery/request/withdraw/", requests.withdraw, name="withdraw_request"),
    path("recovery/requests/", requests.inbox, name="requests"),
    path("recovery/requests/<str:wanted>/", requests.show, name="show_request"),
    path("recovery/requests/<str:wanted>/approve/", requests.approve, name="approve_request"),
]
