"""Which of several processes over one database serves, stands by, or leads."""
