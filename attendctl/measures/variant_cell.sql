-- The sessions of variant_mark by pupil, without their weeks.
-- Reads: variant_mark.
SELECT
    school_id, pupil_id, slot, kind, on_roll, of_compulsory_age, in_statistics, SUM(sessions) AS sessions
FROM variant_mark
GROUP BY school_id, pupil_id, slot, kind, on_roll, of_compulsory_age, in_statistics
