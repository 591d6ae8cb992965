"""gaoya: MinHashStringIndex with its own word 5-grams, small letters, 128 hashes and threshold 0.7; inserted and queried in bulk on all
cores, as in its README. Articles of fewer than five words are left out, for they have
no 5-grams and it would find them all alike."""
from common import NUM_PERM, THRESHOLD, NGRAM, arguments, articles, chunks, write_pairs
from gaoya.minhash import MinHashStringIndex


def pairs(path):
    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=THRESHOLD,
        num_bands=None,
        band_size=None,
        num_hashes=NUM_PERM,
        analyzer="word",
        lowercase=True,
        ngram_range=(NGRAM, NGRAM),
        id_container="smallvec",
    )
    ids, texts = [], []
    for chunk in chunks(path):
        for article, text in articles(chunk):
            if len(text.split()) >= NGRAM:
                ids.append(article)
                texts.append(text)
    step = 10_000
    for start in range(0, len(ids), step):
        block = texts[start : start + step]
        index.par_bulk_insert_docs(list(range(start, start + len(block))), block)
    for start in range(0, len(ids), step):
        for at, found in enumerate(index.par_bulk_query(texts[start : start + step]), start):
            for other in found:
                if at < other:
                    yield ids[at], ids[other]


if __name__ == "__main__":
    source, output, _ = arguments()
    write_pairs(output, pairs(source))
