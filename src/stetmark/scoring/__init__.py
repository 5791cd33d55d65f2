"""Answers from anywhere -> scores.jsonl and summary.json, in batches and in constant memory."""
