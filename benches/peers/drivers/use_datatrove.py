"""datatrove: the three MinHash stages of its example (signatures, buckets, clusters) on two tasks, 5-grams, 14 buckets of 8 hashes, its
defaults for a threshold of about 0.72.

Its French word tokenizer is spaCy's and would take most of the time; it is given a regular expression instead, which it allows.
"""
import json
import struct

from common import PROCESSES, WORDS, arguments, write_clusters
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.utils.word_tokenizers import WordTokenizer


class Words(WordTokenizer):
    def word_tokenize(self, text):
        return WORDS.findall(text)

    def sent_tokenize(self, text):
        return [text]

    def span_tokenize(self, text):
        return [(0, len(text))]


def split(source, folder):
    """One part of the lines for each task, as datatrove gives whole files to tasks; returns the ids of each part."""
    ids = [[] for _ in range(PROCESSES)]
    parts = [open(f"{folder}/{part}.jsonl", "wb") for part in range(PROCESSES)]
    with open(source, "rb") as file:
        for at, line in enumerate(file):
            record = json.loads(line)
            if record["text"]:
                parts[at % PROCESSES].write(line)
                ids[at % PROCESSES].append(record["id"])
    for part in parts:
        part.close()
    return ids


def members(source, scratch):
    import os

    os.makedirs(f"{scratch}/input")
    ids = split(source, f"{scratch}/input")
    config = MinhashConfig()
    stages = [
        (PROCESSES, [JsonlReader(f"{scratch}/input"), MinhashDedupSignature(f"{scratch}/signatures", config=config, language=Words())]),
        (config.num_buckets, [MinhashDedupBuckets(f"{scratch}/signatures", f"{scratch}/buckets", config=config)]),
        (1, [MinhashDedupCluster(f"{scratch}/buckets", f"{scratch}/clusters", config=config, save_cluster_id=True)]),
    ]
    for number, (tasks, pipeline) in enumerate(stages):
        LocalPipelineExecutor(pipeline, tasks=tasks, workers=min(tasks, PROCESSES), logging_dir=f"{scratch}/logs/{number}").run()
    for part in range(PROCESSES):
        path = f"{scratch}/clusters/{part:06d}.clusters"
        if not os.path.exists(path):
            continue
        with open(path, "rb") as file:
            for article, cluster in struct.iter_unpack("<2I", file.read()):
                yield ids[part][article], cluster


if __name__ == "__main__":
    source, output, scratch = arguments()
    write_clusters(output, members(source, scratch))
