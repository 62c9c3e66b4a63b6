"""Maps of a run: what one shows, its layouts, colours and past, and the UMAP process.

`map_view.py` says what a map shows, `maps.py` keeps one `Layouts` for every way somebody looks at
it, `colours.py` gives each row a colour, `past_maps.py` keeps 200 of those that were shown. How
true a place is, is judged in the UMAP process, which holds no state.
"""
