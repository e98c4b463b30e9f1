"""Lists of pupils that policies ask for: as JSON, table, CSV, workbook and PDF."""
