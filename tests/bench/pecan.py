"""PecanPy and gensim on a graph: run by a Python of their own, for PecanPy needs numpy below 2.

``python pecan.py EDGES first|second WALKS SEED [VECTORS]`` prints the CPU seconds of the walks and
how many steps they have; with VECTORS it trains on them and writes the vectors. PecanPy compiles at
every call, so the time is what further walks take.
"""

import sys
import time

import numpy as np
from gensim.models import Word2Vec
from pecanpy import pecanpy


def main(edges, order, walks, seed, vectors):
    kind = {"first": pecanpy.FirstOrderUnweighted, "second": pecanpy.SparseOTF}[order]
    bias = 1.0 if order == "first" else 0.25
    graph = kind(bias, bias, workers=1, verbose=False, random_state=seed)
    graph.read_edg(edges, weighted=False, directed=False, delimiter=" ")
    graph.preprocess_transition_probs()
    graph.simulate_walks(num_walks=1, walk_length=3)
    began = time.process_time()
    few = graph.simulate_walks(num_walks=1, walk_length=79)  # steps: 80 nodes
    middle = time.process_time()
    found = graph.simulate_walks(num_walks=walks, walk_length=79)
    seconds = time.process_time() - middle - (middle - began)
    steps = sum(len(walk) - 1 for walk in found) - sum(len(walk) - 1 for walk in few)
    print(seconds, steps, flush=True)
    if vectors:
        model = Word2Vec(
            found, vector_size=128, window=10, negative=5, sg=1, hs=0, sample=0, min_count=0,
            ns_exponent=0.75, alpha=0.025, epochs=1, workers=1, seed=seed,
        )  # fmt: skip
        rows = np.array([model.wv[node] for node in model.wv.index_to_key])
        np.savez(vectors, nodes=np.array(model.wv.index_to_key), vectors=rows)


if __name__ == "__main__":
    where, which, count, number, *rest = sys.argv[1:]
    main(where, which, int(count), int(number), rest[0] if rest else "")
