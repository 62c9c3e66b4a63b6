"""All tests in two processes, for there are two cores: browser journeys, and beside them the rest.

``python -m tests.both`` prints the rest as it comes, the journeys when both are done, and fails if
either does.
"""

import subprocess
import sys
import tempfile

JOURNEYS = "tests/browser"


def main():
    order = [sys.executable, "-m", "pytest"]
    with tempfile.TemporaryFile("w+") as told:
        journeys = subprocess.Popen([*order, JOURNEYS], stdout=told, stderr=subprocess.STDOUT)
        try:
            rest = subprocess.run([*order, f"--ignore={JOURNEYS}"], check=False).returncode
            code = journeys.wait()
        finally:
            journeys.kill()
        told.seek(0)
        print(told.read(), flush=True)
    return rest or code


if __name__ == "__main__":
    sys.exit(main())
