-- Sums of every pupil by each variant's way of counting: one row a variant and pupil with a session in it.
-- A variant counts the slots from first_slot to last_slot, both included; its weights say what a kind counts as.
-- Reads: variant, variant_weight, variant_cell.
SELECT
    v.variant,
    c.school_id,
    c.pupil_id,
    MAX(c.on_roll) AS on_roll,
    SUM(c.sessions * w.possible) AS possible,
    SUM(c.sessions * w.attended) AS attended,
    SUM(c.sessions * w.authorised) AS authorised,
    SUM(c.sessions * w.unauthorised) AS unauthorised
FROM variant AS v
INNER JOIN variant_weight AS w ON v.variant = w.variant
INNER JOIN variant_cell AS c
    ON
        w.kind = c.kind
        AND c.slot BETWEEN v.first_slot AND v.last_slot
        AND c.on_roll >= v.only_on_roll
        AND c.of_compulsory_age >= v.only_compulsory_age
        AND c.in_statistics >= v.only_statistics
GROUP BY v.variant, c.school_id, c.pupil_id
