"""Who may what, stated line by line: the answer of every address to everybody who may come.

`in`: first sign in. `2nd`: first confirm, or set up, the second step. `pwd`: first type the password again.
`ses`: first begin a staff session. Numbers are statuses: 302 leads on, 422 shows the form that was sent empty with its
errors. A line without an address belongs to the one above it. An address without a POST line takes no POST: whoever
sends one reads the page or gets 405 (test_changing_by_get.py shows that nothing changes).
"""

from __future__ import annotations

# The entrance and a person's own account. `stranger` belongs to no company and has no second step; `global` has just
# confirmed theirs, `stale` is the same person long after.
ACCOUNT = """
                                                 anonymous stranger global stale
GET   (home)                                            in      200    302   302
GET   account/sign-up/                                 200      302    302   302
POST                                                   422      302    302   302
GET   account/mailbox/                                  in       in     in    in
GET   account/activate/                                200      200    200   200
POST                                                   422      422    422   422
GET   account/activate/<secret>/                       200      200    200   200
POST                                                   422      422    422   422
GET   account/activate/<secret>/again/                 405      405    405   405
POST                                                   302      302    302   302
GET   account/sign-in/                                 200      302    302   302
POST                                                   422      302    302   302
GET   account/sign-in/passkey/                         405      405    405   405
POST                                                    in      302    302   302
GET   account/sign-in/code/                             in       in     in    in
POST                                                    in       in     in    in
GET   account/sign-in/key/                             405      405    405   405
POST                                                    in       in     in    in
GET   account/sign-in/lost/                             in       in     in    in
POST                                                    in       in     in    in
GET   account/sign-in/lost/finish/                     405      405    405   405
POST                                                    in       in     in    in
GET   account/sign-in/unconfirmed/                      in       in     in    in
GET   account/sign-in/leaving/                          in       in     in    in
POST                                                    in       in     in    in
GET   account/sign-in/inactive/                        200      200    200   200
GET   account/sign-out/                                302      200    200   200
POST                                                   302      302    302   302
GET   account/forgotten-password/                      200      200    200   200
POST                                                   422      422    422   422
GET   account/forgotten-password/sent/                 200      200    200   200
GET   account/forgotten-password/done/                 200      200    200   200
GET   account/forgotten-password/<uidb36>-<key>/       200      200    200   200
POST                                                   422      422    422   422
GET   account/                                          in      200    200   200
GET   account/name/                                     in      200    200   200
POST                                                    in      422    422   422
GET   account/password/                                 in      200    200   200
POST                                                    in      422    422   422
GET   account/language/                                405      405    405   405
POST                                                   302      302    302   302
GET   account/history/                                  in      200    200   200
GET   account/agreements/                               in      200    200   200
GET   account/sessions/                                 in      200    200   200
GET   account/sessions/end/                             in      405    405   405
POST                                                    in      302    302   302
GET   account/sessions/<session>/end/                   in      405    405   405
POST                                                    in      302    302   302
GET   account/devices/<device>/forget/                  in      405    405   405
POST                                                    in      404    404   404
GET   account/not-me/<secret>/                         200      200    200   200
POST                                                   200      200    200   200
GET   account/addresses/                                in      200    200   200
GET   account/addresses/change/                         in      pwd    200   2nd
POST                                                    in      pwd    422   2nd
GET   account/addresses/add/                            in      pwd    200   2nd
POST                                                    in      pwd    422   2nd
GET   account/addresses/cancel/                         in      405    405   405
POST                                                    in      302    302   302
GET   account/addresses/confirm/<secret>/               in      404    404   404
POST                                                    in      404    404   404
GET   account/addresses/undo/<secret>/                 200      200    200   200
POST                                                   200      200    200   200
GET   account/addresses/<mark>/primary/                 in      pwd    404   2nd
POST                                                    in      pwd    404   2nd
GET   account/addresses/<mark>/remove/                  in      pwd    404   2nd
POST                                                    in      pwd    404   2nd
GET   account/terms/                                    in      302    302   302
POST                                                    in      302    302   302
GET   account/terms/refused/                            in      200    200   200
GET   account/take-out/                                 in      200    200   200
POST                                                    in      302    302   302
GET   account/take-out/file/                            in      pwd    302   2nd
POST                                                    in      pwd    302   2nd
GET   account/delete/                                   in      200    200   2nd
POST                                                    in      422    422   2nd
GET   account/notices/                                  in      200    200   200
GET   account/notices/read/                             in      405    405   405
POST                                                    in      302    302   302
GET   account/notices/choices/                          in      200    200   200
POST                                                    in      302    302   302
GET   account/confirm/                                  in      200    2nd   2nd
POST                                                    in      422    2nd   2nd
GET   account/second-step/needed/                       in      200    302   302
GET   account/second-step/                              in      200    200   200
GET   account/second-step/confirm/                      in      pwd    200   200
POST                                                    in      pwd    422   422
GET   account/second-step/confirm/key/                  in      405    405   405
POST                                                    in      422    422   422
GET   account/second-step/passkeys/add/                 in      pwd    200   2nd
POST                                                    in      pwd    422   2nd
GET   account/second-step/security-keys/add/            in      pwd    200   2nd
POST                                                    in      pwd    422   2nd
GET   account/second-step/keys/<factor>/name/           in      404    200   200
POST                                                    in      404    422   422
GET   account/second-step/keys/<factor>/remove/         in      2nd    200   2nd
POST                                                    in      2nd    302   2nd
GET   account/second-step/lost/<secret>/               200      200    200   200
POST                                                   302      302    302   302
GET   account/second-step/set-up/                       in      pwd    302   2nd
POST                                                    in      pwd    302   2nd
GET   account/second-step/turn-off/                     in      2nd    200   2nd
POST                                                    in      2nd    302   2nd
GET   account/second-step/codes/                        in      200    200   200
GET   account/second-step/codes/new/                    in      2nd    200   2nd
POST                                                    in      2nd    302   2nd
GET   account/second-step/codes/file/                   in      302    302   302
GET   companies/                                        in      200    200   200
GET   companies/connect/                                in      200    200   200
POST                                                    in      422    422   422
GET   companies/connect/<mark>/number/                  in      200    404   404
POST                                                    in      422    404   404
GET   companies/connect/<mark>/data/                    in      200    404   404
POST                                                    in      422    404   404
GET   api/v1/openapi.json                              200      200    200   200
GET   api/v1/companies                                 401      200    200   200
POST                                                   401      422    422   422
GET   api/v1/                                          404      404    404   404
GET   access/<product>/                                 in      200    302   302
GET   documents/<kind>/                                200      200    200   200
GET   vendor/<name>                                    200      200    200   200
GET   styleguide/                                      200      200    200   200
GET   livez                                            200      200    200   200
GET   readyz                                           200      200    200   200
"""

