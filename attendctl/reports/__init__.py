"""Numbers to tables, sheets and pages. Never computes a number."""
