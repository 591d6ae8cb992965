"""What every driver needs: reading JSON lines, word 5-grams, two processes, writing pairs and clusters.

A driver is called as `python drivers/NAME.py INPUT OUTPUT SCRATCH` and reads records with "id" and "text". It writes JSON lines, either
{"a", "b"} for each pair that the tool calls near-duplicates or {"id", "cluster"} for each article of a cluster of two or more.
"""
import json
import multiprocessing
import re
import sys

NGRAM = 5
THRESHOLD = 0.7
NUM_PERM = 128
PROCESSES = 2
WORDS = re.compile(r"\w+")


def arguments():
    """The paths of input, output and an empty folder for whatever the tool writes."""
    return sys.argv[1:4]


def articles(lines):
    for line in lines:
        record = json.loads(line)
        yield record["id"], record["text"]


def shingles(text):
    """The distinct word 5-grams of a text; a shorter text is one shingle, an empty one has none."""
    words = WORDS.findall(text.lower())
    if not words:
        return []
    return list({" ".join(words[at : at + NGRAM]) for at in range(max(1, len(words) - NGRAM + 1))})


def chunks(path, size=1000):
    with open(path, "rb") as file:
        chunk = []
        for line in file:
            chunk.append(line)
            if len(chunk) == size:
                yield chunk
                chunk = []
        if chunk:
            yield chunk


def mapped(path, work):
    """What `work` makes of each chunk of lines, in their order, on two processes."""
    with multiprocessing.Pool(PROCESSES) as pool:
        yield from pool.imap(work, chunks(path))


def write_pairs(path, pairs):
    with open(path, "w", encoding="utf-8") as file:
        for a, b in pairs:
            file.write(f'{{"a":"{a}","b":"{b}"}}\n')


def write_clusters(path, members):
    """Writes (article, cluster) for each article of a cluster of two or more."""
    with open(path, "w", encoding="utf-8") as file:
        for article, cluster in members:
            file.write(f'{{"id":"{article}","cluster":"{cluster}"}}\n')


class Components:
    """Connected components, for tools whose recipe ends with them but leaves them to the user."""

    def __init__(self):
        self.parent = {}

    def find(self, node):
        root = node
        while (above := self.parent.setdefault(root, root)) != root:
            root = above
        while self.parent[node] != root:
            self.parent[node], node = root, self.parent[node]
        return root

    def join(self, a, b):
        a, b = self.find(a), self.find(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)

    def members(self):
        return ((node, self.find(node)) for node in list(self.parent))