# Letters' links, which belong to whoever holds them, and cases, which belong to their claimant alone.
CASES = """
                                             anonymous claimant global other lead
GET   invitations/asked/                           200      200    200   200  200
GET   invitations/declined/                        200      200    200   200  200
GET   invitations/mine/<invitation>/                in      404    404   404  404
POST                                                in      404    404   404  404
GET   invitations/mine/<invitation>/decline/        in      404    404   404  404
POST                                                in      404    404   404  404
GET   invitations/<secret>/                        200      200    200   200  200
POST                                                in      422    422   422  422
GET   invitations/<secret>/decline/                200      200    200   200  200
POST                                               302      302    302   302  302
GET   invitations/<secret>/again/                  405      405    405   405  405
POST                                               302      302    302   302  302
GET   invitations/<secret>/account/                405      405    405   405  405
POST                                                in      302    302   302  302
GET   cases/objection/<secret>/                    200      200    200   200  200
POST                                               422      422    422   422  422
GET   cases/<public_id>/                            in      200    404   404  404
GET   cases/<public_id>/document/                   in      200    404   404  404
GET   cases/<public_id>/files/                     405      405    405   405  405
POST                                                in      422    404   404  404
GET   cases/<public_id>/files/<file>/remove/       405      405    405   405  405
POST                                                in      302    404   404  404
GET   cases/<public_id>/submit/                    405      405    405   405  405
POST                                                in      302    404   404  404
GET   cases/<public_id>/accept/                     in      302    404   404  404
POST                                                in      302    404   404  404
GET   cases/<public_id>/withdraw/                   in      200    404   404  404
POST                                                in      302    404   404  404
GET   first-administrator/<secret>/                200      200    200   200  200
POST                                                in      422    422   422  422
"""

