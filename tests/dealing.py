"""How tests are dealt to the workers of one pytest: file by file, journeys beside the rest."""

from xdist.scheduler import LoadScopeScheduling

from tests import ROOT

JOURNEYS = "tests/browser/"
RAY = {  # whose fixture is the one Ray: several workers would each start one
    "tests/engine/cluster/test_averaged.py",
    "tests/engine/cluster/test_pool.py",
    "tests/engine/cluster/test_remote.py",
    "tests/explorer/runs/test_cluster_handle.py",
    "tests/explorer/runs/jobs/test_sweep.py",
    "tests/explorer/runs/jobs/test_side_by_side.py",
}


class Dealing(LoadScopeScheduling):
    """Whole files, whose fixtures are made once that way: first those of Ray, then the largest.

    Journeys mostly wait for a browser while the rest computes: every second worker takes journeys
    first and the others take them last, so that there is something to compute at any time. The
    names with a leading underscore are those that pytest-xdist's own schedulers replace.
    """

    def _split_scope(self, nodeid):
        path = nodeid.partition("::")[0]
        return "ray" if path in RAY else path

    def _assign_work_unit(self, node):
        journeys = int(node.gateway.id.removeprefix("gw")) % 2 == 0
        chosen = max(self.workqueue, key=lambda scope: _rank(scope, journeys=journeys))
        self.workqueue.move_to_end(chosen, last=False)
        super()._assign_work_unit(node)


def _rank(scope, *, journeys):
    """What is dealt next: the wanted kind, of it all of Ray's, then the largest file."""
    file = ROOT / scope
    size = file.stat().st_size if file.is_file() else float("inf")
    return scope.startswith(JOURNEYS) is journeys, size
