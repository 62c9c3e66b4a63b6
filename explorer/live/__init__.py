"""The one live component: its mount and the modules the browser loads."""
