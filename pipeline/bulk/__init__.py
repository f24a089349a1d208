"""Many lists against one catalogue, without a network, on one machine or on a cluster.

Each list is a run of `pipeline.run` of its own; what comes of it is a file in each of two Parquet datasets, of mentions
and of papers, and a stamp that says from what it was made. Whoever starts again does what has no such stamp.
"""
