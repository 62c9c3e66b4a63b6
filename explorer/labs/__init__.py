"""Labs: a folder for each question that the theory of negative sampling answers.

A lab is a page of its own: a line in `parts/pages.py` and in `main.py`, one question, something to
turn, and an answer computed from what is shown. Its long work is an iterator of frozen states in
`engine.theory`. One that needs only part of a text takes `engine.corpus.excerpt`.
"""
