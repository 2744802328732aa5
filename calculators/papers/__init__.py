"""文书：说明、信件、证据、沟通记录 · the papers that go to a lender"""
