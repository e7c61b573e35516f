"""My products, and the pages of one license."""

from __future__ import annotations

from django.urls import path

from klucznik.licensing.views import (
    apps,
    entities,
    license,
    periods,
    products,
    registering,
    transfers,
)

app_name = "licensing"

urlpatterns = [
    path("products/", products.products, name="products"),
    path("products/find/", products.find, name="find"),
    path("products/try/", apps.trials, name="trials"),
    path("products/try/<str:product>/", apps.try_product, name="try"),
    path("products/calendar/", periods.calendar, name="calendar"),
    path("products/calendar/licenses.ics", periods.calendar_file, name="calendar_file"),
    path("products/offers/<str:transfer>/", transfers.takeover, name="takeover"),
    path("products/offers/<str:transfer>/accept/", transfers.accept, name="accept_transfer"),
    path("products/offers/<str:transfer>/decline/", transfers.decline, name="decline_transfer"),
    path("products/<str:license>/", license.license, name="license"),
    path("products/<str:license>/periods/", periods.periods, name="periods"),
    path("products/<str:license>/rest/", periods.rest, name="rest"),
    path("products/<str:license>/certificate/", periods.certificate, name="certificate"),
    path("products/<str:license>/transfer/", transfers.transfer, name="transfer"),
    path("products/<str:license>/transfer/offer/", transfers.offer, name="offer_transfer"),
    path("products/<str:license>/transfer/withdraw/", transfers.withdraw, name="withdraw_transfer"),
    path("products/<str:license>/register/", registering.register, name="register"),
    path("products/<str:license>/terms/", apps.accept_terms, name="accept_terms"),
    path("products/<str:license>/file/", registering.file, name="file"),
    path("products/<str:license>/file/download/", registering.download, name="download_file"),
    path("products/<str:license>/code/", registering.send_code, name="send_code"),
    path("products/<str:license>/code/change/", registering.change_code, name="change_code"),
    path("products/<str:license>/people/", license.people, name="people"),
    path("products/<str:license>/entities/", entities.entities, name="entities"),
    path("products/<str:license>/entities/add/", entities.add, name="add_entity"),
    path("products/<str:license>/entities/<str:entity>/end/", entities.end, name="end_entity"),
    path("products/<str:license>/history/", license.history, name="history"),
]
