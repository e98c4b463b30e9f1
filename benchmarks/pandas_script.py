"""The same work as an officer's colleague would script it: pandas, one file, no ledger.

Year-to-date and one week's attendance per pupil, with persistent absence. The
codes are a plain table here on purpose: this is what attendctl is held against.
Run as ``python -m benchmarks.pandas_script REGISTER``.
"""

from __future__ import annotations

import sys

import pandas

ATTENDED = set("/\\LBKPVW")
AUTHORISED = {"C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T"}
UNAUTHORISED = set("GNOU")


def main(register: str) -> None:
    """Read the register, count, and print how many pupils are persistently absent."""
    marks = pandas.read_csv(register, dtype=str, keep_default_na=False)
    marks["Date"] = pandas.to_datetime(marks["Date"], format="%d/%m/%Y")
    marks["attended"] = marks["Mark"].isin(ATTENDED)
    marks["absent"] = marks["Mark"].isin(AUTHORISED | UNAUTHORISED)
    marks["possible"] = marks["attended"] | marks["absent"]
    pupil = ["School", "UPN", "Surname", "Forename", "Reg Group"]
    year = marks.groupby(pupil, sort=True)[["possible", "attended", "absent"]].sum()
    last_monday = marks["Date"].max() - pandas.to_timedelta(marks["Date"].max().weekday(), unit="D")
    week = marks[marks["Date"] >= last_monday].groupby(pupil)[["possible", "attended"]].sum()
    both = year.join(week, rsuffix="_week")
    both["percent"] = (100 * both["attended"] / both["possible"]).round(1)
    both.to_json(orient="records")
    print(int((10 * both["absent"] >= both["possible"]).sum()))


if __name__ == "__main__":
    main(*sys.argv[1:])
