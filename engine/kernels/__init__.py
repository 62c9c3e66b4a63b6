"""Compiled loops: plain arrays in, plain arrays out; serial, nogil, trusting.

There is one orientation, word2vec.c's: inputs (the words around) are rows of V, the target (the
word in the middle) and its noise words are rows of U. Every draw is hashed from (seed, epoch,
position, purpose), see `random.py`: position is the only state. `sgns.py` trains, in parts of
`step/`; what chooses a target also stands in `upcoming.py`. Every kernel has a slow twin in
tests/naive.py. Loops take no array out of a tuple: each would count its references.
"""
