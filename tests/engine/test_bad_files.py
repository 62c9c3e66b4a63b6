"""If these fail, a script at night stops in a traceback, and nobody can tell at which file."""

import gzip
import io
import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from tests import ROOT

# Every command is a process of its own, which may die; what they import is imported once.
EACH = """
import json, os, sys, tempfile, traceback
import networkx
import Bio.GenBank.Scanner, Bio.SeqIO.FastaIO, Bio.SeqIO.QualityIO
from engine import similarity, vocabulary
from engine.__main__ import main
from engine.corpus import intake
from engine.corpus.genome import dna
from engine.corpus.text import files
from engine.evaluation import analogies, questions, word_similarity
from engine.training import trainer

def run(arguments):
    try:
        return main(arguments)
    except BaseException:
        traceback.print_exc()
        return 1

found = {}
for name, arguments in json.load(sys.stdin).items():
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if not child:
            os.dup2(said.fileno(), 2)
            code = run(arguments)
            sys.stderr.flush()
            os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        found[name] = [code, said.read()]
print(json.dumps(found))
"""


def zipped(files, way=None):
    """A .zip; packed in another way than it says."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    data = file.getvalue()
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)) if way else ():
        begin = data.index(mark) + place
        data = data[:begin] + way.to_bytes(2, "little") + data[begin + 2 :]
    return data


def saved(**arrays):
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


MARKET = b"%%MatrixMarket matrix coordinate real general\n"
MATRIX = saved(format=b"coo", shape=[3, 3], data=np.ones(1), row=[0], col=[7])
GRAPHS = {
    "nul.mtx": MARKET + b"2 2 1\n1 2 1\0",
    "short.mtx.gz": gzip.compress(MARKET + b"2 2 9\n1 2 1 "),
    "vast.mtx": MARKET + b"400000000 400000000 1\n1 2 1\n",
    "outside.npz": MATRIX,
    "damaged.npz": MATRIX[:60] + b"\xff" * 40 + MATRIX[100:],
    "cut.npz": MATRIX[:200],
    "bad.zip": zipped({"who.edges": b"a b\n" * 99})[:-5],
    "within.zip": zipped({"who.edges": b"a b\n" * 99}).replace(b"who.edges", b"xxx.edges", 1),
    "packed.zip": zipped({"who.edges": b"a b\n" * 99}, way=99),
    "bare.net": b"1 2\n2 3\n",
    "endless.net": b"*Vertices 99999999999\n",
    "open.gml": b"graph [",
    "cut.graphml": b"<graphml><graph>",
    "empty.gexf": b"",
    "heavy.edges": b"a b 1\nb c heavy\n",
}
OTHERS = {
    "empty.txt": b"",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "noise.txt": bytes(range(256)) * 9,
    "cut.txt.gz": gzip.compress(np.random.default_rng(1).bytes(999))[:-300],
    "false.txt.xz": b"one two",
    "texts.zip": zipped({"a.txt": b"one two\n" * 99}, way=99),
    "wide.csv": b"x" * 16_900_000 + b",text\n1,one two\n",
    "list.jsonl": b"[1, 2]\n",
    "letters.fasta": b"ACGT\n",
    "half.fastq": b"@a\nACGT\n+\nII\n",
    "half.gb": b"LOCUS       A 9 bp\n",
    "paper.docx": b"PK\x03\x04",
}
VECTORS = {
    "empty.bin": b"",
    "text.bin": b"hello you\n",
    "cut.npz": saved(symbols=np.array(["a"]), vectors=np.ones((1, 2)))[:80],
    "packed.npz": zipped({"vectors.npy": b"1", "symbols.npy": b"1"}, way=99),
    "vast.bin": b"999999999999 300\na ",
}
GOLD = {
    "three.analogies": b"a b c\n",
    "none.analogies": b"",
    "bytes.analogies": bytes(range(128, 256)) * 9,
    "words.pairs": b"a b c\nd e f\n",
    "none.pairs": b"\0\0\0",
}


@pytest.fixture(scope="module")
def commands(tmp_path_factory):
    """What every command answered: its code, and what stands on stderr."""
    folder = tmp_path_factory.mktemp("bad")
    good = folder / "good.bin"
    good.write_bytes(
        b"2 2\na " + np.ones(2, "<f4").tobytes() + b"\nb " + np.ones(2, "<f4").tobytes()
    )
    asked = {}
    for name, data in {**GRAPHS, **OTHERS, **VECTORS, **GOLD}.items():
        kind = "evaluate" if name in {**VECTORS, **GOLD} else "train"
        path = folder / kind / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        if name in GOLD:
            option = "--analogies" if name.endswith("analogies") else "--similarity"
            asked[name] = ["evaluate", str(good), option, str(path)]
        elif name in VECTORS:
            asked[f"near {name}"] = ["neighbours", str(path), "a"]
            asked[f"evaluate {name}"] = ["evaluate", str(path)]
        else:
            asked[name] = ["train", str(path), "--output", str(folder / "out")]
    there = folder / "a.edges"
    there.write_bytes(b"a b\nb c\n")
    (folder / "who.labels").write_bytes(b"x left\ny right\n")
    labelled = [str(there), str(folder / "who.labels")]
    asked["who.labels"] = ["train", *labelled, "--output", str(folder / "out")]
    asked["nowhere.txt"] = ["train", str(folder / "nowhere.txt"), "--output", str(folder / "out")]
    asked["nowhere.mtx"] = ["train", str(folder / "nowhere.mtx"), "--output", str(folder / "out")]
    asked["folder.edges"] = ["train", str(folder / "folder.edges"), "--output", str(folder / "out")]
    (folder / "folder.edges").mkdir()
    asked["nowhere.bin"] = ["neighbours", str(folder / "nowhere.bin"), "a"]
    asked["nowhere.pairs"] = ["evaluate", str(good), "--similarity", str(folder / "nowhere.pairs")]
    done = subprocess.run(
        [sys.executable, "-c", EACH], cwd=ROOT, input=json.dumps(asked), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    assert not (folder / "out").exists()
    return json.loads(done.stdout)


def test_every_bad_file_is_named_on_the_last_line_and_the_code_is_not_zero(commands):
    assert len(commands) > 40
    wrong = {
        name: (code, said[-300:])
        for name, (code, said) in commands.items()
        if code != 2 or name.split()[-1] not in said.splitlines()[-1] or "Traceback" in said
    }
    assert not wrong
