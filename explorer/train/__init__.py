"""Main page: the map and the loss of a run while it trains, and what is asked of it."""
