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
