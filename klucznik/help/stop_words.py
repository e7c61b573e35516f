"""Words that stand in every text and tell nothing about it."""

from __future__ import annotations

from typing import Final

from klucznik.help.stems import folded

_PL = """
a aby albo ale ani aż bez bo być by była było były był bym bądź chce chcę chcesz co coś czy czego czemu dla dlaczego
dlatego do gdy gdzie i ich ile im inny inna inne innego innej innych ja jak jaka jaki jakie jakiej jakich je jego
jej jest jestem jeszcze jeśli jeżeli już każdy każda każde kiedy kogo komu kto która które którego której który
których którą lub ma mam mamy masz może mogę możesz można mi mnie moja moje moją mojego mojej moich mój mu my na nad
nam nami nas nasz nasza nasze nawet nią nich nie niego niej nim niż no o od on ona one oni ono oraz po pod poza
proszę przed przez przy się są sam sama samo skąd so swoja swoje swoją swojego swojej swoich swój ta tak taka taki
takie tam te tego tej temu ten też to trzeba tu twoja twoje twoją twojego twojej twoich twój ty tych tylko tym tę tą
u w we wam wasz więc wszystko wtedy z za ze zaś że żeby
"""
_EN = """
a about am an and any are as at be been but by can cannot could did do does doing don for from get got had has have
having he her here him his how i if in into is it its just may me might must my no not of on once or our out over
own please she should so some such than that the their them then there these they this those through to too under
until up very was we were what when where which while who whom why will with would you your
"""

STOP_WORDS: Final[dict[str, frozenset[str]]] = {
    language: frozenset(folded(word) for word in listed.split())
    for language, listed in (("pl", _PL), ("en", _EN))
}


def is_stop_word(word: str, language: str) -> bool:
    """Whether a word of a question or a text is left out; a letter alone always is, a digit never."""
    plain = folded(word)
    return plain in STOP_WORDS[language] or (len(plain) == 1 and not plain.isdigit())
