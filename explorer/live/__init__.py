"""Components that draw in the browser: the live screen, a chart, a plane of vectors.

What a visitor does on the live screen is told as a list (`input/told.js`): Streamlit delivers only
the last of the events that find a server busy. `input/keyboard.js` lays a listbox over the map for
the keyboard. `map/sketch.js` draws the first maps by hand, and plotly.js runs when they have moved
(`base.js`). All addresses are relative, so that they hold below a path prefix.
"""
