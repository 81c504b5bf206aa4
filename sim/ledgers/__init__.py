"""The only way to record anything. Each ledger balances exactly, and no line is a remainder."""
