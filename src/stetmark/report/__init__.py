"""Room 4: what people read, made from a run's numbers and judgements."""
