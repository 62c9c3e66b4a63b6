"""Search for a word, and the drawer of the word that is open."""
