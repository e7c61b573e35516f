"""Addresses of a person's account; the names that begin with account_ and mfa_ are those allauth looks for."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from klucznik.accounts.views import (
    addresses,
    confirming,
    consents,
    leaving,
    lost_factor,
    my_account,
    notices,
    second_step,
    sessions,
    signing_in,
    signing_up,
    take_out,
)

urlpatterns: list[URLPattern] = [
    # Creating an account
    path("sign-up/", signing_up.sign_up, name="account_signup"),
    path("mailbox/", signing_up.mailbox, name="account_email_verification_sent"),
    path("activate/", signing_up.resend_activation, name="account_resend_activation"),
    path("activate/<str:secret>/", signing_up.activate, name="account_activate"),
    path("activate/<str:secret>/again/", signing_up.activate_again, name="account_activate_again"),
    # Signing in and out
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/passkey/", confirming.sign_in_with_passkey, name="account_passkey"),
    path("sign-in/code/", confirming.authenticate, name="mfa_authenticate"),
    path("sign-in/key/", confirming.authenticate_with_key, name="mfa_authenticate_key"),
    path("sign-in/lost/", lost_factor.lost, name="account_factor_lost"),
    path("sign-in/lost/finish/", lost_factor.finish, name="account_factor_lost_finish"),
    path("sign-in/unconfirmed/", signing_in.unconfirmed, name="account_unconfirmed"),
    path("sign-in/leaving/", signing_in.leaving, name="account_leaving"),
    path("sign-in/inactive/", signing_in.inactive, name="account_inactive"),
    path("sign-out/", signing_in.sign_out, name="account_logout"),
    # A forgotten password
    path("forgotten-password/", signing_in.forgotten_password, name="account_reset_password"),
    path("forgotten-password/sent/", signing_in.link_sent, name="account_reset_password_done"),
    path(
        "forgotten-password/done/",
        signing_in.password_is_new,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^forgotten-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        signing_in.new_password,
        name="account_reset_password_from_key",
    ),
    # My account
    path("", my_account.overview, name="account_overview"),
    path("history/", my_account.history, name="account_history"),
    path("agreements/", my_account.agreements, name="account_agreements"),
    path("name/", my_account.name, name="account_name"),
    path("password/", my_account.change_password, name="account_change_password"),
    path("language/", my_account.language, name="account_language"),
    # Where I am signed in
    path("sessions/", sessions.sessions, name="account_sessions"),
    path("sessions/end/", sessions.sign_out_elsewhere, name="account_sign_out_elsewhere"),
    path("sessions/<str:session>/end/", sessions.end_session, name="account_end_session"),
    path("devices/<str:device>/forget/", sessions.forget_device, name="account_forget_device"),
    path("not-me/<str:secret>/", sessions.not_me, name="account_not_me"),
    # Addresses
    path("addresses/", addresses.addresses, name="account_addresses"),
    path("addresses/change/", addresses.change_address, name="account_change_address"),
    path("addresses/add/", addresses.add_address, name="account_add_address"),
    path("addresses/cancel/", addresses.cancel_address, name="account_cancel_address"),
    path(
        "addresses/confirm/<str:secret>/", addresses.confirm_address, name="account_confirm_address"
    ),
    path("addresses/undo/<str:secret>/", addresses.undo_address, name="account_undo_address"),
    path("addresses/<str:mark>/primary/", addresses.make_primary, name="account_make_primary"),
    path("addresses/<str:mark>/remove/", addresses.remove_address, name="account_remove_address"),
    # Papers: texts that changed, a copy of one's data, the way out
    path("terms/", consents.changed_texts, name="account_terms"),
    path("terms/refused/", consents.refused, name="account_terms_refused"),
    path("take-out/", take_out.take_out, name="account_take_out"),
    path("take-out/file/", take_out.fetch, name="account_take_out_file"),
    path("delete/", leaving.delete, name="account_delete"),
    # Notifications
    path("notices/", notices.notices, name="account_notices"),
    path("notices/read/", notices.read, name="account_notices_read"),
    path("notices/choices/", notices.choices, name="account_notice_choices"),
    # The second step
    path("confirm/", confirming.confirm_password, name="account_reauthenticate"),
    path("second-step/needed/", second_step.factor_needed, name="factor_needed"),
    path("second-step/", second_step.index, name="mfa_index"),
    path("second-step/confirm/", confirming.confirm_code, name="mfa_reauthenticate"),
    path("second-step/confirm/key/", confirming.confirm_key, name="mfa_reauthenticate_key"),
    path("second-step/set-up/", second_step.activate, name="mfa_activate_totp"),
    path("second-step/turn-off/", second_step.deactivate, name="mfa_deactivate_totp"),
    path("second-step/passkeys/add/", second_step.add_passkey, name="account_add_passkey"),
    path(
        "second-step/security-keys/add/",
        second_step.add_security_key,
        name="account_add_security_key",
    ),
    path("second-step/keys/<str:factor>/name/", second_step.rename_key, name="account_rename_key"),
    path(
        "second-step/keys/<str:factor>/remove/", second_step.remove_key, name="account_remove_key"
    ),
    path("second-step/lost/<str:secret>/", lost_factor.stop, name="account_factor_loss_stop"),
    path("second-step/codes/", second_step.show_codes, name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", second_step.make_codes, name="mfa_generate_recovery_codes"),
    path("second-step/codes/file/", second_step.download_codes, name="mfa_download_recovery_codes"),
]
