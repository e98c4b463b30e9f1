"""The web page: what a school's attendance looks like, against itself and against the published figures."""
