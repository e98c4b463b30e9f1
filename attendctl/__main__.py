"""``python -m attendctl``: the same as the ``attendctl`` command."""

from attendctl.cli.main import run

if __name__ == "__main__":
    run()
