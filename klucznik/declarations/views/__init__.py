"""The pages of cases: the claimant's way, receipts, and the check of a number."""
