"""The forms of the class sheets: table, JSON, CSV, workbook and pages."""

from __future__ import annotations

from attendctl.reports.pages_shown import Pages

CLASS_SHEETS = Pages(
    name="classes",
    table="class_sheets_table:print_class_sheets",
    forms={
        "csv": "class_sheets_csv:class_sheets_csv",
        "xlsx": "class_sheets_xlsx:class_sheets_xlsx",
        "pdf": "class_sheets_pdf:class_sheets_pdf",
    },
)
