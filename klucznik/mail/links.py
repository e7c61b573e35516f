"""Links and words with a secret: made only while a message is rendered, by the noun that owns the secret."""

from __future__ import annotations

from collections.abc import Callable

Maker = Callable[[int], str]
_MAKERS: dict[str, Maker] = {}
_WORDS: dict[str, Maker] = {}

# Names in the links of a message that become headers: where answers go, and which conversation it belongs to.
HEADERS = {"reply_to": "Reply-To", "answers": "In-Reply-To", "thread": "References"}

# What stands for them in the copy that the portal keeps.
PLACEHOLDER = "[link]"
HIDDEN_WORD = "[…]"


def mail_link(purpose: str) -> Callable[[Maker], Maker]:
    """Declare how the link of `purpose` for a row is made: a function from its key to a path with the secret in it."""

    def register(function: Maker) -> Maker:
        _MAKERS[purpose] = function
        return function

    return register


def path_of(purpose: str, key: int) -> str:
    return _MAKERS[purpose](key)


def mail_word(purpose: str) -> Callable[[Maker], Maker]:
    """Declare how a code or a number is made that only the message itself carries."""

    def register(function: Maker) -> Maker:
        _WORDS[purpose] = function
        return function

    return register


def is_word(purpose: str) -> bool:
    return purpose in _WORDS


def word_of(purpose: str, key: int) -> str:
    return _WORDS[purpose](key)
