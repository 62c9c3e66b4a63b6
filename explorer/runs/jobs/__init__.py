"""Jobs beside a run: counts, scores, repeated trainings, sweeps, runs side by side.

Work is an iterator of frozen states that knows no screen; `job.py` walks it in steps, each holding
one of the slots, and waits when nobody looks. A sweep has as many jobs as there are cores but one,
or one that listens to a cluster (`relay.py`), which holds no slot.
"""
