"""Transport of a run: play, pause, rewind, speed, keyboard, ghost."""
