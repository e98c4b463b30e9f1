"""The words of the case log for what became of a notice, as ``case_kinds.toml`` lists them."""

PAID = "paid"
UNPAID = "unpaid"
PROSECUTED = "prosecuted"

MET = "met"
NOT_MET = "not-met"
ENDED_EARLY = "ended-early"

PENDING = "pending"
GUILTY = "guilty"
NOT_GUILTY = "not-guilty"

PROCEED = "proceed"
DO_NOT_PROCEED = "do-not-proceed"
