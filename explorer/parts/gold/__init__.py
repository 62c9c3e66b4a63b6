"""Gold sets of a visitor, and scores by them."""
