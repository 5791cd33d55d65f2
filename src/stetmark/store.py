"""Run folders and JSONL on disk."""
