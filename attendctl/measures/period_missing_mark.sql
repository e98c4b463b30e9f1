-- The marks owed in the period reported on, whose days are the school's own, first and last day included.
-- earlier_missing_mark has those of the academic years before the one of missing_mark.
-- Reads: reported_period, missing_mark, earlier_missing_mark.
SELECT n.school_id, n.pupil_id, n.date, n.session
FROM (
    SELECT school_id, pupil_id, date, session FROM missing_mark
    UNION ALL
    SELECT school_id, pupil_id, date, session FROM earlier_missing_mark
) AS n
INNER JOIN reported_period AS t
    ON n.school_id = t.school_id AND n.date BETWEEN t.from_day AND t.to_day
