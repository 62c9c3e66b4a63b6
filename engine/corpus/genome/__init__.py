"""DNA and protein sequences as corpora: readers, and k-mers as words."""
