"""Many materials, one shape: readers that return a `Corpus`."""
