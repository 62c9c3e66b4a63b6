"""Parts of the training kernel: what one step of negative sampling reads, computes and writes."""
