"""The site map: one include per app, in the order in which a person meets them."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from config.api import api
from klucznik.core import views

urlpatterns = [
    path("", include("klucznik.companies.entrance_urls")),
    path("account/", include("klucznik.accounts.urls")),
    path("account/", include("klucznik.letters.account_urls")),
    path("account/programs/", include("klucznik.programs.urls")),
    path("program/", include("klucznik.programs.program_urls")),
    path("companies/", include("klucznik.companies.urls")),
    path("companies/<str:company>/", include("klucznik.devices.urls")),
    path("companies/<str:company>/", include("klucznik.licensing.urls")),
    path("companies/<str:company>/", include("klucznik.members.urls")),
    path("companies/<str:company>/", include("klucznik.transactions.urls")),
    path("companies/<str:company>/", include("klucznik.recovery.urls")),
    path("companies/<str:company>/", include("klucznik.letters.urls")),
    path("companies/<str:company>/", include("klucznik.offices.urls")),
    path("companies/<str:company>/", include("klucznik.offices.served_urls")),
    path("shares/", include("klucznik.offices.share_urls")),
    path("invitations/", include("klucznik.members.invitation_urls")),
    path("access/", include("klucznik.members.access_urls")),
    path("cases/", include("klucznik.declarations.urls")),
    path("figures/", include("klucznik.declarations.figure_urls")),
    path("first-administrator/", include("klucznik.recovery.first_urls")),
    path("help/", include("klucznik.help.urls")),
    path("contact/", include("klucznik.contact.urls")),
    path("news/", include("klucznik.news.urls")),
    path("staff/", include("klucznik.backoffice.urls")),
    path("api/v1/", api.urls),
    path("documents/<str:kind>/", views.document, name="document"),
    path("vendor/<str:name>", views.vendor_file, name="vendor_file"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("livez", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
]

handler500 = views.broken

if settings.DEMO:
    urlpatterns += [path("demo/", include("klucznik.demo.urls"))]
