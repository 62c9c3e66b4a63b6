"""Studies by Optuna: `plan` says what is tried, `trial` trains one point, `record` keeps it.

One trial is `trial.training(corpus, task)`, which needs nothing else, on whatever machine.
"""
