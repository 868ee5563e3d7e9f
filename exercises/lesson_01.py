"""Checks of lesson 01: the memory of weights, and tokens a character."""

from collections.abc import Callable

from transformers import PreTrainedTokenizerBase

from exercises.checking import close, exercise


@exercise
def gigabytes(answer: Callable[[float, float], float], parameters: int) -> str | None:
    """Answer: a function of a number of parameters and of bits a weight that returns GB, billions of bytes."""
    for count in (parameters, 8e9):
        for bits in (32, 16, 4):
            found, wanted = answer(count, bits), count * bits / 8 / 1e9
            if close(found, 8 * wanted):
                return "This counts bits: a byte has eight of them."
            if close(found, wanted * 1e9):
                return "These are bytes: divide by a billion."
            if close(found, wanted * 1e9 / 2**30) and not close(found, wanted):
                return "These are GiB, of 2**30 bytes: divide by a billion instead."
            if not close(found, wanted):
                return f"{count:,.0f} weights of {bits} bits do not take {found:.4g} GB: a weight takes bits / 8 bytes."
    return None


@exercise
def tokens(answer: tuple[float, float, int], tokenizer: PreTrainedTokenizerBase, korean: str, english: str) -> str | None:
    """Answer: tokens a Korean character and an English one, and the tokens of the Korean sentence if each byte were one."""
    *shares, from_bytes = answer
    for found, sentence in zip(shares, (korean, english), strict=True):
        pieces = len(tokenizer(sentence, add_special_tokens=False)["input_ids"])
        letters = [len(sentence), len(sentence.replace(" ", ""))]  # blanks may count or not
        if any(close(found, letter / pieces) for letter in letters):
            return "These are characters a token: turn the fraction around."
        if not any(close(found, pieces / letter) for letter in letters):
            return (
                f"{found:.4g} is not right for “{sentence}”: divide the number of its `input_ids` by the number of its characters."
            )
    syllables = len(korean.replace(" ", ""))
    if from_bytes == len(korean):
        return "These are the characters of the sentence: a Korean syllable is three bytes."
    if from_bytes not in (len(korean.encode()), 3 * syllables):
        return f"{from_bytes} is not the number of bytes: `korean.encode()` gives them."
    return None
