"""协议与履约：写清楚、守得住 · what was agreed, and keeping to it"""
