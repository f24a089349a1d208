"""A catalogue of papers on disk, made of metadata dumps: titles and ids are found in it without a network.

    readers -> records -> part (Parquet, table of keys, search index) -> catalog.json

A catalogue is a folder of parts that never change, and `catalog.json`, which names those that count. Every record of
every dump is kept as it is; which records are one work is decided at each question, by `pipeline.works`.
"""
