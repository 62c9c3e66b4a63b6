"""Main page as a lecture hall sees it."""
