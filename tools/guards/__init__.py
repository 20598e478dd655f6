"""What comes back from elsewhere, looked at: does a take still show the locked still, its words, and a whole film?"""
