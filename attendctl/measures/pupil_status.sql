-- One row a pupil: the first mark that shows the pupil on roll, and whether the pupil joined after the
-- school's first week of the year or has left by :as_of. A leaver has a leaving date that has come, or no
-- row of any kind in the school's latest week.
-- Reads: pupil_sum, school_session, register_pupil.
WITH school_year AS (
    SELECT school_id, MIN(monday) AS first_monday, MAX(monday) AS last_monday
    FROM school_session
    WHERE possible > 0 AND date BETWEEN :year_from AND :as_of
    GROUP BY school_id
),

first_mark_of_pupil AS (
    SELECT
        school_id,
        pupil_id,
        LEAST(COALESCE(first_mark_am, first_mark_pm), COALESCE(first_mark_pm, first_mark_am)) AS first_mark
    FROM pupil_sum
)

SELECT
    s.school_id,
    s.pupil_id,
    f.first_mark,
    COALESCE(p.leaving_date <= :as_of, FALSE) OR COALESCE(s.last_row < y.last_monday, FALSE) AS has_left,
    COALESCE(CAST(DATE_TRUNC('week', f.first_mark) AS DATE) > y.first_monday, FALSE) AS has_joined
FROM pupil_sum AS s
INNER JOIN first_mark_of_pupil AS f ON s.school_id = f.school_id AND s.pupil_id = f.pupil_id
LEFT JOIN school_year AS y ON s.school_id = y.school_id
LEFT JOIN register_pupil AS p ON s.school_id = p.school_id AND s.pupil_id = p.pupil_id
