"""Runs on disk: kept by a visitor, put by when dropped, or carried elsewhere as one file.

A kept run is `ID.npz` and then `ID.json` (`store.py`, `saved_run.py`); a dropped one a model and
then `said.json` (`dropped.py`), written now and then by `autosave.py`. `archive.py` is the border
where a file from elsewhere is checked; every value of JSON is checked by `json_checks.py`, whoever
wrote it.
"""
