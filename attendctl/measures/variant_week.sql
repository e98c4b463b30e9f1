-- Sums of all pupils by each variant and week of the register.
-- Reads: variant, variant_weight, variant_mark.
WITH week_cell AS (
    SELECT monday, slot, kind, on_roll, of_compulsory_age, in_statistics, SUM(sessions) AS sessions
    FROM variant_mark
    GROUP BY monday, slot, kind, on_roll, of_compulsory_age, in_statistics
)

SELECT
    v.variant,
    c.monday,
    CAST(SUM(c.sessions * w.attended) AS BIGINT) AS attended,
    CAST(SUM(c.sessions * w.possible) AS BIGINT) AS possible
FROM variant AS v
INNER JOIN variant_weight AS w ON v.variant = w.variant
INNER JOIN week_cell AS c
    ON
        w.kind = c.kind
        AND c.slot BETWEEN v.first_slot AND v.last_slot
        AND c.on_roll >= v.only_on_roll
        AND c.of_compulsory_age >= v.only_compulsory_age
        AND c.in_statistics >= v.only_statistics
GROUP BY v.variant, c.monday
