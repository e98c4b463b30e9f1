-- The pupils whose stated totals are just those of a variant; a total that is not stated fits any.
-- Reads: variant_pupil_sum, stated_total.
SELECT s.variant, s.school_id, s.pupil_id
FROM variant_pupil_sum AS s
INNER JOIN stated_total AS t ON s.school_id = t.school_id AND s.pupil_id = t.pupil_id
WHERE
    (t.possible IS NULL OR t.possible = s.possible)
    AND (t.attended IS NULL OR t.attended = s.attended)
    AND (t.authorised IS NULL OR t.authorised = s.authorised)
    AND (t.unauthorised IS NULL OR t.unauthorised = s.unauthorised)
