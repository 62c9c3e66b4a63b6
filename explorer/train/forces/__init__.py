"""Forces on the word that is open: pull, push, and who exerted them."""
