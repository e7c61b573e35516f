"""The demonstration's own pages: who is who, what time it is, what was written to whom."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from csp.decorators import csp, csp_update
from django.conf import settings
from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from klucznik.accounts.factors import factors_of
from klucznik.accounts.freshness import note_confirmation
from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.core import clock as the_clock
from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.demo import application, clock
from klucznik.demo.codes import code_of, codes_by_email, seconds_left
from klucznik.demo.forms import ReplyForm, SignFileForm
from klucznik.demo.letters import found_letter, letters_to, reply, without_frame
from klucznik.demo.passing import STEPS_OF_TIME, let_time_pass
from klucznik.demo.people import CAST, PASSWORD, actors
from klucznik.demo.signing import letters, sign_file, sign_letter
from klucznik.demo.stories import SHELVES

# A letter brings its own styles and may run nothing; only our mail page may frame it.
LETTER_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
}


@public
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    secret, codes = request.GET.get("secret", ""), codes_by_email()
    return page(
        request,
        "demo/start.html",
        actors={who: actors(codes, staff=who == "staff") for who in ("customers", "staff")},
        seconds=seconds_left(),
        password=PASSWORD,
        now=the_clock.now(),
        ahead=clock.offset(),
        steps=STEPS_OF_TIME,
        shelves=SHELVES,
        application=application.address_in(settings.DATA_DIR),
        secret=secret,
        secret_code=code_of(secret) if secret else "",
    )


@public
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as somebody of the cast, the second step confirmed where they have one."""
    person = CAST.get(request.POST.get("person", ""))
    user = person and User.objects.filter(email=person.email, is_active=True).first()
    if not person or not user:
        messages.warning(
            request,
            _(
                "This account does not exist any more. Create it again, or begin the demonstration anew."
            ),
        )
        return redirect("demo:start")
    enter(request, user)
    return redirect("backoffice:start" if person.staff else "home")


def enter(request: HttpRequest, user: User) -> None:
    """What sign-in would have done after the password and the code."""
    auth.logout(request)
    auth.login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    record_authentication(request, user, method="password", email=user.email)
    if factor := factors_of(user).first():
        note_confirmation(request, factor, *Purpose)


@public
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Let some hours or days pass."""
    step = STEPS_OF_TIME.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    clock.move(timedelta(hours=step.hours))
    let_time_pass()
    messages.success(request, _("The clock was moved, and all that has become due has happened."))
    return redirect("demo:start")


@public
def sign(request: HttpRequest) -> HttpResponse:
    """A pretend signature under a file, or under a letter that waits for one."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SignFileForm(*data)
    if made := form.perform(sign_file):
        return signed_pdf(made)
    return page(request, "demo/sign.html", form=form, letters=letters())


@public
@require_POST
def sign_a_letter(request: HttpRequest) -> HttpResponse:
    """The letter of a case, signed by somebody whom it names."""
    there = {case.public_id: (case, names) for case, names in letters()}
    case, names = there.get(request.POST.get("case", ""), (None, []))
    name = request.POST.get("name", "")
    if case is None or name not in names:
        raise Http404
    return signed_pdf(sign_letter(case, name=name))


def signed_pdf(data: bytes) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="podpisane.pdf"'
    return answer


@public
@csp_update({"frame-src": ["'self'"]})
@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    return mailbox(request, ReplyForm())


def mailbox(request: HttpRequest, form: ReplyForm) -> HttpResponse:
    """The list, one message, and a reply below it where somebody would read one."""
    address = request.GET.get("to", "").strip()
    letters = letters_to(address)[:100]
    shown = found_letter(request.GET.get("letter", "")) or next(iter(letters), None)
    as_text = request.GET.get("part") == "text"
    return page(
        request,
        "demo/mail.html",
        letters=letters,
        shown=shown,
        address=address,
        as_text=as_text,
        form=form,
    )


@public
@csp_update({"frame-src": ["'self'"]})
@require_POST
def write_back(request: HttpRequest) -> HttpResponse:
    """A reply by e-mail, taken in as the portal takes any other."""
    answered = found_letter(request.GET.get("letter", ""))
    if answered is None or not answered.reply_to:
        raise Http404
    form = ReplyForm(request.POST)
    is_taken = form.perform(reply, answered)
    if is_taken is None:
        return mailbox(request, form)
    if is_taken:
        messages.success(request, _("The reply has arrived."))
    else:
        messages.warning(request, _("Nothing in the portal took this reply."))
    return redirect(request.get_full_path().replace("reply/", "", 1))


@public
@csp(LETTER_POLICY)
@xframe_options_sameorigin
@require_GET
def letter(request: HttpRequest) -> HttpResponse:
    """One message as its reader sees it."""
    found = found_letter(request.GET.get("letter", ""))
    if found is None:
        raise Http404
    return HttpResponse(without_frame(found.html))


@public
@require_GET
def mail_json(request: HttpRequest) -> JsonResponse:
    """All messages, newest first, for programs that play stories."""
    letters = letters_to(request.GET.get("to", ""))[:1000]
    told = [
        {
            "to": one.to,
            "subject": one.subject,
            "text": one.text,
            "html": one.html,
            "reply_to": one.reply_to,
            "at": one.at.isoformat(),
        }
        for one in letters
    ]
    return JsonResponse(told, safe=False)
