"""The pages of a case, in the order in which its claimant meets them; and the page of an objection."""

from __future__ import annotations

from django.urls import path

from klucznik.declarations.scoring import Proof
from klucznik.declarations.views import cases as views
from klucznik.declarations.views import proofs, receipts, signing

app_name = "declarations"

urlpatterns = [
    path("objection/<str:secret>/", views.objection, name="objection"),
    path("objection/<str:secret>/more/", views.more, name="objection_more"),
    path("objection/<str:secret>/back/", views.take_back, name="objection_back"),
    path("signatory/<str:secret>/", signing.signatory, name="signatory"),
    path("signatory/<str:secret>/document/", signing.letter, name="signatory_letter"),
    path("signatory/<str:secret>/file/", signing.signed_file, name="signatory_file"),
    path("signatory/<str:secret>/refuse/", signing.refuse, name="refuse_to_sign"),
    path(
        "objection/<str:secret>/receipt/<str:form>/",
        receipts.receipt_of_voice,
        name="receipt_of_voice",
    ),
    path("check/", receipts.check, name="check"),
    path("<str:public_id>/", views.case, name="case"),
    path("<str:public_id>/document/", views.document, name="document"),
    path("<str:public_id>/files/", views.add, name="add_files"),
    path("<str:public_id>/files/<str:file>/remove/", views.remove, name="remove_file"),
    path("<str:public_id>/signatories/", signing.ask, name="ask_signatory"),
    path(
        "<str:public_id>/signatories/<str:signatory>/remind/",
        signing.remind,
        name="remind_signatory",
    ),
    path(
        "<str:public_id>/signatories/<str:signatory>/revoke/",
        signing.revoke,
        name="revoke_signatory",
    ),
    path("<str:public_id>/submit/", views.submit, name="submit"),
    path(
        "<str:public_id>/evidence/register/",
        proofs.prove_code,
        {"proof": Proof.REGISTER_CODE},
        name="prove_register",
    ),
    path(
        "<str:public_id>/evidence/register/send/",
        proofs.send_proof_code,
        {"proof": Proof.REGISTER_CODE},
        name="send_to_register",
    ),
    path(
        "<str:public_id>/evidence/contact/",
        proofs.prove_code,
        {"proof": Proof.CONTACT_CODE},
        name="prove_contact",
    ),
    path(
        "<str:public_id>/evidence/contact/send/",
        proofs.send_proof_code,
        {"proof": Proof.CONTACT_CODE},
        name="send_to_contact",
    ),
    path("<str:public_id>/evidence/domain/", proofs.prove_domain, name="prove_domain"),
    path("<str:public_id>/evidence/invoice/", proofs.prove_invoice, name="prove_invoice"),
    path("<str:public_id>/evidence/program/", proofs.prove_program, name="prove_program"),
    path("<str:public_id>/accept/", views.accept, name="accept"),
    path("<str:public_id>/appeal/", views.appeal, name="appeal"),
    path("<str:public_id>/receipt/<str:form>/", receipts.receipt, name="receipt"),
    path("<str:public_id>/withdraw/", views.withdraw, name="withdraw"),
]
