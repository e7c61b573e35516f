"""Which words of a question name somebody: first names in their Polish forms, what stands beside them, and surnames."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from klucznik.help.stems import folded

_FIRST_NAMES: Final = """
adam adrian agata agnieszka aldona aleksander aleksandra alicja alina amelia andrzej anita anna antoni arkadiusz
artur barbara bartek bartosz beata blanka bogdan bogumil boleslaw bozena cecylia cezary czeslaw damian daniel
danuta dariusz dawid dominik dominika dorota edward edyta elwira elzbieta emil emilia eryk eugeniusz ewa ewelina
fabian feliks filip franciszek gabriel gabriela genowefa grazyna grzegorz hanna halina helena henryk hubert igor
ilona irena ireneusz iwona iza izabela jacek jadwiga jakub jan janina janusz jaroslaw jerzy joanna jolanta jozef
judyta julia julian julita justyna kacper kamil kamila karol karolina kasia katarzyna kazimierz kinga klaudia
konrad krystian krystyna krzysztof leszek lidia liliana lucja lucyna ludwik lukasz maciej magda magdalena maja
malgorzata marcel marcin marek maria marian marianna mariola mariusz marta martyna marzena mateusz michal
mieczyslaw mikolaj milena milosz miroslaw monika natalia nikola norbert oktawia ola oliwia olga oskar patrycja
patryk paulina pawel piotr przemyslaw radoslaw rafal regina renata robert roman ryszard sabina sandra sebastian
slawomir sonia stanislaw stanislawa stefan stefania sylwia szymon tadeusz teresa tomasz tomek urszula wanda
waldemar weronika wieslaw wieslawa wiktor wiktoria wioletta witold wladyslaw wlodzimierz wojciech wojtek
zbigniew zdzislaw zenon zofia zuzanna zygmunt
"""
_ENDINGS_A: Final = ("a", "y", "i", "e", "o", "ie")
_ENDINGS: Final = ("", "a", "owi", "em", "ie", "u", "iem", "ze")
SURNAME: Final = re.compile(
    r"..(?:(?:sk|ck|dzk)(?:i|a|iego|iemu|im|iej|ich|imi)|(?:wicz|czyk|czak)(?:a|owi|em|u|ow)?)$"
)


def _forms(name: str) -> set[str]:
    """As it is declined, without diacritics; "marek" is "marka", too."""
    if name.endswith("a"):
        return {name[:-1] + ending for ending in _ENDINGS_A}
    stems = {name, re.sub(r"e([kl])$", r"\1", name), name.removesuffix("y").removesuffix("i")}
    return {name} | {stem + ending for stem in stems for ending in _ENDINGS if ending}


FIRST_NAMES: Final = frozenset(form for name in _FIRST_NAMES.split() for form in _forms(name))


def naming(words: Sequence[str], known: Collection[str]) -> set[int]:
    """Places of the words that name somebody; a word that articles use (`known`, folded) is no surname."""
    plain = [folded(word) for word in words]
    first = {place for place, word in enumerate(plain) if word in FIRST_NAMES}
    beside = {place + step for place in first for step in (-1, 1) if 0 <= place + step < len(plain)}
    last = {place for place, word in enumerate(plain) if SURNAME.search(word)} | beside
    return first | {place for place in last if plain[place] not in known}
