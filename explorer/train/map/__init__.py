"""Live map and loss, and what is sent to them."""
