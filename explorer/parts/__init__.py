"""Parts of pages that several features use."""
