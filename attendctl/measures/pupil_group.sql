-- Every pupil of the year with the value of each thing pupils are grouped by, as group_year.sql names it, and
-- what a share of pupils is taken of: possible sessions in the year, in the period reported on and in the
-- week of the day judged.
-- Reads: pupil_year, register_pupil.
SELECT
    y.school_id,
    y.pupil_id,
    y.year_possible,
    y.period_possible,
    y.week_possible,
    COALESCE(y.persistent_absence, FALSE) AS persistent,
    COALESCE(y.severe_absence, FALSE) AS severe,
    COALESCE(p.year_group, 'not stated') AS "year",
    COALESCE(p.class, 'not stated') AS class,
    COALESCE(p.house, 'not stated') AS house,
    COALESCE(p.sex, 'not stated') AS sex,
    COALESCE(p.sen, 'not stated') AS sen,
    CASE WHEN p.pp THEN 'yes' WHEN NOT p.pp THEN 'no' ELSE 'not stated' END AS pp,
    CASE WHEN p.fsm THEN 'yes' WHEN NOT p.fsm THEN 'no' ELSE 'not stated' END AS fsm,
    CASE WHEN p.eal THEN 'yes' WHEN NOT p.eal THEN 'no' ELSE 'not stated' END AS eal,
    CASE WHEN p.lac THEN 'yes' WHEN NOT p.lac THEN 'no' ELSE 'not stated' END AS lac,
    CASE WHEN p.social_worker THEN 'yes' WHEN NOT p.social_worker THEN 'no' ELSE 'not stated' END
        AS social_worker
FROM pupil_year AS y
LEFT JOIN register_pupil AS p ON y.school_id = p.school_id AND y.pupil_id = p.pupil_id
