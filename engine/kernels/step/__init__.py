"""Parts of the training kernel: what one step of negative sampling reads, computes and writes.

sentence.py       a sentence is thinned: words, places, keys
prefetch.py       noise is drawn three targets ahead and looked up two ahead
noise_weights.py  the weight of a noise word; without weights no machine code
layout.py         columns are padded to groups of six and four
tiles.py          logits, gains, moves: three passes over tiles that stay in registers
lanes.py          eight floats as one value, for Numba
force_log.py      the forces on a watched word, written down while they act
row_address.py    where the rows of a table lie in memory
"""
