"""Training and trials on Ray: `connection` joins, `pool` runs trials, a task each.

`remote` is one run elsewhere: the kernel works in an actor, all else stays here. `averaged` leads a
`worker_pool` over `shards` and merges their copies by `average`.
"""
