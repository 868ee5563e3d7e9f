"""The checks of the lessons' exercises: `from exercises import lesson_03 as check`, then `check.share(share, packed)`.

A check takes the reader's answer, and after it what the lesson knows. It accepts every right answer, not only that of the lesson's
solution, and says in a sentence what is wrong with another one.
"""
