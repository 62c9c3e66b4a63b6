"""Texts as corpora: decoding, words, sentences, counts; scripts without spaces."""
