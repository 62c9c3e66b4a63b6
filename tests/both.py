"""All tests on two cores: browser journeys in one line of work, the rest in another.

``python -m tests.both`` prints what pytest says, of journeys when they are over, and fails if a
test does. Journeys are dealt in hands; who is done with the rest takes the next hand, so that both
end at about the same time. A test that failed is asked once more when nothing else runs, for it
may have had to wait while others compiled; which they were is said, and what fails again fails.
"""

import subprocess
import sys
import tempfile
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
JOURNEYS = "tests/browser"
HANDS, FAILED = 6, 1  # FAILED: pytest's code for tests that ran and failed


def pytest(*arguments, cache, whole=True):
    """The code that pytest ends with; its words come `whole`, at the end, or as they are said."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-o", f"cache_dir={cache}", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE if whole else None, stderr=subprocess.STDOUT, text=True,
        check=False,
    )  # fmt: skip
    print(done.stdout or "", f"({time.monotonic() - begun:.0f} s)", flush=True)
    return done.returncode


def dealt():
    """The files of journeys in hands, none much larger than another."""
    files = sorted((ROOT / JOURNEYS).glob("test_*.py"), key=lambda file: -file.stat().st_size)
    return [[str(file) for file in files[first::HANDS]] for first in range(min(HANDS, len(files)))]


def main():
    with tempfile.TemporaryDirectory() as folder:
        hands = deque(enumerate(dealt()))
        failed = []

        def play():
            while hands:
                number, files = hands.popleft()
                cache = Path(folder, str(number))
                if code := pytest(*files, cache=cache):
                    failed.append((code, files, cache))

        def rest():
            files, cache = [f"--ignore={JOURNEYS}"], Path(folder, "rest")
            if code := pytest("--durations=40", *files, cache=cache, whole=False):
                failed.append((code, files, cache))
            play()

        with ThreadPoolExecutor(2) as pool:
            journeys = pool.submit(play)
            rest()
            journeys.result()
        return max((again(*each) for each in failed), default=0)


def again(code, files, cache):
    """Ask what failed once more; whoever was killed or could not collect is not asked."""
    if code != FAILED:
        return abs(code)
    print("These failed beside other work; they are asked once more, alone:", flush=True)
    return abs(pytest("--last-failed", *files, cache=cache))


if __name__ == "__main__":
    sys.exit(main())
