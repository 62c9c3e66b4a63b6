"""What vectors are worth: neighbours, analogies, gold pairs, projections."""
