"""The web page, printed from its contract: the JSON, and one HTML file that shows the same."""
