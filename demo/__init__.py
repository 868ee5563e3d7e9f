"""A web page to ask the tuned model: `make demo`, or `python -m demo`.

`sources` opens databases, only to read them; `asking` is the model; `page` is what one sees, in the `words` of two languages.
"""
