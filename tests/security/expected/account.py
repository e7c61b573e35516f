"""The entrance and a person's own account: what each address answers."""

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
GET   account/programs/                                 in      200    200   200
GET   account/programs/<token>/end/                     in      405    405   405
POST                                                    in      302    302   302
GET   program/                                          in      200    200   200
POST                                                    in      422    422   422
GET   program/question/                                 in      302    302   302
GET   program/question/allow/                           in      405    405   405
POST                                                    in      302    302   302
GET   program/question/refuse/                          in      405    405   405
POST                                                    in      302    302   302
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
GET   account/letters/                                  in      200    200   200
GET   account/merge/                                    in      pwd    200   2nd
POST                                                    in      pwd    422   2nd
GET   account/merge/sent/                               in      200    200   200
GET   account/merge/<secret>/                           in      pwd    404   2nd
POST                                                    in      pwd    404   2nd
GET   account/merge/<merging>/back/                     in      pwd    404   2nd
POST                                                    in      pwd    404   2nd
GET   account/merged/<secret>/                         200      200    200   200
POST                                                   200      200    200   200
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
GET   api/v1/me                                        401      200    200   200
GET   api/v1/office/clients                            401      200    200   200
GET   api/v1/office-entities                           405      405    405   405
POST                                                   401      422    422   422
GET   api/v1/program-sign-in                           405      405    405   405
POST                                                   422      422    422   422
GET   api/v1/program-sign-in/token                     405      405    405   405
POST                                                   422      422    422   422
GET   api/v1/licenses/register                         405      405    405   405
POST                                                   401      422    422   422
GET   api/v1/entities/by-code                          405      405    405   405
POST                                                   422      422    422   422
GET   api/v1/shares/find                               405      405    405   405
POST                                                   422      422    422   422
GET   api/v1/activations                               405      405    405   405
POST                                                   422      422    422   422
GET   api/v1/check                                     405      405    405   405
POST                                                   401      401    401   401
GET   api/v1/heartbeat                                 405      405    405   405
POST                                                   401      401    401   401
GET   api/v1/release                                   405      405    405   405
POST                                                   401      401    401   401
GET   api/v1/license-file                              405      405    405   405
POST                                                   401      401    401   401
GET   api/v1/witness                                   405      405    405   405
POST                                                   401      401    401   401
GET   api/v1/keys                                      200      200    200   200
GET   api/v1/notices                                   200      200    200   200
GET   api/v1/                                          404      404    404   404
GET   help/                                            200      200    200   200
GET   help/here/                                       200      200    200   200
GET   help/cannot-sign-in/guide/                       200      200    200   200
GET   news/                                             200      200    200   200
GET   news/status/                                      200      200    200   200
GET   news/feed.rss                                     200      200    200   200
GET   news/status.rss                                   200      200    200   200
GET   news/unsubscribe/<token>/                         200      200    200   200
POST                                                    200      200    200   200
GET   news/<notice>/                                    200      200    200   200
GET   news/<notice>/put-away/                            in      405    405   405
POST                                                     in      302    302   302
GET   contact/                                         200      200    200   200
GET   contact/write/<topic>/                           200      200    200   200
POST                                                   422      422    422   422
GET   contact/sent/                                    200      200    200   200
GET   contact/confirm/<token>/                         200      200    200   200
POST                                                   302      302    302   302
GET   contact/tickets/                                  in      200    200   200
GET   contact/tickets/<ticket>/                         in      404    200   200
GET   contact/tickets/<ticket>/write/                  405      405    405   405
POST                                                    in      404    422   422
GET   contact/tickets/<ticket>/close/                  405      405    405   405
POST                                                    in      404    302   302
GET   contact/tickets/<ticket>/files/<file>/            in      404    200   200
GET   contact/t/<token>/                               200      200    200   200
GET   contact/t/<token>/write/                         405      405    405   405
POST                                                   422      422    422   422
GET   contact/t/<token>/close/                         405      405    405   405
POST                                                   302      302    302   302
GET   contact/t/<token>/files/<file>/                  200      200    200   200
GET   help/search/                                     200      200    200   200
GET   help/categories/<code>/                          200      200    200   200
GET   help/files/<attachment>/<name>                   200      200    200   200
GET   help/go/<name>/                                   in      302    302   302
GET   help/<number>/                                   302      302    302   302
GET   help/<key>/                                      200      200    200   200
GET   help/<key>/voice/                                200      200    200   200
POST                                                   422      422    422   422
GET   access/<product>/                                 in      200    302   302
GET   documents/<kind>/                                200      200    200   200
GET   vendor/<name>                                    200      200    200   200
GET   figures/                                         404      404    404   404
GET   styleguide/                                      200      200    200   200
GET   livez                                            200      200    200   200
GET   readyz                                           200      200    200   200
"""
