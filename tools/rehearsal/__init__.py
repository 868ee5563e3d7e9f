"""The GPU profiles' lessons without a GPU: `python -m tools.rehearsal`, which is what `make rehearsal` does.

`cards` knows what torch says of graphics cards, `tiny_llama` makes a small Llama 3, `hub_rows` a dataset in the shape of the
Hub's, `pretence` makes a kernel believe that it has a card, and `stage` serves all that and executes the lessons.
"""
