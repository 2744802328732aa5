"""方案：怎么还、还多久、还多少 · how to repay"""
