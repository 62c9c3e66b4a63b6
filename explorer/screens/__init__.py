"""One file a page: compose panes; no computing, no figures."""
