"""Charts: described with Altair, drawn on this machine as SVG or PNG, the same bytes every time."""
