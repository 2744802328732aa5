"""收支与债务：能拿出多少、欠谁多少 · what I can pay, and whom I owe"""
