"""A second book-keeper: replays an event log by the rules of the model and keeps its own accounts.

It shares no code with the kernel but values (distributions, scenarios) and names. From the log it
takes who sat down when; every request, every effort, every end, every choice of the desk and every
account it works out for itself, from whole sittings and waits instead of postings.
"""
