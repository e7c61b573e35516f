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
GET   staff/companies/<company>/licenses/issue/           200      403  200     200
POST                                                      422      403  422     422
GET   staff/companies/<company>/history/                  200      200  200     200
GET   staff/companies/<company>/mail/                     200      403  200     200
GET   staff/companies/<company>/invite/                   405      403  405     405
POST                                                      302      403  302     302
GET   staff/catalog/                                      200      200  200     200
GET   staff/catalog/<product>/                            200      200  200     200
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
