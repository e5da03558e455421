"""Tracing: why a contact went where it went, what an agent did and why, who waited for whom at an instant.

A replication is simulated again with a recorder that keeps every decision and what it was made from (`playback.py`).
What is told of it are plain dataclasses, made by pure functions; the report turns them into sentences and tables.
"""
