"""The pages of an accounting office and of its clients, inside a company."""

from __future__ import annotations

from django.urls import path

from klucznik.offices.views import clients, files, office, people, shares, sharing, words

app_name = "offices"

urlpatterns = [
    path("clients/", office.clients, name="clients"),
    path("clients/add/", clients.add, name="add"),
    path("clients/add/<str:mark>/", clients.register, name="register"),
    path("clients/file/", files.choose, name="file"),
    path("clients/file/check/", files.check_again, name="file_check"),
    path("clients/file/register/", files.register, name="file_register"),
    path("clients/file/sample/", files.sample, name="file_sample"),
    path("clients/people/", people.people, name="people"),
    path("clients/people/nobody/", people.left_alone, name="left_alone"),
    path("clients/people/<str:member>/", people.person, name="person"),
    path("clients/keys/", words.words, name="words"),
    path("clients/keys/<str:case>/", words.word, name="word"),
    path("clients/<str:client>/people/", people.client_people, name="client_people"),
    path("clients/<str:client>/", clients.client, name="client"),
    path("clients/<str:client>/register/", clients.register_seen, name="register_seen"),
    path("clients/<str:client>/name/", clients.rename, name="rename"),
    path("clients/<str:client>/end/", clients.end, name="end"),
    path("clients/<str:client>/share/", sharing.share, name="share"),
    path("clients/<str:client>/share/data/", sharing.change, name="share_data"),
    path("clients/<str:client>/share/email/", sharing.address, name="share_email"),
    path("clients/<str:client>/share/summary/", sharing.summary, name="share_summary"),
    path("clients/<str:client>/share/confirm/", sharing.confirm, name="share_confirm"),
    path("clients/<str:client>/share/done/", sharing.done, name="share_done"),
    path("clients/<str:client>/share/again/", shares.again, name="share_again"),
    path("clients/<str:client>/share/address/", shares.correct, name="share_correct"),
    path("clients/<str:client>/share/withdraw/", shares.withdraw, name="share_withdraw"),
    path("clients/<str:client>/share/end/", shares.end, name="share_end"),
    path("products/<str:license>/shares/", shares.of_license, name="license_shares"),
    path("products/<str:license>/shares/client/", shares.choose, name="choose_client"),
]
