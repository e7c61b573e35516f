"""Cases, invitations and links of strangers: what each address answers."""

from __future__ import annotations

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
GET   shares/declined/                             200      200    200   200  200
GET   shares/answers/<share>/                       in      404    404   404  404
GET   shares/mine/<share>/                          in      404    404   404  404
POST                                                in      404    404   404  404
GET   shares/mine/<share>/decline/                  in      404    404   404  404
POST                                                in      404    404   404  404
GET   shares/<secret>/                             200      200    200   200  200
POST                                                in      422    422   422  422
GET   shares/<secret>/decline/                     200      200    200   200  200
POST                                               302      302    302   302  302
GET   shares/<secret>/correct/                     405      405    405   405  405
POST                                                in      302    302   302  302
GET   shares/find/                                 200      200    200   200  200
POST                                               422      422    422   422  422
GET   shares/found/                                200      200    200   200  200
GET   cases/objection/<secret>/                    200      200    200   200  200
POST                                               422      422    422   422  422
GET   cases/objection/<secret>/more/               405      405    405   405  405
POST                                               422      422    422   422  422
GET   cases/objection/<secret>/back/               405      405    405   405  405
POST                                               302      302    302   302  302
GET   cases/signatory/<secret>/                    200      200    200   200  200
POST                                               422      422    422   422  422
GET   cases/signatory/<secret>/document/           200      200    200   200  200
GET   cases/signatory/<secret>/file/               404      404    404   404  404
GET   cases/signatory/<secret>/refuse/             200      200    200   200  200
POST                                               302      302    302   302  302
GET   cases/objection/<secret>/receipt/<form>/     405      405    405   405  405
POST                                               404      404    404   404  404
GET   cases/check/                                 200      200    200   200  200
POST                                               422      422    422   422  422
GET   cases/<public_id>/                            in      200    404   404  404
GET   cases/<public_id>/document/                   in      200    404   404  404
GET   cases/<public_id>/files/                     405      405    405   405  405
POST                                                in      422    404   404  404
GET   cases/<public_id>/files/<file>/remove/       405      405    405   405  405
POST                                                in      302    404   404  404
GET   cases/<public_id>/signatories/               405      405    405   405  405
POST                                                in      422    404   404  404
GET   cases/<public_id>/signatories/<signatory>/remind/ 405 405    405   405  405
POST                                                in      302    404   404  404
GET   cases/<public_id>/signatories/<signatory>/revoke/ 405 405    405   405  405
POST                                                in      302    404   404  404
GET   cases/<public_id>/submit/                    405      405    405   405  405
POST                                                in      302    404   404  404
GET   cases/<public_id>/evidence/register/          in      200    404   404  404
POST                                                in      422    404   404  404
GET   cases/<public_id>/evidence/register/send/    405      405    405   405  405
POST                                                in      422    404   404  404
GET   cases/<public_id>/evidence/contact/           in      200    404   404  404
POST                                                in      422    404   404  404
GET   cases/<public_id>/evidence/contact/send/     405      405    405   405  405
POST                                                in      422    404   404  404
GET   cases/<public_id>/evidence/domain/            in      200    404   404  404
POST                                                in      422    404   404  404
GET   cases/<public_id>/evidence/invoice/           in      200    404   404  404
POST                                                in      422    404   404  404
GET   cases/<public_id>/evidence/program/           in      200    404   404  404
POST                                                in      422    404   404  404
GET   cases/<public_id>/accept/                     in      302    404   404  404
POST                                                in      302    404   404  404
GET   cases/<public_id>/appeal/                     in      302    404   404  404
POST                                                in      302    404   404  404
GET   cases/<public_id>/receipt/<form>/            405      405    405   405  405
POST                                                in      404    404   404  404
GET   cases/<public_id>/withdraw/                   in      200    404   404  404
POST                                                in      302    404   404  404
GET   first-administrator/<secret>/                200      200    200   200  200
POST                                                in      422    422   422  422
"""
