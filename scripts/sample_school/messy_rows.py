"""Files with the right shape and a wrong cell, and good files that only look odd."""

from __future__ import annotations

from scripts.sample_school.messy_file import (
    HEADER,
    PUPILS,
    REFUSED,
    TAKEN,
    Messy,
    good_lines,
    joined,
    spoiled,
)

_US_ORDER = [
    HEADER,
    *(f"{PUPILS[0]},{month:02}/{day},AM,/" for month, day in ((9, "23/2025"), (9, "24/2025"))),
]

_CROSS_PRODUCT = [
    "ID,Surname,Forename,UPN,Reg Group,Date,AM,PM,ID,Priority,Title,Forename,Surname,Primary Email",
    "4901,O'Neill,Zoë,G999204720901,5T,03/11/2025,/,\\,88,1,Ms,Ruth,O'Neill,ruth.311@mail.example",
    "4901,O'Neill,Zoë,G999204720901,5T,03/11/2025,/,\\,89,2,Mr,Neil,O'Neill,neil.112@mail.example",
    "4902,Prydderch,Siân,W999204720902,5T,03/11/2025,L,\\,90,1,Mrs,Carol,Prydderch,",
]

_ACROSS_2024 = [
    HEADER,
    f"{PUPILS[0]},19/07/2024,AM,J",
    f"{PUPILS[0]},19/07/2024,PM,H",
    f"{PUPILS[0]},04/09/2024,AM,J1",
    f"{PUPILS[0]},04/09/2024,PM,Y2",
]

MESSY_ROWS = (
    Messy(
        "wrong_date.csv",
        "a day that does not exist",
        spoiled(4, "03/11/2025", "31/02/2025"),
        REFUSED,
        r"31/02/2025",
        4,
        "Date",
    ),
    Messy("us_dates.csv", "month before day", joined(_US_ORDER), REFUSED, r"09/23/2025", 2, "Date"),
    Messy(
        "unknown_code.csv",
        "a mark that is no attendance code",
        spoiled(6, ",AM,/", ",AM,Q9"),
        REFUSED,
        r"Q9",
        6,
        "Mark",
    ),
    Messy(
        "two_marks.csv",
        "two different marks for one session",
        joined([*good_lines(), f"{PUPILS[0]},03/11/2025,AM,I"]),
        REFUSED,
        r"03/11/2025|2025-11-03",
        14,
    ),
    Messy(
        "same_mark_twice.csv",
        "the same mark stated twice: one mark",
        joined([*good_lines(), f"{PUPILS[0]},03/11/2025,AM,/"]),
        TAKEN,
        marks=12,
    ),
    Messy(
        "upn_scientific.csv",
        "UPNs damaged by a spreadsheet",
        spoiled(3, "G999204720901", "9.99205E+12"),
        REFUSED,
        r"9\.99205E\+12",
        3,
        "UPN",
    ),
    Messy(
        "no_marks.csv",
        "every mark is empty",
        joined([line[:-1] if line[-1] in "/\\" else line for line in good_lines()]),
        REFUSED,
        r"(?i)no mark in it",
    ),
    Messy("header_only.csv", "a header and no rows", joined([HEADER]), REFUSED, r"(?i)no row"),
    Messy(
        "words.csv",
        "words in place of codes",
        joined([HEADER, f"{PUPILS[0]},03/11/2025,AM,Present", f"{PUPILS[0]},03/11/2025,PM,Late"]),
        REFUSED,
        r"Present",
        2,
        "Mark",
    ),
    Messy(
        "shifted_cells.csv",
        "an unquoted comma moved the cells of one row",
        spoiled(5, "Siân", "Siân, Mair"),
        REFUSED,
        r"(?i)line 5\b|cells|columns",
        5,
    ),
    Messy(
        "retired_code.csv",
        "a code retired in August 2024, used since",
        spoiled(7, ",PM,", ",PM,H").replace(b"H\\", b"H"),
        TAKEN,
        r"(?i)\bH\b",
        marks=12,
    ),
    Messy(
        "across_august_2024.csv",
        "a file that holds codes of both lists",
        joined(_ACROSS_2024),
        TAKEN,
        marks=4,
    ),
    Messy("cp1252.csv", "accents in the Windows encoding", joined(good_lines(), "cp1252"), TAKEN, marks=12),
    Messy(
        "utf16.txt",
        "UTF-16 with tabs, as a spreadsheet saves Unicode text",
        joined([line.replace(",", "\t") for line in good_lines()], "utf-16"),
        TAKEN,
        marks=12,
    ),
    Messy(
        "semicolons.csv",
        "semicolons between cells",
        joined([line.replace(",", ";") for line in good_lines()]),
        TAKEN,
        marks=12,
    ),
    Messy(
        "formula_name.csv",
        "a name that a spreadsheet would run",
        spoiled(2, "Zoë", '"=HYPERLINK(""http://example.org"",""Zoë"")"'),
        TAKEN,
        marks=12,
    ),
    Messy(
        "cross_product.csv",
        "a row for each contact, with repeated headers",
        joined(_CROSS_PRODUCT, "cp1252"),
        TAKEN,
        marks=4,
    ),
    Messy(
        "trailing_cells.csv",
        "short rows and trailing empty cells",
        joined([f"{line},,," if n % 2 else line for n, line in enumerate(good_lines())] + [",,,,,,,,"]),
        TAKEN,
        marks=12,
    ),
)
