"""The leadership workbook on paper: one contract of plain values, printed as JSON, table and workbook."""
