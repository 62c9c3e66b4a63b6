"""The entry script: one page so far."""

from explorer import session
from explorer.screens import train

session.begin()
train.render()
