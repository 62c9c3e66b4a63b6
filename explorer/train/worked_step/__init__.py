"""One step of training in numbers and arrows."""
