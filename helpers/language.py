"""The language of messages and figures: English, or Korean with `COURSE_LANG=ko`.

A sentence is written in English where it is needed. `messages.ko.json` beside this file has its Korean, with numbered braces in the
place of what changes from case to case; a test finds the sentences that it lacks.
"""

import functools
import json
import os
import re
from pathlib import Path

KOREAN_PNG = "image/png;lang=ko"  # a figure's Korean twin, among the outputs of a run that is to be stored
BRACES = re.compile(r"\{(\d+)\}")


def is_korean(language: str | None = None) -> bool:
    """Whether a language is Korean: that of `COURSE_LANG` if none is given."""
    return (language or os.environ.get("COURSE_LANG", "")).lower().startswith("ko")


def translate(text: str, language: str | None = None) -> str:
    """The text in a language, that of `COURSE_LANG` if none is given; as it is where that is English, or its Korean is not known."""
    if not is_korean(language):
        return text
    for pattern, korean in _korean():
        if found := pattern.fullmatch(text):
            return BRACES.sub(lambda brace: translate(found[int(brace[1]) + 1], "ko"), korean)
    return text


def messages() -> dict[str, str]:
    """The Korean of every sentence that has one, by its English."""
    return json.loads(Path(__file__).with_name("messages.ko.json").read_text(encoding="utf-8"))


@functools.cache
def _korean() -> list[tuple[re.Pattern, str]]:
    closest_first = sorted(messages().items(), key=lambda pair: -len(BRACES.sub("", pair[0])))
    literal = ((map(re.escape, BRACES.split(english)[::2]), korean) for english, korean in closest_first)
    return [(re.compile("(.+?)".join(parts), re.DOTALL), korean) for parts, korean in literal]
