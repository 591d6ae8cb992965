"""text-dedup: `python -m text_dedup.minhash`, 128 permutations, threshold 0.7, its default 5-grams of words, two processes.

Clusters are read from the union-find that --debug writes; the time of reading them is the driver's, a fraction of a second.
"""
import pickle
import subprocess
import sys

from common import NGRAM, NUM_PERM, PROCESSES, THRESHOLD, arguments, write_clusters


def members(source, scratch):
    options = {
        "--path": "json",
        "--data_files": source,
        "--split": "train",
        "--cache_dir": f"{scratch}/cache",
        "--output": f"{scratch}/kept",
        "--column": "text",
        "--idx_column": "id",
        "--ngram": NGRAM,
        "--threshold": THRESHOLD,
        "--num_perm": NUM_PERM,
        "--num_proc": PROCESSES,
    }
    command = [sys.executable, "-m", "text_dedup.minhash", "--debug", "--no-local"]
    subprocess.run(command + [str(part) for option in options.items() for part in option], check=True, stdout=subprocess.DEVNULL)
    with open(f"{scratch}/kept/uf.pkl", "rb") as file:
        clusters = pickle.load(file)
    sizes = {}
    for article in list(clusters.parent):
        sizes.setdefault(clusters.find(article), []).append(article)
    return ((article, cluster) for cluster, of in sizes.items() if len(of) > 1 for article in of)


if __name__ == "__main__":
    source, output, scratch = arguments()
    write_clusters(output, members(source, scratch))