# A company, for its members. A visitor signs in first, everybody else gets 404: test_strangers.py.
COMPANY = """
                                                                   associated user administrator probation global stale
GET   companies/<company>/connected/                                      200  200           200       200    200   200
GET   companies/<company>/data/                                           403  403           200       200    200   200
GET   companies/<company>/data/edit/                                      403  403           403       200    200   200
POST                                                                      403  403           403       422    422   422
GET   companies/<company>/security/                                       403  403           403       200    200   2nd
POST                                                                      403  403           403       422    422   2nd
GET   companies/<company>/history/                                        403  403           200       200    200   200
GET   companies/<company>/history/export/                                 403  403           403       403    200   2nd
POST                                                                      403  403           403       403    422   2nd
GET   companies/<company>/history/receipt/                                405  405           405       405    405   405
POST                                                                      403  403           403       403    200   200
GET   companies/<company>/products/                                       200  200           200       200    200   200
GET   companies/<company>/products/<license>/                             200  200           200       200    200   200
GET   companies/<company>/members/                                        403  403           200       200    200   200
GET   companies/<company>/members/invite/                                 403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/members/invite/several/                         403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/members/invite/file/                            403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/members/invite/file/sample/                     403  403           200       200    200   200
GET   companies/<company>/members/invite/check/                           403  403           302       302    302   302
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/members/invite/send/                            403  403           302       302    302   302
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/members/invitations/<invitation>/               403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/members/invitations/<invitation>/again/         403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/invitations/<invitation>/revoke/        403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/invitations/<invitation>/address/       403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/members/invitations/<invitation>/accounts/<account>/allow/ 403 403 302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/invitations/<invitation>/accounts/<account>/refuse/ 403 403 302      302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/products/                               403  403           200       200    200   200
GET   companies/<company>/members/products/<product>/                     403  403           200       200    200   200
GET   companies/<company>/members/products/<product>/<member>/            403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/<member>/                               403  403           200       200    200   200
GET   companies/<company>/members/<member>/role/                          403  403           302       302    302   302
POST                                                                      403  403           302       302    422   422
GET   companies/<company>/members/<member>/products/                      403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/download/                               403  403           302       302    302   302
POST                                                                      403  403           200       302    200   200
GET   companies/<company>/members/chosen/<act>/                           403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/<member>/until/                         403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/<member>/products/<product>/until/      403  403           404       404    404   404
POST                                                                      403  403           404       404    404   404
GET   companies/<company>/members/<member>/keys/                          403  403           403       403    200   2nd
POST                                                                      403  403           403       403    422   2nd
GET   companies/<company>/members/<member>/remove/                        403  403           200       200    200   200
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/products/<product>/<member>/give/       403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/requests/                               403  403           200       200    200   200
GET   companies/<company>/members/requests/<asked>/                       403  403           200       200    200   200
GET   companies/<company>/members/requests/<asked>/grant/                 403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/requests/<asked>/role/                  403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/requests/<asked>/decline/               403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/members/<member>/why/<product>/                 403  403           200       200    200   200
GET   companies/<company>/access/                                         200  200           200       200    200   200
GET   companies/<company>/access/<product>/                               200  200           200       200    200   200
POST                                                                      302  422           422       422    422   422
GET   companies/<company>/access/<product>/withdraw/                      302  302           302       302    302   302
POST                                                                      302  302           302       302    302   302
GET   api/v1/companies/<company>/access                                   200  200           200       200    200   200
GET   api/v1/companies/<company>/access/<product>                         200  200           200       200    200   200
GET   companies/<company>/joined/                                         200  200           200       200    200   200
GET   companies/<company>/keys/                                           403  403           200       200    200   200
GET   companies/<company>/keys/advice/later/                              403  403           405       405    405   405
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/keys/deputies/new/                              403  403           403       403    200   200
GET   companies/<company>/keys/deputies/new/<member>/                     403  403           403       403    200   2nd
POST                                                                      403  403           403       403    422   2nd
GET   companies/<company>/keys/deputies/<deputy>/dismiss/                 403  403           403       403    200   2nd
POST                                                                      403  403           403       403    302   2nd
GET   companies/<company>/keys/hand-over/                                 403  403           403       403    200   200
GET   companies/<company>/keys/hand-over/<member>/                        403  403           403       403    200   2nd
POST                                                                      403  403           403       403    422   2nd
GET   companies/<company>/deputyship/                                     200  200           200       200    200   200
GET   companies/<company>/deputyship/accept/                              405  405           405       405    405   405
POST                                                                      302  302           302       302    302   302
GET   companies/<company>/deputyship/decline/                             405  405           405       405    405   405
POST                                                                      302  302           302       302    302   302
GET   companies/<company>/deputyship/resign/                              405  405           405       405    405   405
POST                                                                      302  302           302       302    302   302
GET   companies/<company>/close/                                          403  403           403       403    200   2nd
POST                                                                      403  403           403       403    422   2nd
GET   companies/<company>/leave/                                          200  200           200       200    200   200
POST                                                                      302  302           302       302    302   302
GET   companies/<company>/transactions/                                   403  403           403       200    200   200
GET   companies/<company>/recovery/                                       200  200           200       200    200   200
GET   companies/<company>/recovery/declare/                               302  302           302       403    403   403
POST                                                                      302  302           302       403    403   403
GET   companies/<company>/recovery/request/                               200  302           200       403    403   403
POST                                                                      422  302           422       403    403   403
GET   companies/<company>/recovery/request/withdraw/                      405  405           405       405    405   405
POST                                                                      404  302           404       403    403   403
GET   companies/<company>/recovery/requests/                              403  403           403       403    200   200
GET   companies/<company>/recovery/requests/<wanted>/                     403  403           403       403    200   200
POST                                                                      403  403           403       403    422   422
GET   companies/<company>/recovery/requests/<wanted>/approve/             403  403           403       403    200   2nd
POST                                                                      403  403           403       403    422   2nd
GET   api/v1/companies/<company>/invitations                              403  403           200       200    200   200
POST                                                                      422  422           422       422    422   422
GET   api/v1/companies/<company>/invitations/<invitation>                 405  405           405       405    405   405
GET   api/v1/companies/<company>/members                                  403  403           200       200    200   200
GET   api/v1/companies/<company>/members/<member>                         405  405           405       405    405   405
GET   api/v1/companies/<company>/licenses                                 200  200           200       200    200   200
"""

