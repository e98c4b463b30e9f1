"""One module a reader of ``attendctl report --for``: each measures, then shows what was measured."""
