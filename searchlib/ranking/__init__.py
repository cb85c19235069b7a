"""I have a plan; which articles answer it, in what order? Runs plans on the kernels over one commit's segments.

The score of an article is the sum over the query's words of idf * impact (BM25F); equal scores are ordered by newer,
then by id. Not for: understanding queries (query) or showing hits (results).
"""

from searchlib.ranking.snapshot import ORDERS, Snapshot

__all__ = ["ORDERS", "Snapshot"]