# The vendor's staff in a running session. Without one `ses` stands for whatever is not 403; for everybody else 404.
STAFF = """
                                                      support reviewer lead manager
GET   staff/                                              200      200  200     200
POST                                                      302      302  302     302
GET   staff/end/                                          405      405  405     405
POST                                                      302      302  302     302
GET   staff/cases/                                        200      200  200     200
GET   staff/cases/others/                                 200      200  200     200
GET   staff/cases/all/                                    200      200  200     200
GET   staff/cases/<case>/                                 200      200  200     200
GET   staff/cases/<case>/decision/                        403      405  405     403
POST                                                      403      422  422     403
GET   staff/cases/<case>/undo/                            403      403  405     403
POST                                                      403      403  422     403
GET   staff/cases/<case>/files/<file>/                    403      200  200     403
GET   staff/cases/<case>/files/<file>/<number>/           403      200  200     403
GET   staff/objections/                                   200      200  200     200
GET   staff/objections/<objection>/                       403      200  200     403
POST                                                      403      422  422     403
GET   staff/companies/                                    200      200  200     200
GET   staff/companies/<company>/                          200      200  200     200
GET   staff/companies/<company>/people/                   200      200  200     200
GET   staff/companies/<company>/licenses/                 200      200  200     200
GET   staff/companies/<company>/history/                  200      200  200     200
GET   staff/companies/<company>/mail/                     200      403  200     200
GET   staff/companies/<company>/invite/                   405      403  405     405
POST                                                      302      403  302     302
GET   staff/first-administrators/                         200      403  200     200
GET   staff/first-administrators/invite/                  200      403  200     200
POST                                                      302      403  302     302
GET   staff/first-administrators/<invitation>/revoke/     405      403  405     405
POST                                                      302      403  302     302
GET   staff/mail/                                         200      403  200     200
GET   staff/mail/<letter>/                                200      403  200     200
GET   staff/failed-work/                                  403      403  403     200
GET   staff/failed-work/<task>/again/                     403      403  403     405
POST                                                      403      403  403     302
GET   staff/import/                                       403      403  403     200
POST                                                      403      403  403     422
GET   staff/people/                                       403      403  403     200
POST                                                      403      403  403     422
GET   staff/people/<member>/end/                          403      403  403     405
POST                                                      403      403  403     302
"""


def rows(table: str) -> list[tuple[str, str, dict[str, str]]]:
    """Method, address and the answer to each person."""
    head, *lines = table.strip("\n").splitlines()
    people, route, found = head.split(), "", []
    for line in lines:
        method, *more = line.split()
        route = more.pop(0) if len(more) > len(people) else route
        found.append(
            (method, "" if route == "(home)" else route, dict(zip(people, more, strict=True)))
        )
    return found
