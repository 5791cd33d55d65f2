"""`python -m stetmark` and the console script: run a command, turn errors into one line and an exit code."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and exit: 0 done, 1 the gate failed, 2 usage, 3 data, 4 provider, 130 Ctrl-C."""
    import click  # imported here so that `python -X importtime` starts at the command

    from stetmark.cli.main import main as group
    from stetmark.errors import StetmarkError

    try:
        code = group.main(standalone_mode=False)
    except StetmarkError as error:
        click.echo(f"stetmark: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stetmark: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: that is its right, not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
