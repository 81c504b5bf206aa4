"""The life of models, chapter by chapter. A chapter holds the story and no bookkeeping.

demand -> development -> release -> operation -> shift -> refresh or update -> delivery again ->
renewal; beside it standing work, and the changes that were planned.
"""
