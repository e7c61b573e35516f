"""The pages of the vendor's staff, in the order of the bar."""

from __future__ import annotations

from django.urls import path

from klucznik.backoffice.views import (
    cases,
    catalog,
    companies,
    files,
    importing,
    invitations,
    license_acts,
    licenses,
    mail,
    objections,
    people,
    queue,
    registrations,
    session,
)

app_name = "backoffice"

urlpatterns = [
    path("", session.start, name="start"),
    path("end/", session.end, name="end"),
    path("cases/", queue.queue, name="queue"),
    path("cases/others/", queue.others, name="others"),
    path("cases/all/", queue.all_cases, name="all_cases"),
    path("cases/<str:case>/", cases.case, name="case"),
    path("cases/<str:case>/decision/", cases.decision, name="decision"),
    path("cases/<str:case>/undo/", cases.undo, name="undo"),
    path("cases/<str:case>/files/<str:file>/", files.file_original, name="file"),
    path("cases/<str:case>/files/<str:file>/<str:number>/", files.file_page, name="file_page"),
    path("objections/", queue.objections, name="objections"),
    path("objections/<str:objection>/", objections.objection, name="objection"),
    path("companies/", companies.companies, name="companies"),
    path("companies/<str:company>/", companies.company, name="company"),
    path("companies/<str:company>/people/", companies.company_people, name="company_people"),
    path("companies/<str:company>/licenses/", companies.company_licenses, name="company_licenses"),
    path("companies/<str:company>/licenses/issue/", licenses.issue, name="issue_license"),
    path("companies/<str:company>/history/", companies.company_history, name="company_history"),
    path("companies/<str:company>/mail/", companies.company_mail, name="company_mail"),
    path("companies/<str:company>/invite/", invitations.invite, name="invite"),
    path("catalog/", catalog.catalog, name="catalog"),
    path("catalog/<str:product>/", catalog.catalog_product, name="catalog_product"),
    path("licenses/", licenses.licenses, name="licenses"),
    path("licenses/<str:license>/", licenses.license, name="license"),
    path("licenses/<str:license>/suspend/", license_acts.suspend, name="license_suspend"),
    path("licenses/<str:license>/resume/", license_acts.resume, name="license_resume"),
    path("licenses/<str:license>/revoke/", license_acts.revoke, name="license_revoke"),
    path("licenses/<str:license>/extend/", license_acts.extend, name="license_extend"),
    path(
        "licenses/<str:license>/extensions/add/",
        license_acts.extension,
        name="license_add_extension",
    ),
    path(
        "licenses/<str:license>/extensions/<str:extension>/end/",
        license_acts.end_of_extension,
        name="license_end_extension",
    ),
    path(
        "licenses/<str:license>/devices/<str:place>/free/",
        license_acts.free_device,
        name="license_free_device",
    ),
    path("licenses/<str:license>/code/", license_acts.send_code, name="license_send_code"),
    path("licenses/<str:license>/card/", license_acts.card, name="license_card"),
    path("registrations/", registrations.registrations, name="registrations"),
    path(
        "registrations/<str:registration>/accept/",
        registrations.accept,
        name="accept_registration",
    ),
    path(
        "registrations/<str:registration>/decline/",
        registrations.decline,
        name="decline_registration",
    ),
    path("first-administrators/", invitations.first_invitations, name="first_invitations"),
    path("first-administrators/invite/", invitations.invite_many, name="invite_many"),
    path(
        "first-administrators/<str:invitation>/revoke/",
        invitations.revoke,
        name="revoke_invitation",
    ),
    path("mail/", mail.mail, name="mail"),
    path("mail/<str:letter>/", mail.letter, name="letter"),
    path("failed-work/", mail.jobs, name="jobs"),
    path("failed-work/<str:task>/again/", mail.retry, name="retry"),
    path("import/", importing.import_data, name="import_data"),
    path("people/", people.people, name="people"),
    path("people/<str:member>/end/", people.end_place, name="end_place"),
]
