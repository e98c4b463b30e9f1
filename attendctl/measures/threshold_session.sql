-- Every session up to :as_of with a code that counts toward the threshold of the school the pupil is at now,
-- each once, with the number of its school week, whether a standing notice cites it, and whether the pupil
-- is known not to have been of compulsory school age.
-- Columns: school_id (of the mark), at_school_id (now), pupil_id, date, session, code, unexplained, cited,
-- under_age (0/1), monday, week, last_week (of the pupil).
-- Reads: register_mark, threshold_code, cited_session, school_age, register_pupil, open_week, mover_week.
WITH mover_now AS (
    SELECT pupil_id, school_id
    FROM mover_week
    WHERE week = last_week
),

mark_of_threshold AS (
    SELECT
        m.school_id,
        n.school_id AS moved_to,
        m.pupil_id,
        m.date,
        m.session,
        m.code,
        CAST(DATE_TRUNC('week', m.date) AS DATE) AS monday
    FROM register_mark AS m
    LEFT JOIN mover_now AS n ON m.pupil_id = n.pupil_id
    WHERE m.date BETWEEN :from_day AND :as_of AND m.code IN (SELECT code FROM threshold_code)
),

half_day_of_mover AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY pupil_id, date, session ORDER BY school_id) AS copy
    FROM mark_of_threshold
    WHERE moved_to IS NOT NULL
),

counting AS (
    SELECT school_id, school_id AS at_school_id, pupil_id, date, session, code, monday
    FROM mark_of_threshold
    WHERE moved_to IS NULL
    UNION ALL
    SELECT school_id, moved_to AS at_school_id, pupil_id, date, session, code, monday
    FROM half_day_of_mover
    WHERE copy = 1
)

SELECT
    k.school_id,
    k.at_school_id,
    k.pupil_id,
    k.date,
    k.session,
    k.code,
    r.unexplained,
    CASE WHEN z.pupil_id IS NULL THEN 0 ELSE 1 END AS cited,
    CASE WHEN k.date < a.from_day OR a.to_day < k.date THEN 1 ELSE 0 END AS under_age,
    k.monday,
    COALESCE(v.week, w.week) AS week,
    COALESCE(v.last_week, w.last_week) AS last_week
FROM counting AS k
INNER JOIN threshold_code AS r
    ON k.at_school_id = r.school_id AND k.code = r.code
INNER JOIN open_week AS w
    ON k.school_id = w.school_id AND k.monday = w.monday
LEFT JOIN mover_week AS v
    ON k.pupil_id = v.pupil_id AND k.monday = v.monday
LEFT JOIN cited_session AS z
    ON k.pupil_id = z.pupil_id AND k.date = z.date AND k.session = z.session
LEFT JOIN register_pupil AS p
    ON k.school_id = p.school_id AND k.pupil_id = p.pupil_id
LEFT JOIN school_age AS a
    ON p.date_of_birth = a.date_of_birth
