"""The pages of an accounting office, and those about the office of a company: what each address answers."""

from __future__ import annotations

# An office, for its people (nobody was given the client); and a company that an office asks whether it may serve it.
OFFICES = """
                                                                   associated user administrator probation global stale
GET   companies/<company>/clients/                                        403  200           200       200    200   200
GET   companies/<company>/clients/add/                                    403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/add/<mark>/                             403  403           404       404    200   200
POST                                                                      403  403           404       404    422   422
GET   companies/<company>/clients/file/                                   403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/file/check/                             403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/clients/file/register/                          403  403           302       302    302   302
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/clients/file/sample/                            403  403           200       200    200   200
GET   companies/<company>/clients/people/                                 403  403           200       200    200   200
GET   companies/<company>/clients/people/nobody/                          403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/people/<member>/                        403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/keys/                                   403  403           200       200    200   200
GET   companies/<company>/clients/keys/<case>/                            403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/<client>/people/                        403  403           200       200    200   200
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/clients/<client>/                               403  404           200       200    200   200
GET   companies/<company>/clients/<client>/register/                      403  403           302       302    302   302
GET   companies/<company>/clients/<client>/name/                          403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/<client>/end/                           403  403           200       200    200   200
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/clients/<client>/share/                         403  403           302       302    302   302
GET   companies/<company>/clients/<client>/share/data/                    403  403           302       302    302   302
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/<client>/share/email/                   403  403           302       302    302   302
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/<client>/share/summary/                 403  403           302       302    302   302
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/<client>/share/confirm/                 403  403           302       302    302   302
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/<client>/share/done/                    403  403           200       200    200   200
GET   companies/<company>/clients/<client>/share/again/                   405  405           405       405    405   405
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/clients/<client>/share/address/                 403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/clients/<client>/share/withdraw/                403  403           404       404    404   404
POST                                                                      403  403           404       404    404   404
GET   companies/<company>/clients/<client>/share/end/                     403  403           200       200    200   200
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/products/<license>/shares/                      403  403           200       200    200   200
GET   companies/<company>/products/<license>/shares/client/               403  403           200       200    200   200
GET   companies/<company>/office/                                         403  403           200       200    200   200
GET   companies/<company>/office/export/<form>/                           403  403           200       200    200   200
GET   companies/<company>/office/<share>/agree/                           403  403           403       403    200   200
POST                                                                      403  403           403       403    302   302
GET   companies/<company>/office/<share>/refuse/                          403  403           403       403    200   200
POST                                                                      403  403           403       403    302   302
GET   companies/<company>/office/<share>/end/                             403  403           403       403    302   302
POST                                                                      403  403           403       403    302   302
GET   companies/<company>/office/<share>/powers/<kind>/take/              405  405           405       405    405   405
POST                                                                      403  403           403       403    302   302
GET   companies/<company>/office/<share>/powers/<kind>/give/              405  405           405       405    405   405
POST                                                                      403  403           403       403    302   302
GET   api/v1/companies/<company>/office                                   403  403           200       200    200   200
GET   api/v1/companies/<company>/office/<share>                           403  403           200       200    200   200
GET   api/v1/office/clients/<client>                                      404  404           200       200    200   200
GET   api/v1/office/clients/<client>/access/<product>                     404  404           200       200    200   200
GET   api/v1/office/clients/<client>/company                              404  404           403       403    403   403
GET   api/v1/office/clients/<client>/people                               404  404           403       403    403   403
GET   api/v1/companies/<company>/clients                                  403  200           200       200    200   200
POST                                                                      422  422           422       422    422   422
GET   api/v1/companies/<company>/clients/places                           403  403           200       200    200   200
GET   api/v1/companies/<company>/clients/<client>                         403  404           200       200    200   200
POST                                                                      422  422           422       422    422   422
GET   api/v1/companies/<company>/clients/<client>/share                   405  405           405       405    405   405
POST                                                                      422  422           422       422    422   422
"""
