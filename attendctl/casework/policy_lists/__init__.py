"""The lists of pupils that policies have the school print: of a day, a week, a half term, a term, a year."""
