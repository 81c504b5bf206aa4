"""What can be wrong with the folder of a study."""

from __future__ import annotations


class FolderError(Exception):
    """A study cannot be kept where it was asked for, or read from there; nothing was touched."""


class NotKeptError(OSError):
    """What was lived could not be written down: the disk is full, or gone."""
