#!/usr/bin/env python3
"""Times `recoupe dedup` against `LC_ALL=C.UTF-8 wc -w` on the same file, in turn, as whole processes.

    ratio.py RECOUPE FILE [--runs 5] [-- MORE ARGUMENTS OF recoupe dedup]

Prints medians of wall and CPU seconds and of peak memory, and the median of the ratios of wall time, pair by pair. One pair is run
beforehand and not counted, so that the file is in the page cache if it fits there.
"""
import argparse
import os
import statistics
import sys
import tempfile
import time


def run(command, environment):
    began = time.monotonic()
    pid = os.posix_spawnp(command[0], command, environment, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: failed")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recoupe"), parser.add_argument("file"), parser.add_argument("--runs", type=int, default=5)
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    given, more = parser.parse_args(sys.argv[1:at]), sys.argv[at + 1:]
    with tempfile.TemporaryDirectory() as folder:
        ours = [given.recoupe, "dedup", "--quiet", given.file, "-o", os.path.join(folder, "out.jsonl"), *more]
        theirs = ["wc", "-w", given.file]
        pairs = [(run(ours, os.environ), run(theirs, {**os.environ, "LC_ALL": "C.UTF-8"})) for _ in range(given.runs + 1)][1:]
    for name, runs in (("recoupe", [a for a, _ in pairs]), ("wc -w", [b for _, b in pairs])):
        wall, cpu, peak = (statistics.median(figures) for figures in zip(*runs))
        print(f"{name:8} wall {wall:.2f} s, CPU {cpu:.2f} s, peak {peak:.0f} MiB")
    print(f"wall, as a multiple of wc -w: {statistics.median(a[0] / b[0] for a, b in pairs):.3f}")


if __name__ == "__main__":
    main()
