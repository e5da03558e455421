"""Metrics as whoever asks may write them, in a module that worker processes can import."""

import os

import numpy as np


def longest_wait_s(log):
    waits = log.contacts["answered_s"] - log.contacts["arrived_s"]
    return float(np.nanmax(waits, initial=0.0))


def came(log):
    return len(log.contacts["arrived_s"])


def only_even(log):
    return 1.5 * log.facts.replication if log.facts.replication % 2 == 0 else float("nan")


def writes(log):
    log.contacts["arrived_s"][:] = 0.0
    return 0


def fails(log):
    return 1 / (log.facts.replication - log.facts.replication)


def in_which_process(log):
    return os.getpid()
