"""FastSketchLSH: FastSimilaritySketch of size 128 into LSH with 16 bands, queried in one batch, as in its README."""
import numpy as np
from common import NUM_PERM, arguments, articles, mapped, shingles, write_pairs
from FastSketchLSH import LSH, FastSimilaritySketch


def sketched(lines):
    ids, sets = [], []
    for article, text in articles(lines):
        if of := shingles(text):
            ids.append(article)
            sets.append(of)
    sketcher = FastSimilaritySketch(size=NUM_PERM, seed=42)
    return ids, np.asarray(sketcher.batch(sets, num_threads=1), dtype=np.uint64)


def pairs(path):
    ids, matrices = [], []
    for of, matrix in mapped(path, sketched):
        if of:
            ids.extend(of)
            matrices.append(matrix)
    matrix = np.vstack(matrices)
    index = LSH(num_perm=NUM_PERM, num_bands=16)
    index.insert(matrix)
    found, starts = index.query(matrix, format="csr")
    for at in range(len(ids)):
        for other in set(found[int(starts[at]) : int(starts[at + 1])].tolist()):
            if at < other:
                yield ids[at], ids[other]


if __name__ == "__main__":
    source, output, _ = arguments()
    write_pairs(output, pairs(source))
