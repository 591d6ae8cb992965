"""daft: its MinHash tutorial: normalize, minhash of word 5-grams with 128 hashes, bands, explode, group by band, connected components.

The bands are those that the tutorial's optimum gives for 0.7 and 128 hashes: 14 of 9. Components are joined in Python at the end rather
than by the tutorial's iterated joins, which are for clusters of machines and slower on one.
"""
import daft
from common import NGRAM, NUM_PERM, Components, arguments, write_clusters
from daft import col, lit

BANDS, ROWS = 14, 9


def members(path):
    articles = daft.read_json(path).select("id", "text")
    normalized = articles.with_column("text", col("text").normalize(remove_punct=True, lowercase=True, white_space=True))
    sketched = normalized.where(col("text") != "").select("id", col("text").minhash(num_hashes=NUM_PERM, ngram_size=NGRAM, seed=42).alias("sketch"))
    bands = sketched.select("id", col("sketch").slice(0, BANDS * ROWS).chunk(ROWS).alias("bucket"), lit(list(range(BANDS))).alias("band"))
    groups = bands.explode("bucket", "band").groupby("band", "bucket").agg(col("id").list_agg().alias("ids"))
    components = Components()
    for ids in groups.where(col("ids").length() > 1).select("ids").to_pydict()["ids"]:
        for other in ids[1:]:
            components.join(ids[0], other)
    return components.members()


if __name__ == "__main__":
    source, output, _ = arguments()
    write_clusters(output, members(source))
