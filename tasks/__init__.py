"""The work: one stage a module or package. Pure inside; Prefect only at the edge, in flows."""
