#!/usr/bin/env python3
"""Measures recoupe beside its peers: whole processes, JSON lines in, pairs or clusters out, on two cores.

    python3 benches/peers/run.py [--sizes 10000 100000] [--runs 3] [--only NAME ...] [--timeout 600] [--file FILE.jsonl] [-o TABLE.md]

Everything is made in benches/peers/.venv (one environment a peer, installed by name from PyPI) and benches/peers/.work; see README.md.
"""
import argparse
import ctypes
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from score_pairs import score

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VENVS, WORK = HERE / ".venv", HERE / ".work"
CORES = 2
#: Peers and what pip is asked for.
PEERS = {
    "rensa": ["rensa"],
    "datasketch": ["datasketch"],
    "gaoya": ["gaoya"],
    "daft": ["daft"],
    "text-dedup": ["text-dedup"],
    "datatrove": ["datatrove[io,processing]"],
    "fastsketchlsh": ["fastsketchlsh"],
}
#: One truth for all: no lines of sites, which recoupe leaves out and the others count; no pages of templates, which recoupe calls by
#: another name than copies; no Chinese, which the others' tokenizers do not cut.
SET = ["--furniture", "0", "--templates", "0", "--languages", "850,60,30,30,20,10,0"]


def python(name):
    return VENVS / name / "bin" / "python"


def install(name, packages):
    """None if the packages are there, else why not."""
    ready = VENVS / name / "installed"
    if ready.exists():
        return None
    shutil.rmtree(VENVS / name, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", VENVS / name], check=True)
    pip = [python(name), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        return (errors or ["pip failed"])[-1]
    ready.touch()
    return None


def version(name):
    code = f"from importlib.metadata import version; print(version({name!r}))"
    done = subprocess.run([python(name), "-c", code], capture_output=True, text=True)
    return done.stdout.strip() or "?"


def cargo(*arguments):
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", *arguments], cwd=ROOT, check=True)
    metadata = subprocess.run(["cargo", "metadata", "--no-deps", "--format-version", "1"], cwd=ROOT, check=True, capture_output=True)
    return Path(json.loads(metadata.stdout)["target_directory"]) / "release"


class Tree:
    """Peak of the memory that a process and all below it hold, in MB: proportional set sizes, looked at four times a second."""

    def __init__(self, root):
        self.root, self.peak, self.done = root, 0.0, threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self):
        while not self.done.wait(0.25):
            self.peak = max(self.peak, sum(map(self.held, self.processes())))

    def processes(self):
        waiting, found = [self.root], []
        while waiting:
            process = waiting.pop()
            found.append(process)
            try:
                for task in os.listdir(f"/proc/{process}/task"):
                    waiting += Path(f"/proc/{process}/task/{task}/children").read_text().split()
            except OSError:
                pass
        return found

    @staticmethod
    def held(process):
        try:
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    return int(line.split()[1]) / 1024
        except OSError:
            pass
        return 0.0

    def stop(self):
        self.done.set()
        self.thread.join()
        return self.peak


def only_some_cores():
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def measure(command, timeout, log):
    """Wall and CPU seconds and peak MB of a process and all that it waited for; with why, if it failed."""
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "DAFT_PROGRESS_BAR": "0", "DO_NOT_TRACK": "1"}
    begun = time.monotonic()
    with open(log, "w") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
            preexec_fn=only_some_cores if hasattr(os, "sched_setaffinity") else None,
        )
    tree = Tree(process.pid)
    late = threading.Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
    late.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begun
    expired = not late.is_alive()
    late.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime + left_behind(process.pid)
    figures = {"wall": wall, "cpu": cpu, "memory": max(tree.stop(), usage.ru_maxrss / 1024)}
    if expired:
        figures["failed"] = f"not done after {timeout} s"
    elif status:
        said = [line for line in Path(log).read_text(errors="replace").splitlines() if line.strip()]
        figures["failed"] = f"exit {process.returncode}: {said[-1][:150] if said else 'nothing said'}"
    return figures


def adopt_orphans():
    """Makes helpers that outlive their starter (multiprocessing's fork server) our children, so that their CPU time can be had."""
    set_child_subreaper = 36
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def left_behind(group):
    """CPU seconds of such helpers, ended if they do not end."""
    seconds, patience = 0.0, time.monotonic() + 2
    while True:
        try:
            process, _, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return seconds
        if process:
            seconds += usage.ru_utime + usage.ru_stime
        elif time.monotonic() > patience:
            patience += 2
            try:
                os.killpg(group, signal.SIGKILL)
            except ProcessLookupError:
                return seconds
        else:
            time.sleep(0.01)


