"""The entry script: one page so far."""

from explorer import arrival
from explorer.screens import train

arrival.begin()
train.render()
