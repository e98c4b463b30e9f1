"""``attendctl rules``: the law and the national definitions, as data with dates and sources."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from attendctl.cli.options import AsOfOption

rules_app = typer.Typer(
    name="rules",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The law and the national definitions attendctl works by, with dates and sources.",
)


class TextOrJson(StrEnum):
    """How rules are printed."""

    table = "table"
    json = "json"


FormatOption = Annotated[TextOrJson, typer.Option("--format", help="How to print the result.")]


@rules_app.command("list")
def list_rules(format: FormatOption = TextOrJson.table) -> None:
    """List every rule by name."""
    from attendctl.reports.rules_shown import rules_list_json, rules_list_text
    from attendctl.rules.catalogue import all_rules

    shown = rules_list_json if format is TextOrJson.json else rules_list_text
    typer.echo(shown(all_rules()), nl=False)


@rules_app.command("show")
def show_rule(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="As attendctl rules list gives it, or a code of conduct's file."),
    ],
    as_of: AsOfOption = None,
    format: FormatOption = TextOrJson.table,
) -> None:
    """Show a rule with its sources: every value it has had, or those in force on the day of --as-of."""
    from attendctl.reports.rules_shown import rule_json, rule_text
    from attendctl.rules.catalogue import find_rule

    rule = find_rule(name)
    values = rule.values_on(as_of) if as_of else rule.values
    shown = rule_json if format is TextOrJson.json else rule_text
    typer.echo(shown(rule, values, as_of), nl=False)