def count_words(path):
    """Seconds of `wc -w`, the unit: what reading every byte and finding the words costs."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    begun = time.monotonic()
    subprocess.run(["wc", "-w", path], env=environment, check=True, stdout=subprocess.DEVNULL, preexec_fn=only_some_cores)
    return time.monotonic() - begun


def contestants(recoupe, names, source):
    """Name, version, command and output of each."""
    if "recoupe" in names:
        told = subprocess.run([recoupe, "--version"], capture_output=True, text=True).stdout.split()[-1]
        base = [recoupe, "dedup", source, "--threshold", "0.7", "--quiet", "-o", WORK / "recoupe.articles"]
        yield "recoupe", told, base, None
        yield "recoupe --pairs", told, [*base, "--pairs", WORK / "recoupe.found"], WORK / "recoupe.found"
    for name in names:
        if name in PEERS:
            driver = HERE / "drivers" / f"use_{name.replace('-', '')}.py"
            found = WORK / f"{name}.found"
            yield name, version(name), [python(name), driver, source, found, WORK / "scratch"], found


def compete(contestant, source, truth, runs, timeout):
    """One row: medians of several runs, each paired with its own `wc -w`."""
    name, told, command, found = contestant
    taken, ratios = [], []
    for _ in range(runs):
        shutil.rmtree(WORK / "scratch", ignore_errors=True)
        (WORK / "scratch").mkdir()
        if found:
            found.unlink(missing_ok=True)
        unit = count_words(source)
        figures = measure(command, timeout, WORK / f"{name.replace(' ', '')}.log")
        taken.append(figures)
        ratios.append(figures["wall"] / unit)
        if "failed" in figures:
            break
    row = {key: statistics.median(run[key] for run in taken) for key in ("wall", "cpu", "memory")}
    row |= {"name": name, "version": told, "ratio": statistics.median(ratios), "runs": len(taken), "failed": taken[-1].get("failed")}
    if found and not row["failed"]:
        recall, row["precision"], row["pairs"], missed, _ = score(str(found), str(truth))
        row["recall"] = [recall[0.7], recall[0.8]]
    return row


HEAD = """| tool | version | wall s | × `wc -w` | CPU s | peak MB | pairs | recall ≥ 0.7 | recall ≥ 0.8 | precision |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|"""


def line(row):
    start = f"| {row['name']} | {row['version']} | "
    if row["failed"]:
        return start + f"{row['wall']:.1f} | | {row['cpu']:.1f} | {row['memory']:.0f} | | | | {row['failed']} |"
    measured = f"{row['wall']:.2f} | {row['ratio']:.2f} | {row['cpu']:.2f} | {row['memory']:.0f} | "
    if "precision" not in row:
        return start + measured + "| | | |"
    return start + measured + f"{row['pairs']} | {row['recall'][0]:.4f} | {row['recall'][1]:.4f} | {row['precision']:.4f} |"


def bench(source, title, recoupe, asked, reasons):
    truth = source.with_suffix(".truth.jsonl")
    if not truth.exists():
        partial = truth.with_suffix(".partial")
        subprocess.run([python("truth"), HERE / "truth.py", source, partial], check=True)
        partial.rename(truth)
    with open(truth) as file:
        pairs = sum(1 for _ in file)
    print(f"\n### {title}: {source.stat().st_size / 1e6:.0f} MB, {pairs} pairs with Jaccard ≥ 0.7\n\n{HEAD}", file=asked.output, flush=True)
    for contestant in contestants(recoupe, asked.only, source):
        if contestant[0] not in reasons:
            print(line(compete(contestant, source, truth, asked.runs, asked.timeout)), file=asked.output, flush=True)
    for name, reason in reasons.items():
        print(f"| {name} | | | | | | | | | not installed: {reason} |", file=asked.output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the median counts")
    parser.add_argument("--only", nargs="+", default=["recoupe", *PEERS], choices=["recoupe", *PEERS])
    parser.add_argument("--timeout", type=float, default=600, help="seconds a run may take")
    parser.add_argument("--file", type=Path, help="measure on this file instead: records with id and text")
    parser.add_argument("-o", "--output", type=argparse.FileType("w"), default=sys.stdout)
    asked = parser.parse_args()
    adopt_orphans()
    WORK.mkdir(exist_ok=True)
    VENVS.mkdir(exist_ok=True)
    reasons = {name: why for name in asked.only if name in PEERS and (why := install(name, PEERS[name]))}
    if why := install("truth", ["numpy"]):
        sys.exit(f"numpy is needed for the truth: {why}")
    release = cargo("--bin", "recoupe", "--example", "synthesize")
    files = [(asked.file.resolve(), asked.file.name)] if asked.file else []
    for size in [] if asked.file else asked.sizes:
        source = WORK / f"{size}.jsonl"
        if not source.exists():
            making = [release / "examples" / "synthesize", "--articles", str(size), "--seed", "1", *SET, "-o", source.with_suffix(".partial")]
            subprocess.run(making, check=True)
            source.with_suffix(".partial").rename(source)
        files.append((source, f"{size:,} articles"))
    for source, title in files:
        bench(source, title, release / "recoupe", asked, reasons)


if __name__ == "__main__":
    main()
