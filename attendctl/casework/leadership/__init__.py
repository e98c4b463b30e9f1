"""The leadership workbook's figures: schools, groups, weeks, who moved band and why, marks owed, actions."""
