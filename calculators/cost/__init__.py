"""利率与成本：这笔钱到底多贵 · what borrowing really costs"""
