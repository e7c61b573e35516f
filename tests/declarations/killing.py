"""Processes that die in the middle of an act: started by test_kills.py, with a data folder of their own.

Each trial copies a site that stands right before an act, lets a child do the act and the work that follows, kills it at
a random statement, commit or letter, and looks at what is left before somebody else goes on.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection

AHEAD = {"submit": 0, "approve": 0, "grant": 15, "revert": 16}
POINT = {"left": 0, "passed": 0}
OUTBOX = {"path": Path()}


class Outbox(BaseEmailBackend):
    """A mail server that notes what it took."""

    def send_messages(self, email_messages) -> int:
        for message in email_messages:
            with OUTBOX["path"].open("a") as taken:
                taken.write(message.extra_headers["Message-ID"] + "\n")
            point()
        return len(email_messages)


def point() -> None:
    """A place where the process may die."""
    POINT["passed"] += 1
    POINT["left"] -= 1
    if POINT["left"] == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def between(execute, sql, params, many, context):
    point()
    done = execute(sql, params, many, context)
    point()
    return done


def around(commit):
    """A commit before and after which the process may die."""

    def commits() -> None:
        point()
        commit()
        point()

    return commits


def use(folder: Path) -> None:
    """Work on this copy from now on."""
    connection.close()
    connection.settings_dict["NAME"] = str(folder / "db.sqlite3")
    settings.EVIDENCE_DIR = folder / "evidence"
    OUTBOX["path"] = folder / "outbox"
    OUTBOX["path"].touch()


class Acts:
    """The four acts, each from the site that stands before it."""

    def __init__(self) -> None:
        from klucznik.accounts.models import User
        from klucznik.core import clock

        self.ahead = 0.0
        vars(clock)["_source"] = lambda path: lambda: timedelta(days=self.ahead)
        self.find = lambda name: User.objects.get(email=f"{name}@example.com")

    def case(self):
        from klucznik.declarations.models import Declaration

        return Declaration.objects.select_related("company", "claimant").get()

    def prepare(self, base: Path, folder: Path) -> None:
        """One site before each act."""
        from klucznik.declarations.actions.accepting import end_waiting
        from klucznik.declarations.actions.evidence import add_files
        from klucznik.members.actions.invitations import invite_member
        from tests import cast as the_cast
        from tests import factories
        from tests.declarations import cases

        use(base)
        call_command("migrate", verbosity=0)
        cast = the_cast.gather()
        from django.db import transaction

        with transaction.atomic():
            cases.lose_the_keys(cast)
        factories.with_factor(cast.dorota)
        add_files(cast.dorota, cases.draft(cast.dorota, cast.alfa), file=[cases.scan()])
        self.keep(base, folder, "submit")
        self.submit()
        cases.decided(cast.filip, self.case())
        self.keep(base, folder, "approve")
        self.approve()
        self.ahead = AHEAD["grant"]
        end_waiting(self.case())
        self.keep(base, folder, "grant")
        self.grant()
        self.ahead = AHEAD["revert"]
        invite_member(cast.dorota, cast.alfa, email="gosc@example.com", role="user", products=[])
        self.keep(base, folder, "revert")

    def keep(self, base: Path, folder: Path, act: str) -> None:
        work()
        connection.close()
        shutil.copytree(base, folder / act)
        use(base)

    def submit(self) -> None:
        from klucznik.declarations.actions.submitting import submit_declaration

        submit_declaration(self.find("dorota"), self.case())

    def approve(self) -> None:
        from tests.declarations import cases

        cases.decided(self.find("grazyna"), self.case())

    def grant(self) -> None:
        from klucznik.declarations.actions.accepting import accept_grant

        accept_grant(self.find("dorota"), self.case())

    def revert(self) -> None:
        from klucznik.declarations.actions.undoing import undo_grant

        undo_grant(self.find("henryk"), self.case(), note="Podpis był cudzy.", as_lead=True)

    def summary(self) -> list:
        """All that an act changes at once."""
        from klucznik.companies.models import Membership
        from klucznik.declarations.models import Decision, Notified
        from klucznik.declarations.papers import current_files, file_data
        from klucznik.events.models import Event
        from klucznik.members.models import Invitation

        case = self.case()
        events = Event.objects.filter(subject_type=case._meta.label, subject_id=case.pk)
        roles = Membership.objects.active().order_by("pk").values_list("user__email", "role")
        return [
            case.state,
            case.version,
            case.review_round,
            bool(case.due_at),
            bool(case.granted_at),
            sorted(events.values_list("kind", flat=True)),
            Decision.objects.count(),
            Notified.objects.count(),
            Invitation.objects.open().count(),
            [list(role) for role in roles],
            [len(file_data(file)) for file in current_files(case)],
        ]


def work() -> None:
    """What waits in the queue, as a worker does it."""
    from klucznik.jobs import worker
    from klucznik.jobs.models import Job

    while found := worker.claim(20):
        for key in found:
            worker.run(Job.objects.get(pk=key))


def act_and_work(acts: Acts, act: str) -> list:
    getattr(acts, act)()
    done = acts.summary()
    work()
    return done


class Trials:
    """One act after the other, killed at random places."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random, self.acts = folder, random.Random(seed), Acts()
        self.before: dict[str, list] = {}
        self.after: dict[str, list] = {}
        self.points: dict[str, int] = {}
        self.letters: dict[str, int] = {}
        self.came: Counter[str] = Counter()

    def measure(self, act: str) -> None:
        """The act without a death: what it leaves, how many letters it writes, where one could die."""
        here = self.copy(act, "measured")
        self.before[act] = self.acts.summary()
        connection.execute_wrappers.append(between)
        POINT["passed"] = 0
        self.after[act] = act_and_work(self.acts, act)
        self.points[act] = POINT["passed"]
        connection.execute_wrappers.remove(between)
        self.letters[act] = len(self.taken(here))
        assert self.before[act] != self.after[act]

    def copy(self, act: str, name: str) -> Path:
        connection.close()
        here = self.folder / name
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(self.folder / act, here)
        use(here)
        self.acts.ahead = AHEAD[act]
        (here / "outbox").write_text("")
        return here

    def taken(self, here: Path) -> list[str]:
        return (here / "outbox").read_text().split()

    def trial(self, number: int) -> None:
        act = list(AHEAD)[number % len(AHEAD)]
        here = self.copy(act, f"trial-{number}")
        at = self.random.randint(1, self.points[act])
        if (child := os.fork()) == 0:
            POINT["left"] = at
            connection.execute_wrappers.append(between)
            vars(connection)["_commit"] = around(connection._commit)
            try:
                act_and_work(self.acts, act)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), (act, at)
        use(here)
        self.judge(act, at, here)
        connection.close()
        shutil.rmtree(here)

    def judge(self, act: str, at: int, here: Path) -> None:
        """Wholly done or not begun; whoever goes on ends where an undisturbed act ends."""
        from django.utils import timezone

        from klucznik.jobs.models import Job
        from klucznik.mail.models import SentEmail

        place, found = (act, at), self.acts.summary()
        assert found in (self.before[act], self.after[act]), (place, found)
        self.came["whole" if found == self.after[act] else "not begun"] += 1
        Job.objects.filter(done_at=None).update(lease_until=None, next_at=timezone.now())
        if found == self.before[act]:
            getattr(self.acts, act)()
        work()
        assert self.acts.summary() == self.after[act], place
        assert not Job.objects.filter(done_at=None).exists(), place
        sent = Counter(self.taken(here))
        rows = SentEmail.objects.filter(message_id__in=sent)
        assert len(sent) == self.letters[act] == rows.filter(sent_at__isnull=False).count(), place
        doubled = sum(count - 1 for count in sent.values())
        assert doubled <= 1, place
        self.came["doubled letters"] += doubled


def main(folder: Path, count: int, seed: int) -> None:
    os.environ["KLUCZNIK_DATA"] = str(folder / "site")
    django.setup()
    settings.EMAIL_BACKEND = "tests.declarations.killing.Outbox"
    (folder / "base").mkdir(parents=True)
    trials = Trials(folder, seed)
    trials.acts.prepare(folder / "base", folder)
    for act in AHEAD:
        trials.measure(act)
    for number in range(count):
        trials.trial(number)
    print(json.dumps({**trials.came, "points": trials.points}))


if __name__ == "__main__":
    from tests.declarations import killing

    killing.main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
