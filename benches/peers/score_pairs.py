#!/usr/bin/env python3
"""Recall and precision of what a tool found against the pairs that exist.

    score_pairs.py FOUND.jsonl TRUTH.jsonl [--bounds 0.7 0.8] [--margin 0] [--missed N]

FOUND  one line a pair, {"a", "b"}, with "relation" if the tool tells several; or one line an article, {"id", "cluster"}, which stands for
       all pairs of each cluster. Of the pairs of recoupe, `identical` and `near_duplicate` count; of a group of identical texts each is
       tied to the earliest alone, so a pair found between two texts is found between all articles that have them.
TRUTH  {"a", "b", "jaccard"}: all pairs from the lowest bound up, as truth.py or `recoupe dedup --exact --pairs` or the maker's gold gives them
       (the gold has planted pairs only: precision against it is too low by what was not planted).

Recall at each bound is the share of true pairs at or above it that were found. Precision is the share of found pairs that are true pairs at or
above the first bound, less the margin.
"""
import argparse
import gzip
import json
from collections import Counter

COPIES = {"identical", "near_duplicate"}


def lines(path):
    with (gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")) as file:
        for line in file:
            yield json.loads(line)


class Found:
    """What a tool found: classes of articles that all pair with each other, and pairs of classes."""

    def __init__(self, path):
        self.of, edges = {}, []
        for record in lines(path):
            if "cluster" in record:
                self.of[record["id"]] = ("cluster", record["cluster"])
            elif record.get("relation", "near_duplicate") in COPIES:
                if record.get("relation") == "identical":
                    self.join(record["a"], record["b"])
                else:
                    edges.append((record["a"], record["b"]))
        self.sizes = Counter(self.root(article) for article in self.of)
        self.edges = {frozenset((self.root(a), self.root(b))) for a, b in edges}
        self.edges = {edge for edge in self.edges if len(edge) == 2}

    def root(self, article):
        while (above := self.of.get(article, article)) != article:
            article = above
        return article

    def join(self, a, b):
        a, b = self.root(a), self.root(b)
        self.of.setdefault(a, a), self.of.setdefault(b, b)
        self.of[max(a, b)] = min(a, b)

    def has(self, a, b):
        a, b = self.root(a), self.root(b)
        return a == b or frozenset((a, b)) in self.edges

    def count(self):
        within = sum(size * (size - 1) // 2 for size in self.sizes.values())
        between = 0
        for a, b in self.edges:
            between += self.sizes.get(a, 1) * self.sizes.get(b, 1)
        return within + between


def score(found_path, truth_path, bounds=(0.7, 0.8), margin=0.0):
    """Recall by bound, precision, number of pairs found, and the true pairs that were not."""
    found = Found(found_path)
    wanted, hits, right, missed = Counter(), Counter(), 0, []
    for pair in lines(truth_path):
        present = found.has(pair["a"], pair["b"])
        right += present and pair["jaccard"] >= bounds[0] - margin
        for bound in bounds:
            if pair["jaccard"] >= bound:
                wanted[bound] += 1
                hits[bound] += present
        if not present and pair["jaccard"] >= bounds[0]:
            missed.append(pair)
    reported = found.count()
    recall = {bound: hits[bound] / wanted[bound] if wanted[bound] else 1.0 for bound in bounds}
    return recall, (right / reported if reported else 1.0), reported, missed, wanted


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("found")
    parser.add_argument("truth")
    parser.add_argument("--bounds", type=float, nargs="+", default=[0.7, 0.8])
    parser.add_argument("--margin", type=float, default=0.0)
    parser.add_argument("--missed", type=int, default=5)
    asked = parser.parse_args()
    recall, precision, reported, missed, wanted = score(asked.found, asked.truth, asked.bounds, asked.margin)
    for bound in asked.bounds:
        print(f"jaccard >= {bound}: {wanted[bound]} pairs, recall {recall[bound]:.5f}")
    print(f"{reported} pairs found, precision {precision:.5f}")
    for pair in sorted(missed, key=lambda pair: -pair["jaccard"])[: asked.missed]:
        print("  missed", pair["a"], pair["b"], pair["jaccard"])


if __name__ == "__main__":
    main()
