"""Sampling: chances and tables by which tokens are dropped and noise words drawn.

`proposals.py` finds the words that could be taken for a target, `mixture.py` says what q_mix is,
`samplers.py` holds the tables in force. Proposals are asked for at a border of the text and take
force at the next (`engine.training.proposal_queue`), so slices cannot change them.
"""
