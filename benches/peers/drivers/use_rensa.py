"""rensa: full-set R-MinHash with 128 permutations into RMinHashLSH with 16 bands of 8 (its knee is at 0.71), candidates kept whose sketches
agree to 0.7, which is what its deduplicator does with candidates.

Tokens are made and sketched on two processes; the index is native. (The faster rho pipeline only flags articles and depends on the order of
words; it names no pairs.)
"""
from common import NUM_PERM, THRESHOLD, arguments, articles, mapped, shingles, write_pairs
from rensa import RMinHash, RMinHashLSH


def sketched(lines):
    ids, sets = [], []
    for article, text in articles(lines):
        if of := shingles(text):
            ids.append(article)
            sets.append(of)
    return list(zip(ids, RMinHash.from_token_sets(sets, num_perm=NUM_PERM, seed=42)))


def pairs(path):
    entries = [entry for chunk in mapped(path, sketched) for entry in chunk]
    ids = [article for article, _ in entries]
    sketches = [sketch for _, sketch in entries]
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=NUM_PERM, num_bands=16)
    index.insert_many(sketches)
    for at, candidates in enumerate(index.query_all(sketches)):
        for other in candidates:
            if at < other and sketches[at].jaccard(sketches[other]) >= THRESHOLD:
                yield ids[at], ids[other]


if __name__ == "__main__":
    source, output, _ = arguments()
    write_pairs(output, pairs(source))
