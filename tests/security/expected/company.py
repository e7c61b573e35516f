"""The pages of a company: what each address answers."""

from __future__ import annotations

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
GET   companies/<company>/products/find/                                  405  405           405       405    405   405
POST                                                                      302  302           302       302    302   302
GET   companies/<company>/products/<license>/                             200  200           200       200    200   200
GET   companies/<company>/products/<license>/devices/                     200  200           200       200    200   200
GET   companies/<company>/products/<license>/devices/offline/             200  200           200       200    200   200
POST                                                                      422  422           422       422    422   422
GET   companies/<company>/products/<license>/devices/<place>/free/        404  404           200       200    200   200
POST                                                                      404  404           302       302    302   302
GET   companies/<company>/products/<license>/people/                      403  403           404       404    404   404
GET   companies/<company>/products/<license>/history/                     403  403           200       200    200   200
GET   companies/<company>/products/<license>/periods/                     403  403           200       200    200   200
GET   companies/<company>/products/<license>/rest/                        403  403           403       200    200   200
POST                                                                      403  403           403       422    422   422
GET   companies/<company>/products/<license>/certificate/                 200  200           200       200    200   200
GET   companies/<company>/products/<license>/transfer/                    403  403           403       403    200   200
GET   companies/<company>/products/<license>/transfer/offer/              403  403           403       403    200   2nd
POST                                                                      403  403           403       403    422   2nd
GET   companies/<company>/products/<license>/transfer/withdraw/           403  403           403       403    302   302
POST                                                                      403  403           403       403    302   302
GET   companies/<company>/products/calendar/                              200  200           200       200    200   200
GET   companies/<company>/products/calendar/licenses.ics                  200  200           200       200    200   200
GET   companies/<company>/products/offers/<transfer>/                     403  403           403       403    200   200
GET   companies/<company>/products/offers/<transfer>/accept/              403  403           403       403    200   2nd
POST                                                                      403  403           403       403    422   2nd
GET   companies/<company>/products/offers/<transfer>/decline/             403  403           403       403    302   302
POST                                                                      403  403           403       403    302   302
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
GET   companies/<company>/deputyship/confirm/                             405  405           405       405    405   405
POST                                                                      302  302           302       302    302   302
GET   companies/<company>/deputyship/resign/                              405  405           405       405    405   405
POST                                                                      302  302           302       302    302   302
GET   companies/<company>/close/                                          403  403           403       403    200   2nd
POST                                                                      403  403           403       403    422   2nd
GET   companies/<company>/leave/                                          200  200           200       200    200   200
POST                                                                      302  302           302       302    302   302
GET   companies/<company>/transactions/                                   403  403           403       200    200   200
GET   companies/<company>/letters/                                       200  200           200       200    200   200
GET   companies/<company>/letters/address/                               200  200           200       200    200   200
POST                                                                     422  422           422       422    422   422
GET   companies/<company>/letters/merge/                                 2nd  2nd           2nd       200    200   200
POST                                                                     2nd  2nd           2nd       422    422   422
GET   companies/<company>/letters/death/                                 200  200           200       403    403   403
POST                                                                     422  422           422       403    403   403
GET   companies/<company>/letters/seats/                                 200  200           200       200    200   200
POST                                                                     422  422           422       422    422   422
GET   companies/<company>/letters/transfer/                              200  200           200       200    200   200
POST                                                                     422  422           422       422    422   422
GET   companies/<company>/recovery/                                       200  200           200       200    200   200
GET   companies/<company>/recovery/declare/                               302  302           302       403    403   403
POST                                                                      302  302           302       403    403   403
GET   companies/<company>/recovery/deputy/                                302  302           302       403    403   403
POST                                                                      302  302           302       403    403   403
GET   companies/<company>/recovery/office/                                302  302           302       403    403   403
POST                                                                      302  302           302       403    403   403
GET   companies/<company>/recovery/cases/<wanted>/object/                 403  403           403       403    404   404
POST                                                                      403  403           403       403    404   404
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
GET   companies/<company>/products/try/                                   200  200           200       200    200   200
GET   companies/<company>/products/try/<product>/                         403  403           403       302    302   302
POST                                                                      403  403           403       422    422   422
GET   companies/<company>/products/<license>/register/                    403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/products/<license>/terms/                       403  403           403       200    200   200
POST                                                                      403  403           403       422    422   422
GET   companies/<company>/products/<license>/file/                        403  403           200       200    200   200
GET   companies/<company>/products/<license>/file/download/               405  405           405       405    405   405
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/products/<license>/code/                        405  405           405       405    405   405
POST                                                                      403  403           302       302    302   302
GET   companies/<company>/products/<license>/code/change/                 403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/products/<license>/entities/                    403  403           200       200    200   200
GET   companies/<company>/products/<license>/entities/add/                403  403           200       200    200   200
POST                                                                      403  403           422       422    422   422
GET   companies/<company>/products/<license>/entities/<entity>/end/       403  403           200       200    200   200
POST                                                                      403  403           302       302    302   302
GET   api/v1/licenses/<license>                                           200  200           200       200    200   200
GET   api/v1/licenses/<license>/entities                                  405  405           405       405    405   405
POST                                                                      422  422           422       422    422   422
GET   api/v1/licenses/<license>/devices                                   200  200           200       200    200   200
GET   api/v1/devices/<device>/release                                     405  405           405       405    405   405
POST                                                                      403  403           200       200    200   200
"""
