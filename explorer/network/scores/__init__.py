"""Labels and edges predicted from the vectors of nodes."""
