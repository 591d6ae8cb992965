"""datasketch: MinHash with 128 permutations into MinHashLSH at 0.7, every article queried, as in its documentation's LSH example.

Sketches are made in bulk on two processes; the index is filled and queried on one, for it has no other way. What a query returns is taken
as it is: it is the tool's answer.
"""
from common import NUM_PERM, THRESHOLD, arguments, articles, mapped, shingles, write_pairs
from datasketch import MinHash, MinHashLSH


def sketched(lines):
    ids, texts = zip(*articles(lines))
    sets = [[shingle.encode() for shingle in shingles(text)] for text in texts]
    sketches = MinHash.bulk(sets, num_perm=NUM_PERM)
    return [(article, sketch) for article, sketch, of in zip(ids, sketches, sets) if of]


def pairs(path):
    index = MinHashLSH(threshold=THRESHOLD, num_perm=NUM_PERM)
    sketches = [entry for chunk in mapped(path, sketched) for entry in chunk]
    with index.insertion_session() as session:
        for article, sketch in sketches:
            session.insert(article, sketch, check_duplication=False)
    for article, sketch in sketches:
        for other in index.query(sketch):
            if article < other:
                yield article, other


if __name__ == "__main__":
    source, output, _ = arguments()
    write_pairs(output, pairs(source))
