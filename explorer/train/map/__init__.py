"""Live map and loss, and what is sent to them.

Twice a second the component asks `/pushpull/frame`; no script of Streamlit runs for it. The route
finds the visitor by cookie, `Run.look` takes a frozen `Frame`, `wire.py` packs it: JSON, then
positions as int16; what the browser has is left out. A frame's `run` names a trajectory, its
`line` the model's history since its birth: with the line the zoom stays.
"""
