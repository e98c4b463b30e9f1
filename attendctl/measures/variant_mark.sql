-- Sessions by pupil, week, stretch of days (slot) and kind of code, over every day that a variant may count.
-- A mark that is owed has the kind :missing_kind. of_compulsory_age is of the day, in_statistics of the year.
-- Reads: register_mark, counted_kind, counted_slot, variant_missing, variant_pupil.
WITH every_session AS (
    SELECT m.school_id, m.pupil_id, m.date, k.kind
    FROM register_mark AS m
    INNER JOIN counted_kind AS k
        ON m.code = k.code AND m.date BETWEEN k.valid_from AND k.valid_until
    UNION ALL
    SELECT school_id, pupil_id, date, :missing_kind AS kind
    FROM variant_missing
)

SELECT
    e.school_id,
    e.pupil_id,
    CAST(DATE_TRUNC('week', e.date) AS DATE) AS monday,
    s.slot,
    e.kind,
    p.on_roll,
    CASE WHEN e.date BETWEEN p.compulsory_from AND p.compulsory_until THEN 1 ELSE 0 END AS of_compulsory_age,
    p.in_statistics,
    COUNT(*) AS sessions
FROM every_session AS e
INNER JOIN counted_slot AS s ON e.date BETWEEN s.from_day AND s.to_day
INNER JOIN variant_pupil AS p ON e.school_id = p.school_id AND e.pupil_id = p.pupil_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
