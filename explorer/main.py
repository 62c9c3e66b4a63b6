"""The entry script: one page, which a link may ask for as a projector shows it best."""

from explorer import arrival, session
from explorer.links import PROJECTOR
from explorer.screens import projector, train

arrival.begin()
(projector if session.look().view == PROJECTOR else train).render()
