"""Everything that can happen, each with the sentence that tells it. This page is the index of the history."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """`noun.past_participle`; the sentence may use %(actor)s, %(person)s, %(company)s and the event's facts."""

    # A person's account
    ACCOUNT_SIGNED_UP = "account.signed_up", _("%(actor)s created an account")
    ACCOUNT_SIGNUP_REPEATED = (
        "account.signup_repeated",
        _("Somebody tried to create an account with an address already in use"),
    )
    ACCOUNT_ACTIVATION_SENT = "account.activation_sent", _("The activation message was sent again")
    ACCOUNT_ACTIVATED = "account.activated", _("%(actor)s confirmed the e-mail address")
    ACCOUNT_SIGNED_IN = "account.signed_in", _("%(actor)s signed in")
    ACCOUNT_SIGN_IN_REFUSED = (
        "account.sign_in_refused",
        _("A sign-in to the account of %(person)s was refused"),
    )
    ACCOUNT_PASSWORD_RESET_ASKED = "account.password_reset_asked", _("A new password was asked for")
    ACCOUNT_PASSWORD_CHANGED = "account.password_changed", _("%(actor)s changed the password")
    ACCOUNT_FACTOR_ADDED = (
        "account.factor_added",
        _("%(actor)s set up codes from an application as second step"),
    )
    ACCOUNT_FACTOR_REMOVED = (
        "account.factor_removed",
        _("%(actor)s removed the application with codes"),
    )
    ACCOUNT_PASSKEY_ADDED = (
        "account.passkey_added",
        _("%(actor)s added the key “%(name)s” for signing in"),
    )
    ACCOUNT_PASSKEY_REMOVED = "account.passkey_removed", _("%(actor)s removed the key “%(name)s”")
    ACCOUNT_PASSKEY_REFUSED = (
        "account.passkey_refused",
        _("The key “%(name)s” was refused: there may be a copy of it"),
    )
    ACCOUNT_READDRESSED = (
        "account.readdressed",
        _("The sign-in address of %(person)s was changed by a letter"),
    )
    ACCOUNT_MERGE_ASKED = (
        "account.merge_asked",
        _("%(actor)s asked to merge another account into this one"),
    )
    ACCOUNT_MERGED = "account.merged", _("Another account of %(person)s was merged into this one")
    ACCOUNT_UNMERGED = "account.unmerged", _("The merging of two accounts of %(person)s was undone")
    FACTOR_LOSS_ASKED = (
        "factor_loss.asked",
        _("Somebody with the password asked to remove the second step of %(person)s"),
    )
    FACTOR_LOSS_REMINDED = (
        "factor_loss.reminded",
        _("%(person)s was reminded that the second step is going to be removed"),
    )
    FACTOR_LOSS_STOPPED = (
        "factor_loss.stopped",
        _("The removal of the second step of %(person)s was stopped"),
    )
    FACTOR_LOSS_FINISHED = (
        "factor_loss.finished",
        _("%(actor)s removed the lost second step after the wait"),
    )
    FACTOR_LOSS_EXPIRED = (
        "factor_loss.expired",
        _("The removal of the second step of %(person)s expired"),
    )
    ACCOUNT_CODES_MADE = "account.codes_made", _("%(actor)s made new backup codes")
    ACCOUNT_CODE_USED = "account.code_used", _("%(actor)s used a backup code")
    ACCOUNT_SIGNED_OUT_ELSEWHERE = (
        "account.signed_out_elsewhere",
        _("%(actor)s signed out on all other devices"),
    )
    ACCOUNT_SESSION_ENDED = (
        "account.session_ended",
        _("%(actor)s signed out on one device: %(device)s"),
    )
    ACCOUNT_DEVICE_FORGOTTEN = (
        "account.device_forgotten",
        _("%(actor)s had a device forgotten: %(device)s"),
    )
    ACCOUNT_SECURED = (
        "account.secured",
        _(
            "Whoever reads the mailbox said that a sign-in was not theirs; all devices were signed out"
        ),
    )
    ACCOUNT_ADDRESS_ASKED = (
        "account.address_asked",
        _("%(actor)s began to add the e-mail address %(email)s"),
    )
    ACCOUNT_ADDRESS_CANCELED = (
        "account.address_canceled",
        _("%(actor)s canceled adding the e-mail address %(email)s"),
    )
    ACCOUNT_ADDRESS_CHANGED = (
        "account.address_changed",
        _("%(actor)s changed the e-mail address: %(before)s → %(after)s"),
    )
    ACCOUNT_ADDRESS_UNDONE = (
        "account.address_undone",
        _("The change of the e-mail address was taken back: %(after)s → %(before)s"),
    )
    ACCOUNT_ADDRESS_ADDED = (
        "account.address_added",
        _("%(actor)s added the recovery address %(email)s"),
    )
    ACCOUNT_ADDRESS_REMOVED = (
        "account.address_removed",
        _("%(actor)s removed the recovery address %(email)s"),
    )
    ACCOUNT_RENAMED = "account.renamed", _("%(actor)s changed their name")
    ACCOUNT_TERMS_ACCEPTED = (
        "account.terms_accepted",
        _("%(actor)s accepted the terms in the version of %(version)s"),
    )
    ACCOUNT_PRIVACY_ACCEPTED = (
        "account.privacy_accepted",
        _("%(actor)s consented to the processing of data in the version of %(version)s"),
    )
    ACCOUNT_TAKE_OUT_ASKED = "account.take_out_asked", _("%(actor)s asked for a copy of their data")
    ACCOUNT_TAKE_OUT_READY = "account.take_out_ready", _("The copy of the data was ready")
    ACCOUNT_TAKE_OUT_FETCHED = (
        "account.take_out_fetched",
        _("%(actor)s fetched the copy of their data"),
    )
    ACCOUNT_DELETION_ASKED = (
        "account.deletion_asked",
        _("%(actor)s asked for the deletion of the account"),
    )
    ACCOUNT_DELETION_NEAR = (
        "account.deletion_near",
        _("%(person)s was reminded that the account will be deleted within a day"),
    )
    ACCOUNT_DELETION_STOPPED = (
        "account.deletion_stopped",
        _("%(actor)s stopped the deletion of the account"),
    )
    ACCOUNT_DELETED = "account.deleted", _("The account was deleted and its data anonymized")

    # A company and how people came to it
    COMPANY_FOUNDED = "company.founded", _("%(actor)s added the company %(company)s")
    COMPANY_ASSOCIATED = (
        "company.associated",
        _("%(actor)s connected the company and is associated with it"),
    )
    COMPANY_CONNECTION_REFUSED = (
        "company.connection_refused",
        _("Somebody tried to connect the company with a wrong license number"),
    )
    COMPANY_CHANGED = "company.changed", _("%(actor)s changed the company data: %(fields)s")
    COMPANY_BECAME_KNOWN = (
        "company.became_known",
        _("The vendor recognized the company; rights that nobody had checked ended"),
    )
    COMPANY_FACTOR_DEMANDED = (
        "company.factor_demanded",
        _("%(actor)s changed from whom the company demands two-step verification: %(demand)s"),
    )
    HISTORY_EXPORTED = "history.exported", _("%(actor)s downloaded the history of the company")
    HISTORY_HEAD_SENT = (
        "history.head_sent",
        _("The receipt of the history was sent to the global administrators: %(position)s events"),
    )
    COMPANY_ADMINLESS = "company.adminless", _("The company has no global administrator any more")
    COMPANY_MEASURE_PROPOSED = (
        "company.measure_proposed",
        _("Staff proposed a measure about the company"),
    )
    COMPANY_MEASURE_DROPPED = (
        "company.measure_dropped",
        _("Staff dropped a proposal about the company"),
    )
    COMPANY_DISPUTED = "company.disputed", _("The vendor noted a dispute about the company")
    COMPANY_SUSPENDED = "company.suspended", _("The vendor suspended changes in the company")
    COMPANY_RELEASED = "company.released", _("The vendor ended a measure about the company")
    COMPANY_CLOSED = "company.closed", _("%(actor)s closed the company")

    # The people of a company
    MEMBER_INVITED = "member.invited", _("%(actor)s invited %(email)s as %(role)s")
    INVITATION_CHANGED = "invitation.changed", _("%(actor)s changed the invitation of %(email)s")
    INVITATION_SENT_AGAIN = (
        "invitation.sent_again",
        _("%(actor)s sent the invitation of %(email)s again"),
    )
    INVITATION_REVOKED = "invitation.revoked", _("%(actor)s revoked the invitation of %(email)s")
    INVITATION_ACCEPTED = "invitation.accepted", _("%(actor)s accepted the invitation")
    INVITATION_ACCEPTED_ELSEWHERE = (
        "invitation.accepted_elsewhere",
        _("%(actor)s accepted the invitation of %(email)s with the account %(account)s"),
    )
    INVITATION_DECLINED = "invitation.declined", _("%(email)s declined the invitation")
    INVITATION_EXPIRED = "invitation.expired", _("The invitation of %(email)s expired")
    INVITATION_ASKED_AGAIN = "invitation.asked_again", _("%(email)s asked for a new invitation")
    INVITATION_TRIED = (
        "invitation.tried",
        _("%(actor)s tried to accept the invitation of %(email)s with the account %(account)s"),
    )
    INVITATION_ACCOUNT_ASKED = (
        "invitation.account_asked",
        _("%(actor)s asked to accept the invitation of %(email)s with the account %(account)s"),
    )
    INVITATION_ACCOUNT_ALLOWED = (
        "invitation.account_allowed",
        _("%(actor)s let the account %(account)s accept the invitation of %(email)s"),
    )
    INVITATION_ACCOUNT_REFUSED = (
        "invitation.account_refused",
        _("%(actor)s did not let the account %(account)s accept the invitation of %(email)s"),
    )
    MEMBER_ROLE_CHANGED = (
        "member.role_changed",
        _("%(actor)s changed the role of %(person)s: %(old_role)s → %(role)s"),
    )
    MEMBER_REMOVED = "member.removed", _("%(actor)s disconnected %(person)s from the company")
    MEMBER_LEFT = "member.left", _("%(actor)s left the company")
    MEMBER_LIMITED = (
        "member.limited",
        _("%(actor)s set the last day of %(person)s in the company: %(until)s"),
    )
    MEMBER_UNLIMITED = (
        "member.unlimited",
        _("%(actor)s let the place of %(person)s last without an end"),
    )
    MEMBER_ENDING_TOLD = (
        "member.ending_told",
        _("It was told that the place of %(person)s in the company ends: %(until)s"),
    )
    MEMBER_EXPIRED = (
        "member.expired",
        _("The place of %(person)s in the company ended on the set day"),
    )
    MEMBER_KEPT = (
        "member.kept",
        _("The place of %(person)s stays beyond the set day: nobody else is global administrator"),
    )
    MEMBER_LIST_DOWNLOADED = (
        "member.list_downloaded",
        _("%(actor)s downloaded the list of users: %(count)s"),
    )
    KEYS_HANDED_OVER = (
        "keys.handed_over",
        _("%(actor)s handed the keys of the company over to %(person)s"),
    )
    DEPUTY_NAMED = (
        "deputy.named",
        _("%(actor)s named %(person)s a deputy with a wait of %(days)s days"),
    )
    DEPUTY_REMINDED = (
        "deputy.reminded",
        _("%(person)s was reminded to answer whether they will be a deputy"),
    )
    DEPUTY_ACCEPTED = "deputy.accepted", _("%(actor)s agreed to be a deputy")
    DEPUTY_DECLINED = "deputy.declined", _("%(actor)s declined to be a deputy")
    DEPUTY_LAPSED = "deputy.lapsed", _("The naming of %(person)s as a deputy lapsed unanswered")
    DEPUTY_RESIGNED = "deputy.resigned", _("%(actor)s resigned as a deputy")
    DEPUTY_DISMISSED = "deputy.dismissed", _("%(actor)s dismissed the deputy %(person)s")
    DEPUTY_ENDED = "deputy.ended", _("%(person)s is no longer a deputy")
    DEPUTY_ASKED_AGAIN = (
        "deputy.asked_again",
        _("%(person)s was asked whether they still stand by as a deputy"),
    )
    DEPUTY_CONFIRMED = "deputy.confirmed", _("%(actor)s confirmed to stand by as a deputy")
    ACCESS_GRANTED = "access.granted", _("%(actor)s gave %(person)s access to %(product)s")
    ACCESS_WITHDRAWN = (
        "access.withdrawn",
        _("%(actor)s withdrew the access of %(person)s to %(product)s"),
    )
    ACCESS_LIMITED = (
        "access.limited",
        _("%(actor)s set the last day on which %(person)s opens %(product)s: %(until)s"),
    )
    ACCESS_UNLIMITED = (
        "access.unlimited",
        _("%(actor)s let %(person)s open %(product)s without an end"),
    )
    ACCESS_ENDING_TOLD = (
        "access.ending_told",
        _("It was told that the access of %(person)s to %(product)s ends: %(until)s"),
    )
    ACCESS_EXPIRED = (
        "access.expired",
        _("The access of %(person)s to %(product)s ended on the set day"),
    )
    ACCESS_REQUESTED = "access.requested", _("%(actor)s asked for access to %(product)s")
    ACCESS_REQUEST_DECLINED = (
        "access.request_declined",
        _("%(actor)s declined the request of %(person)s for access to %(product)s"),
    )
    ACCESS_REQUEST_WITHDRAWN = (
        "access.request_withdrawn",
        _("%(actor)s withdrew the request for access to %(product)s"),
    )
    ACCESS_REQUEST_EXPIRED = (
        "access.request_expired",
        _("The request of %(person)s for access to %(product)s expired without an answer"),
    )

    # Asking an administrator for rights
    RIGHTS_REQUESTED = "rights.requested", _("%(actor)s asked for global administrator rights")
    RIGHTS_REMINDED = (
        "rights.reminded",
        _("The administrators were reminded of the request of %(person)s"),
    )
    RIGHTS_APPROVED = (
        "rights.approved",
        _("%(actor)s approved the request of %(person)s and gave the role %(role)s"),
    )
    RIGHTS_DECLINED = "rights.declined", _("%(actor)s declined the request of %(person)s")
    RIGHTS_WITHDRAWN = "rights.withdrawn", _("%(actor)s withdrew the request for rights")
    RIGHTS_CLOSED = (
        "rights.closed",
        _("The request of %(person)s for rights ended together with their place"),
    )
    RIGHTS_EXPIRED = "rights.expired", _("The request of %(person)s expired without an answer")

    # Declarations and the recovery of rights
    DECLARATION_PREPARED = (
        "declaration.prepared",
        _("%(actor)s prepared the declaration %(number)s"),
    )
    DECLARATION_FILE_ADDED = (
        "declaration.file_added",
        _("%(actor)s added a file to the case %(number)s"),
    )
    DECLARATION_FILE_REMOVED = (
        "declaration.file_removed",
        _("%(actor)s removed a file from the case %(number)s"),
    )
    DECLARATION_SUBMITTED = (
        "declaration.submitted",
        _("%(actor)s submitted the declaration %(number)s"),
    )
    DECLARATION_VIEWED = "declaration.viewed", _("The vendor's staff looked at the case %(number)s")
    DECLARATION_REVIEWED = "declaration.reviewed", _("A reviewer decided about the case %(number)s")
    DECLARATION_INFO_ASKED = (
        "declaration.info_asked",
        _("The vendor asked for more information in the case %(number)s"),
    )
    DECLARATION_ANSWERED = (
        "declaration.answered",
        _("%(actor)s answered the vendor's question in the case %(number)s"),
    )
    DECLARATION_REMINDED = "declaration.reminded", _("A reminder was sent in the case %(number)s")
    DECLARATION_REJECTED = "declaration.rejected", _("The declaration %(number)s was rejected")
    DECLARATION_NOTICE_STARTED = (
        "declaration.notice_started",
        _("The waiting period of the case %(number)s began"),
    )
    DECLARATION_NOTICE_HALFWAY = (
        "declaration.notice_halfway",
        _("Half of the waiting period of the case %(number)s is over"),
    )
    DECLARATION_NOTICE_ENDING = (
        "declaration.notice_ending",
        _("The waiting period of the case %(number)s ends within a day"),
    )
    DECLARATION_CONTESTED = "declaration.contested", _("Somebody objected in the case %(number)s")
    DECLARATION_CONTEST_ANSWERED = (
        "declaration.contest_answered",
        _("The vendor decided about an objection in the case %(number)s"),
    )
    DECLARATION_READY = (
        "declaration.ready",
        _("The case %(number)s is ready: the person can accept the rights"),
    )
    DECLARATION_GRANTED = (
        "declaration.granted",
        _("%(person)s became global administrator through the case %(number)s"),
    )
    DECLARATION_CLOSED = (
        "declaration.closed",
        _("The probation of the case %(number)s ended; the case is closed"),
    )
    DECLARATION_REVERTED = (
        "declaration.reverted",
        _("The rights granted in the case %(number)s were undone"),
    )
    DECLARATION_WITHDRAWN = (
        "declaration.withdrawn",
        _("%(actor)s withdrew the declaration %(number)s"),
    )
    DECLARATION_EXPIRED = "declaration.expired", _("The case %(number)s expired")
    DECLARATION_SUPERSEDED = (
        "declaration.superseded",
        _("The case %(number)s ended because the person got the rights another way"),
    )

    DECLARATION_PROOF_CHANGED = (
        "declaration.proof_changed",
        _("The evidence of the case %(number)s changed"),
    )
    DECLARATION_CODE_SENT = (
        "declaration.code_sent",
        _("A code was sent to an address of the company in the case %(number)s"),
    )
    DECLARATION_SHORTENED = (
        "declaration.shortened",
        _("New evidence shortened the waiting period of the case %(number)s"),
    )
    DECLARATION_LENGTHENED = (
        "declaration.lengthened",
        _("The waiting period of the case %(number)s was made longer"),
    )
    DECLARATION_RESTARTED = (
        "declaration.restarted",
        _("The waiting period of the case %(number)s began anew"),
    )
    DECLARATION_RETURNED = (
        "declaration.returned",
        _("The register changed; the case %(number)s went back to the reviewers"),
    )
    DECLARATION_CONTEST_ADDED = (
        "declaration.contest_added",
        _("Somebody added to their objection in the case %(number)s"),
    )
    DECLARATION_CONTEST_DUE = (
        "declaration.contest_due",
        _("An objection in the case %(number)s waits for a decision"),
    )
    DECLARATION_APPEALED = (
        "declaration.appealed",
        _("%(actor)s appealed against a rejection; the new case is %(number)s"),
    )
    DECLARATION_TAKEN_UP = "declaration.taken_up", _("A reviewer took up the case %(number)s")
    DECLARATION_GIVEN_BACK = (
        "declaration.given_back",
        _("A reviewer gave the case %(number)s back to the others"),
    )
    DECLARATION_HELD = "declaration.held", _("The case %(number)s was put aside until a later day")
    DECLARATION_HOLD_ENDED = (
        "declaration.hold_ended",
        _("The case %(number)s was taken up again before the day"),
    )
    DECLARATION_SIGNATORY_ASKED = (
        "declaration.signatory_asked",
        _("%(actor)s asked another signatory to sign the declaration %(number)s"),
    )
    DECLARATION_SIGNATORY_REVOKED = (
        "declaration.signatory_revoked",
        _("%(actor)s took back a question to another signatory of the declaration %(number)s"),
    )
    DECLARATION_SIGNATORY_SIGNED = (
        "declaration.signatory_signed",
        _("Another signatory signed the declaration %(number)s"),
    )
    DECLARATION_SIGNATORY_REFUSED = (
        "declaration.signatory_refused",
        _("Another signatory refused to sign the declaration %(number)s"),
    )

    # A deputy steps in
    DEPUTY_STEPPED_IN = (
        "deputy.stepped_in",
        _("The deputy %(actor)s stepped in; the wait of the case %(number)s began"),
    )
    DEPUTY_HALFWAY = (
        "deputy.notice_halfway",
        _("Half of the wait for the deputy %(person)s is over"),
    )
    DEPUTY_WAIT_ENDING = (
        "deputy.notice_ending",
        _("The wait for the deputy %(person)s ends within a day"),
    )
    DEPUTY_WITHDREW = (
        "deputy.withdrew",
        _("The deputy %(person)s did not want to step in any more"),
    )
    DEPUTY_CONTESTED = "deputy.contested", _("Somebody objected to the deputy %(person)s")
    DEPUTY_VETOED = "deputy.vetoed", _("The deputy %(person)s did not become administrator")
    DEPUTY_GRANTED = "deputy.granted", _("The deputy %(person)s became global administrator")
    DEPUTY_REVERTED = "deputy.reverted", _("The rights of the deputy %(person)s were undone")
    DEPUTY_CLOSED = "deputy.closed", _("The probation of the deputy %(person)s ended")

    # An administrator who came back through the invitation of an accounting office
    OFFICE_CLIENT_ACCEPTED = (
        "office_client.accepted",
        _("%(actor)s accepted the invitation of an accounting office; it can be objected to"),
    )
    OFFICE_CLIENT_CONTESTED = (
        "office_client.contested",
        _("Somebody objected to the administrator whom the accounting office invited"),
    )
    OFFICE_CLIENT_GRANTED = (
        "office_client.granted",
        _("%(person)s became administrator through the invitation of an accounting office"),
    )
    OFFICE_CLIENT_REFUSED = (
        "office_client.refused",
        _("The administrator whom the accounting office invited was not accepted"),
    )
    OFFICE_CLIENT_CLOSED = (
        "office_client.closed",
        _("The probation of %(person)s, whom the accounting office invited, ended"),
    )

    # Accounting offices, their clients, and what they share
    CLIENT_REGISTERED = "client.registered", _("%(actor)s registered the client %(client)s")
    CLIENT_SEEN = (
        "client.seen",
        _("%(program)s began to work for %(client)s without a registration"),
    )
    CLIENT_SETTLED = (
        "client.settled",
        _("%(client)s was registered another way; its days without a registration no longer count"),
    )
    CLIENT_CHANGED = "client.changed", _("%(actor)s changed the name of the client %(client)s")
    CLIENT_ENDED = "client.ended", _("%(actor)s ended the registration of the client %(client)s")
    CLIENTS_READ_FROM_FILE = (
        "client.read_from_file",
        _("%(actor)s registered clients from a file: %(new)s new, %(refused)s refused"),
    )
    CLIENTS_TURNING = (
        "client.turning",
        _("%(count)s unregistered clients will soon be open for reading only"),
    )
    CLIENT_ASSIGNED = "client.assigned", _("%(actor)s gave %(client)s to %(person)s to serve")
    CLIENT_UNASSIGNED = "client.unassigned", _("%(person)s no longer serves %(client)s")
    CLIENTS_REASSIGNED = (
        "client.reassigned",
        _("%(actor)s gave %(count)s clients to other people of the office"),
    )
    CLIENTS_LEFT_ALONE = (
        "client.left_alone",
        _("%(person)s no longer serves clients, and %(count)s of them have nobody now"),
    )
    SHARE_OFFERED = "share.offered", _("%(office)s offered to share %(product)s with %(client)s")
    SHARE_SENT_AGAIN = (
        "share.sent_again",
        _("The invitation to %(product)s was sent to %(client)s again"),
    )
    SHARE_CORRECTED = (
        "share.corrected",
        _("%(actor)s corrected the address of the invitation for %(client)s"),
    )
    SHARE_FOUND = (
        "share.found",
        _("Somebody with the number of %(client)s had the invitation sent again"),
    )
    SHARE_BOUNCED = (
        "share.bounced",
        _("The invitation for %(client)s came back: its address takes no messages"),
    )
    SHARE_CORRECTION_ASKED = (
        "share.correction_asked",
        _("%(actor)s asked for the invitation of %(client)s at another address"),
    )
    SHARE_ASKED = (
        "share.asked",
        _("The administrators of %(client)s were asked whether they accept %(product)s"),
    )
    SHARE_ACCEPTED = (
        "share.accepted",
        _("%(client)s accepted %(product)s, shared by %(office)s"),
    )
    SHARE_REFUSED = "share.refused", _("%(client)s did not accept %(product)s from %(office)s")
    SHARE_WITHDRAWN = (
        "share.withdrawn",
        _(
            "%(office)s took back that %(product)s was accepted for %(client)s: it was the wrong person"
        ),
    )
    SHARE_ENDED = "share.ended", _("The sharing of %(product)s with %(client)s ended")
    SHARE_LICENSE_ENDS = (
        "share.license_ends",
        _("%(client)s was told that the license of %(office)s for %(product)s ends"),
    )
    SHARE_READING_ENDS = (
        "share.reading_ends",
        _("%(client)s was told until when it can read %(product)s"),
    )
    SHARE_CLOSED = "share.closed", _("The time for reading %(product)s of %(client)s is over")
    POWER_ENDED = "office.power_ended", _("%(actor)s took a power from %(office)s: %(power)s")
    POWER_GIVEN = "office.power_given", _("%(actor)s gave %(office)s a power: %(power)s")
    POWERS_LAPSED = (
        "office.powers_lapsed",
        _("The powers of %(office)s ended: nobody had checked who gave them"),
    )
    OFFICE_GONE = "office.gone", _("%(office)s no longer shares %(product)s: its license ended")
    OFFICE_WORD_SAID = (
        "office.word_said",
        _("The accounting office %(office)s said whether it knows the claimant"),
    )

    # Other letters: another sign-in address, two accounts, a license passed on, seats put to rest
    LETTER_READY = "letter.ready", _("The case %(number)s is ready: the person can confirm it")
    LETTER_CARRIED_OUT = "letter.carried_out", _("The case %(number)s was carried out")
    LETTER_CLOSED = "letter.closed", _("The time for taking back the case %(number)s passed")
    LETTER_REVERTED = "letter.reverted", _("What was done in the case %(number)s was taken back")

    # The first administrator of a customer that the vendor imported
    FIRST_INVITED = (
        "first_administrator.invited",
        _("The vendor invited the first administrator of the company"),
    )
    FIRST_BOUNCED = (
        "first_administrator.bounced",
        _("The invitation of the first administrator could not be delivered"),
    )
    FIRST_REVOKED = (
        "first_administrator.revoked",
        _("The invitation of the first administrator was revoked"),
    )
    FIRST_ACCEPTED = (
        "first_administrator.accepted",
        _(
            "%(actor)s accepted the invitation of the first administrator; it can be objected to for a day"
        ),
    )
    FIRST_CONTESTED = (
        "first_administrator.contested",
        _("Somebody objected to the first administrator"),
    )
    FIRST_GRANTED = (
        "first_administrator.granted",
        _("%(person)s became the first global administrator"),
    )
    FIRST_REFUSED = (
        "first_administrator.refused",
        _("The objection to the first administrator was upheld"),
    )
    FIRST_CLOSED = (
        "first_administrator.closed",
        _("The probation of the first administrator %(person)s ended"),
    )

    # Licenses
    LICENSE_ISSUED = "license.issued", _("%(actor)s issued a license of %(product)s")
    LICENSE_REGISTRATION_SENT = (
        "license.registration_sent",
        _("%(actor)s sent the registration of %(product)s to the vendor"),
    )
    LICENSE_REGISTERED = "license.registered", _("The license of %(product)s was registered")
    LICENSE_REGISTRATION_DECLINED = (
        "license.registration_declined",
        _("The vendor declined the registration of %(product)s"),
    )
    LICENSE_CODE_SENT = (
        "license.code_sent",
        _("The activation code of %(product)s was sent"),
    )
    LICENSE_TERMS_ACCEPTED = (
        "license.terms_accepted",
        _("%(actor)s accepted the terms of %(product)s and activated the application"),
    )
    LICENSE_TRIAL_STARTED = "license.trial_started", _("%(actor)s began to try %(product)s")
    LICENSE_SUSPENDED = "license.suspended", _("The license of %(product)s was suspended")
    LICENSE_RESUMED = "license.resumed", _("The license of %(product)s was resumed")
    LICENSE_REVOKED = "license.revoked", _("The license of %(product)s was revoked")
    LICENSE_EXTENDED = (
        "license.extended",
        _("A period of the license of %(product)s was added: %(first)s – %(last)s"),
    )
    LICENSE_RESTED = (
        "license.rested",
        _("%(actor)s changed how much of %(product)s is put to rest: %(before)s → %(after)s"),
    )
    LICENSE_EXTENSION_ADDED = (
        "license.extension_added",
        _("An extension was added to %(product)s: %(extension)s"),
    )
    LICENSE_EXTENSION_ENDED = (
        "license.extension_ended",
        _("An extension of %(product)s ended: %(extension)s"),
    )
    LICENSE_ENDING_TOLD = (
        "license.ending_told",
        _("It was told that the license of %(product)s ends: %(last)s"),
    )
    LICENSE_FILE_FETCHED = (
        "license.file_fetched",
        _("%(actor)s downloaded the license file of %(product)s"),
    )
    LICENSE_DIGEST_SENT = (
        "license.digest_sent",
        _("The vendor was told which licenses end soon: %(count)s"),
    )
    TRANSFER_OFFERED = (
        "transfer.offered",
        _("%(actor)s offered the license of %(product)s to another company"),
    )
    TRANSFER_WITHDRAWN = (
        "transfer.withdrawn",
        _("%(actor)s withdrew the offer of the license of %(product)s"),
    )
    TRANSFER_DECLINED = (
        "transfer.declined",
        _("The offer of the license of %(product)s was declined"),
    )
    TRANSFER_EXPIRED = (
        "transfer.expired",
        _("The offer of the license of %(product)s expired without an answer"),
    )
    LICENSE_GIVEN = (
        "license.given",
        _("The license of %(product)s passed to another company, with the consent of both"),
    )
    LICENSE_TAKEN_OVER = (
        "license.taken_over",
        _("%(actor)s took over the license of %(product)s from another company"),
    )
    ENTITY_REGISTERED = (
        "entity.registered",
        _("%(name)s was registered as an entity of %(product)s"),
    )
    ENTITY_ENDED = (
        "entity.ended",
        _("%(name)s is no longer an entity of %(product)s"),
    )

    # Devices and the programs on them
    PROGRAM_ALLOWED = (
        "program.allowed",
        _("%(actor)s let the program %(program)s on “%(device)s” act for them"),
    )
    PROGRAM_REFUSED = (
        "program.refused",
        _("%(actor)s did not let the program %(program)s on “%(device)s” act for them"),
    )
    PROGRAM_SIGNED_OUT = (
        "program.signed_out",
        _("The program %(program)s on “%(device)s” no longer acts for %(person)s"),
    )
    DEVICE_ACTIVATED = "device.activated", _("%(product)s was activated on “%(device)s”")
    DEVICE_RECOGNIZED = (
        "device.recognized",
        _("%(product)s was activated again on “%(device)s”, in the same place"),
    )
    DEVICE_RELEASED = (
        "device.released",
        _("%(actor)s freed the place of “%(device)s” in %(product)s"),
    )
    DEVICE_SIGNED_OFF = (
        "device.signed_off",
        _("The program on “%(device)s” gave its place in %(product)s back"),
    )
    DEVICE_FILE_ISSUED = (
        "device.file_issued",
        _("A license file of %(product)s was issued for “%(device)s”"),
    )

    # Help, tickets and notices
    ARTICLE_PUBLISHED = (
        "article.published",
        _("The help article “%(title)s” was published, revision %(number)s (%(language)s)"),
    )
    ARTICLE_CREATED = "article.created", _("The help article %(number)s (%(key)s) was created")
    ARTICLE_DESCRIBED = (
        "article.described",
        _("What the help article %(number)s (%(key)s) is about was changed"),
    )
    ARTICLE_PLANNED = (
        "article.planned",
        _(
            "Revision %(number)s of the help article “%(title)s” (%(language)s) will be published by the clock"
        ),
    )
    ARTICLE_NOT_PUBLISHED = (
        "article.not_published",
        _(
            "Revision %(number)s of the help article “%(title)s” (%(language)s) could not be published as planned"
        ),
    )
    ARTICLE_WITHDRAWN = "article.withdrawn", _("The help article “%(title)s” was withdrawn")
    ARTICLE_RETURNED = "article.returned", _("The help article “%(title)s” was brought back")
    ARTICLE_FILE_ADDED = (
        "article.file_added",
        _("The file “%(name)s” was added to the help article %(key)s"),
    )
    ARTICLE_FILE_REMOVED = (
        "article.file_removed",
        _("The file “%(name)s” was removed from the help article %(key)s"),
    )
    ARTICLES_LOADED = (
        "article.loaded",
        _(
            "Help articles were loaded from files: texts new or changed: %(texts)s, drafts for the staff: %(drafts)s"
        ),
    )
    TICKET_OPENED = "ticket.opened", _("Ticket %(number)s was opened")
    TICKET_CONFIRMED = "ticket.confirmed", _("The address behind ticket %(number)s was confirmed")
    TICKET_ANSWERED = "ticket.answered", _("The vendor answered in ticket %(number)s")
    TICKET_WRITTEN = "ticket.written", _("The customer wrote again in ticket %(number)s")
    TICKET_ASSIGNED = (
        "ticket.assigned",
        _("Who of the vendor's staff has ticket %(number)s was changed"),
    )
    TICKET_MOVED = "ticket.moved", _("Ticket %(number)s got another topic: %(topic)s")
    TICKET_REMINDED = (
        "ticket.reminded",
        _("The customer was reminded of the answer in ticket %(number)s"),
    )
    TICKET_CLOSED = "ticket.closed", _("Ticket %(number)s was closed")
    TICKET_REOPENED = "ticket.reopened", _("Ticket %(number)s was opened again")
    NOTICE_DRAFTED = "notice.drafted", _("The vendor's staff drafted the notice “%(title)s”")
    NOTICE_EDITED = "notice.edited", _("The vendor's staff changed the draft “%(title)s”")
    NOTICE_PLANNED = "notice.planned", _("The notice “%(title)s” got a date of publication")
    NOTICE_UNPLANNED = "notice.unplanned", _("The notice “%(title)s” lost its date of publication")
    NOTICE_HELD_BACK = (
        "notice.held_back",
        _("The notice “%(title)s” could not be published at its date: %(reason)s"),
    )
    NOTICE_CORRECTED = "notice.corrected", _("Words of the notice “%(title)s” were corrected")
    NOTICE_MOVED = "notice.moved", _("The hours of the notice “%(title)s” changed")
    NOTICE_PUBLISHED = "notice.published", _("The vendor published the notice “%(title)s”")
    NOTICE_CONTINUED = "notice.continued", _("The vendor added to the notice “%(title)s”")
    NOTICE_ENDED = "notice.ended", _("The notice “%(title)s” is over")
    NOTICE_WITHDRAWN = "notice.withdrawn", _("The vendor withdrew the notice “%(title)s”")

    # The vendor
    ERP_IMPORTED = (
        "erp.imported",
        _("%(file)s was imported: %(new)s new, %(changed)s changed, %(refused)s refused"),
    )
    STAFF_ADDED = "staff.added", _("%(person)s joined the vendor's staff as %(staff_role)s")
    STAFF_REMOVED = "staff.removed", _("%(person)s left the vendor's staff")
    STAFF_SESSION_STARTED = "staff.session_started", _("%(actor)s started a staff session")
    STAFF_SESSION_ENDED = "staff.session_ended", _("%(actor)s ended the staff session")
    STAFF_HURRIED = (
        "staff.hurried",
        _("%(person)s made more than %(most)s decisions within an hour"),
    )
    WORK_RETRIED = "work.retried", _("%(actor)s had failed work tried again: %(task)s, %(count)s")
    STAFF_VIEWED_COMPANY = "staff.viewed_company", _("The vendor's staff looked at the company")
    CATALOG_LOADED = (
        "catalog.loaded",
        _(
            "The catalog %(version)s was loaded: %(new)s new, %(changed)s changed, %(retired)s retired"
        ),
    )
    SIGNING_KEY_MADE = "signing_key.made", _("A key for signing licenses was made: %(key)s")
    SIGNING_KEY_RETIRED = (
        "signing_key.retired",
        _("The key %(key)s no longer signs licenses; what it signed stays valid"),
    )
    SIGNING_KEY_REVOKED = (
        "signing_key.revoked",
        _("The key %(key)s was revoked; what it signed is no longer trusted"),
    )
