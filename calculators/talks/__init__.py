"""谈判：对方怎么看、自己守不守得住 · how the other side sees it, and what can be kept"""
