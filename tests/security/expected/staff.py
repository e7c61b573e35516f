"""The back office: what each address answers."""

from __future__ import annotations

# The vendor's staff in a running session. Without one `ses` stands for whatever is not 403; for everybody else 404.
STAFF = """
                                                      support reviewer lead manager
GET   staff/                                              200      200  200     200
POST                                                      302      302  302     302
GET   staff/end/                                          405      405  405     405
POST                                                      302      302  302     302
GET   staff/cases/                                        200      200  200     200
GET   staff/cases/others/                                 200      200  200     200
GET   staff/cases/held/                                   200      200  200     200
GET   staff/cases/all/                                    200      200  200     200
GET   staff/cases/<case>/                                 200      200  200     200
GET   staff/cases/<case>/decision/                        403      405  405     403
POST                                                      403      422  422     403
GET   staff/cases/<case>/receipt/<form>/                  405      405  405     405
POST                                                      200      200  200     200
GET   staff/cases/<case>/undo/                            403      403  405     403
POST                                                      403      403  422     403
GET   staff/cases/<case>/take-up/                         403      405  405     403
POST                                                      403      302  302     403
GET   staff/cases/<case>/give-back/                       403      405  405     403
POST                                                      403      302  302     403
GET   staff/cases/<case>/assign/                          403      403  405     403
POST                                                      403      403  302     403
GET   staff/cases/<case>/hold/                            403      405  405     403
POST                                                      403      422  422     403
GET   staff/cases/<case>/hold/end/                        403      405  405     403
POST                                                      403      302  302     403
GET   staff/cases/<case>/files/<file>/                    403      200  200     403
GET   staff/cases/<case>/files/<file>/remove/             403      200  200     403
POST                                                      403      422  422     403
GET   staff/cases/<case>/files/<file>/<number>/           403      200  200     403
GET   staff/objections/                                   200      200  200     200
GET   staff/objections/<objection>/                       403      200  200     403
POST                                                      403      422  422     403
GET   staff/companies/                                    200      200  200     200
GET   staff/companies/<company>/                          200      200  200     200
GET   staff/companies/<company>/people/                   200      200  200     200
GET   staff/companies/<company>/licenses/                 200      200  200     200
GET   staff/companies/<company>/licenses/issue/           200      403  200     200
POST                                                      422      403  422     422
GET   staff/companies/<company>/history/                  200      200  200     200
GET   staff/companies/<company>/measures/                 200      200  200     200
GET   staff/companies/<company>/measures/propose/         403      200  200     403
POST                                                      403      422  422     403
GET   staff/companies/<company>/measures/<measure>/confirm/ 403    405  405     403
POST                                                      403      302  302     403
GET   staff/companies/<company>/measures/<measure>/drop/  403      405  405     403
POST                                                      403      302  302     403
GET   staff/companies/<company>/measures/<measure>/end/   403      200  200     403
POST                                                      403      422  422     403
GET   staff/companies/<company>/measures/<measure>/end/confirm/ 403 405 405     403
POST                                                      403      302  302     403
GET   staff/companies/<company>/measures/<measure>/end/drop/ 403   405  405     403
POST                                                      403      302  302     403
GET   staff/companies/<company>/shares/                  200      200  200     200
GET   staff/companies/<company>/mail/                     200      403  200     200
GET   staff/companies/<company>/invite/                   405      403  405     405
POST                                                      302      403  302     302
GET   staff/catalog/                                      200      200  200     200
GET   staff/catalog/<product>/                            200      200  200     200
GET   staff/offices/without-license/                     200      200  200     200
GET   staff/shares/<share>/                              200      200  200     200
GET   staff/shares/<share>/end/                          403      403  200     403
POST                                                     403      403  422     403
GET   staff/licenses/                                     200      200  200     200
POST                                                      422      422  422     422
GET   staff/licenses/<license>/                           200      200  200     200
GET   staff/licenses/<license>/suspend/                   403      403  200     200
POST                                                      403      403  422     422
GET   staff/licenses/<license>/resume/                    403      403  200     200
POST                                                      403      403  422     422
GET   staff/licenses/<license>/revoke/                    403      403  200     200
POST                                                      403      403  422     422
GET   staff/licenses/<license>/extend/                    403      403  200     200
POST                                                      403      403  422     422
GET   staff/licenses/<license>/extensions/add/            403      403  200     200
POST                                                      403      403  422     422
GET   staff/licenses/<license>/extensions/<extension>/end/ 403     403  405     405
POST                                                      403      403  302     302
GET   staff/licenses/<license>/code/                      405      403  405     405
POST                                                      302      403  302     302
GET   staff/licenses/<license>/devices/<place>/free/      405      403  405     405
POST                                                      302      403  302     302
GET   staff/licenses/<license>/card/                      200      403  200     200
POST                                                      422      403  422     422
GET   staff/registrations/                                200      403  200     200
GET   staff/registrations/<registration>/accept/          405      403  405     405
POST                                                      302      403  302     302
GET   staff/registrations/<registration>/decline/         200      403  200     200
POST                                                      422      403  422     422
GET   staff/first-administrators/                         200      403  200     200
GET   staff/first-administrators/invite/                  200      403  200     200
POST                                                      302      403  302     302
GET   staff/first-administrators/<invitation>/revoke/     405      403  405     405
POST                                                      302      403  302     302
GET   staff/help/                                         200      403  200     200
GET   staff/help/new/                                     200      403  200     200
POST                                                      422      403  422     422
GET   staff/help/figures/                                 200      403  200     200
GET   staff/help/articles/<article>/                      200      403  200     200
GET   staff/help/articles/<article>/about/                200      403  200     200
POST                                                      422      403  422     422
GET   staff/help/articles/<article>/withdraw/             200      403  200     200
POST                                                      302      403  302     302
GET   staff/help/articles/<article>/bring-back/           405      403  405     405
POST                                                      302      403  302     302
GET   staff/help/articles/<article>/files/                200      403  200     200
POST                                                      422      403  422     422
GET   staff/help/articles/<article>/files/<attachment>/remove/ 405      403  405     405
POST                                                      302      403  302     302
GET   staff/help/articles/<article>/<language>/           200      403  200     200
POST                                                      422      403  422     422
GET   staff/help/articles/<article>/<language>/preview/   405      403  405     405
POST                                                      200      403  200     200
GET   staff/help/articles/<article>/<language>/publish/   405      403  405     405
POST                                                      422      403  422     422
GET   staff/help/articles/<article>/<language>/plan/      405      403  405     405
POST                                                      422      403  422     422
GET   staff/help/articles/<article>/<language>/plan/cancel/ 405      403  405     405
POST                                                      302      403  302     302
GET   staff/help/articles/<article>/<language>/drop/      405      403  405     405
POST                                                      302      403  302     302
GET   staff/help/articles/<article>/<language>/history/   200      403  200     200
GET   staff/help/articles/<article>/<language>/compare/   302      403  302     302
GET   staff/help/articles/<article>/<language>/revisions/<number>/ 200      403  200     200
GET   staff/help/articles/<article>/<language>/revisions/<number>/undo/ 405      403  405     405
POST                                                      302      403  302     302
GET   staff/notices/                                      403      403  200     200
GET   staff/notices/new/                                  403      403  200     200
POST                                                      403      403  422     422
GET   staff/notices/<notice>/                             403      403  200     200
GET   staff/notices/<notice>/edit/                        403      403  200     200
POST                                                      403      403  422     422
GET   staff/notices/<notice>/correct/                     403      403  200     200
POST                                                      403      403  422     422
GET   staff/notices/<notice>/publish/                     403      403  405     405
POST                                                      403      403  302     302
GET   staff/notices/<notice>/plan/                        403      403  405     405
POST                                                      403      403  422     422
GET   staff/notices/<notice>/plan/drop/                   403      403  405     405
POST                                                      403      403  302     302
GET   staff/notices/<notice>/continue/                    403      403  405     405
POST                                                      403      403  422     422
GET   staff/notices/<notice>/hours/                       403      403  405     405
POST                                                      403      403  422     422
GET   staff/notices/<notice>/end/                         403      403  405     405
POST                                                      403      403  422     422
GET   staff/notices/<notice>/withdraw/                    403      403  405     405
POST                                                      403      403  302     302
GET   staff/tickets/                                      200      403  200     200
GET   staff/tickets/in/<tab>/                             200      403  200     200
GET   staff/tickets/<ticket>/                             200      403  200     200
POST                                                      422      403  422     422
GET   staff/tickets/<ticket>/take/                        405      403  405     405
POST                                                      302      403  302     302
GET   staff/tickets/<ticket>/give/                        405      403  405     405
POST                                                      302      403  302     302
GET   staff/tickets/<ticket>/topic/                       405      403  405     405
POST                                                      302      403  302     302
GET   staff/tickets/<ticket>/note/                        405      403  405     405
POST                                                      422      403  422     422
GET   staff/tickets/<ticket>/close/                       405      403  405     405
POST                                                      302      403  302     302
GET   staff/tickets/<ticket>/open/                        405      403  405     405
POST                                                      302      403  302     302
GET   staff/tickets/<ticket>/files/<attached>/            200      403  200     200
GET   staff/figures/                                      200      200  200     200
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
