"""Maps of a run: what one shows, its layouts, colours and past, and the UMAP process."""
