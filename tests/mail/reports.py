"""Messages as mail systems write them when something cannot be delivered, and others that arrive beside them."""

from __future__ import annotations

RETURNED = "bounces+{token}@portal.example"


POSTFIX = """Return-Path: <>
Received: by mx.example.com (Postfix) id 4A1; Mon, 30 Nov 2026 10:00:00 +0100
Date: Mon, 30 Nov 2026 10:00:00 +0100
From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4A1.1/mx"
Message-Id: <20261130090000.4A1@mx.example.com>

This is a MIME-encapsulated message.

--4A1.1/mx
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.com.

I'm sorry to have to inform you that your message could not be delivered.

<jan@firma.example>: host mx.firma.example said: 550 {status} No such user

--4A1.1/mx
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
X-Postfix-Sender: rfc822; {to}

Final-Recipient: rfc822; jan@firma.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <jan@firma.example>: No such user here

--4A1.1/mx
Content-Description: Undelivered Message
Content-Type: message/rfc822

Subject: [Klucznik] Alfa
Message-ID: {ours}

Text with 4.4.4 in it.

--4A1.1/mx--
"""


def postfix(
    to: str, *, status: str = "5.1.1", action: str = "failed", ours: str = "<x@y>"
) -> bytes:
    """RFC 3464, as Postfix writes it."""
    text = POSTFIX.format(to=to, status=status, action=action, ours=ours)
    return text.replace("\n", "\r\n").encode()


def base64_report(to: str) -> bytes:
    """A report whose middle part is encoded, which it must not be."""
    import base64

    block = base64.b64encode(
        b"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; j@f.pl\r\nAction: failed\r\nStatus: 5.1.10\r\n"
    ).decode()
    return f"""From: postmaster@firma.example
To: {to}
Message-ID: <b64@x>
Content-Type: multipart/report; report-type=delivery-status; boundary=q

--q
Content-Type: text/plain

see below
--q
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64

{block}
--q--
""".encode()


def plain(
    to: str, sender: str, text: str, *, subject: str = "failure notice", more: str = ""
) -> bytes:
    """A report in plain words."""
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: <plain-{abs(hash(text))}@x>\n{more}"
    return f"{head}\n{text}".encode()


QMAIL = """Hi. This is the qmail-send program at firma.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<jan@firma.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <x>
Status 4.2.2 in the copy
"""
QMAIL_LATER = """Hi. This is the qmail-send program at firma.example.
<jan@firma.example>:
Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)
I'm not going to try again; this message has been in the queue too long.
"""
EXIM = """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  jan@firma.example
    Unrouteable address

------ This is a copy of the message, including all the headers. ------
"""
EXIM_LATER = """This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue. No action is required on your part.
Delivery attempts will continue for some time, and this warning message may be repeated: delayed.
"""
EXCHANGE = """Your message did not reach some or all of the intended recipients.

      Subject:  [Klucznik] Alfa
The following recipient(s) could not be reached:

      jan@firma.example on 2026-11-30 10:00
            The e-mail account does not exist at the organization this message was sent to.
            <srv.firma.local #5.1.1 smtp;550 5.1.1 User unknown>
"""
POLISH = "Wiadomość nie została dostarczona.\n\n550 Użytkownik nie istnieje: jan@firma.example\n"
FULL = "Your message to jan@firma.example was rejected: 552 5.2.2 Mailbox full\n"
HOLIDAY = "Jestem na urlopie do 5.1.1 (tak, naprawdę). W pilnych sprawach: 550 123 456.\n"
COMPLAINT = b"""From: abuse@provider.example
To: support@portal.example
Message-ID: <arf@x>
Content-Type: multipart/report; report-type=feedback-report; boundary=f

--f
Content-Type: text/plain

This is an e-mail abuse report.
--f
Content-Type: message/feedback-report

Feedback-Type: abuse
Version: 1
--f--
"""
