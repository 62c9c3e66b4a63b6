"""Main page: the map and the loss of a run while it trains, and what is asked of it.

The live component draws the sentence, the running text, the map, the loss and the line of the past;
knobs, transport and drawer are Streamlit's. All are cells of one grid: `live/page.css` makes the
elements between them vanish (`display: contents`), so that no Python knows a pixel. What stands
below the first screen is a `Section`: it is drawn in the script's second run, when the map is
there, reruns by itself, and seldom while `live/input/visibility.js` does not see it.
"""
