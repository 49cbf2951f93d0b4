"""How a ledger's tables came to be, step by step; run when a ledger is opened."""
