"""Labs: a folder for each question that the theory of negative sampling answers."""
