"""Corpora: many materials, one shape; readers return a `Corpus`.

Text is read in windows of a million characters: words become codes, codes go to disk, and when all
are counted every code becomes a rank. The result is mapped, never loaded, and kept (`store.py`)
under the digest of bytes and settings. An `Intake` reads files of a kind that is no text. A
`Source` may make its sentences: `passage` is then a function of epoch, place and knobs. What a
library raises over a damaged file leaves a reader as one sentence (`engine.errors.border`), and
nothing is allocated from a size that a file declares.
"""
