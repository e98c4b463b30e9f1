-- The school weeks of every pupil who is known to more than one school, numbered from 1, up to :as_of.
-- A week in which the pupil had a possible session counts. Any other counts by the calendar of the
-- school at which the pupil was last, until the next one has the pupil.
-- Columns: pupil_id, monday, school_id (of two in one week the later), week, last_week.
-- Reads: register_pupil, register_mark, session_code, open_week.
WITH mover AS (
    SELECT pupil_id
    FROM register_pupil
    GROUP BY pupil_id
    HAVING MIN(school_id) < MAX(school_id)
),

at_school AS (
    SELECT
        m.pupil_id,
        m.school_id,
        CAST(DATE_TRUNC('week', m.date) AS DATE) AS monday,
        ROW_NUMBER() OVER (
            PARTITION BY m.pupil_id, CAST(DATE_TRUNC('week', m.date) AS DATE)
            ORDER BY m.date DESC, m.session DESC, m.school_id DESC
        ) AS place
    FROM register_mark AS m
    INNER JOIN mover AS p ON m.pupil_id = p.pupil_id
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    WHERE c.possible = 1 AND m.date <= :as_of
),

stay AS (
    SELECT
        pupil_id,
        school_id,
        monday,
        LEAD(monday) OVER (PARTITION BY pupil_id ORDER BY monday) AS next_monday
    FROM at_school
    WHERE place = 1
),

school_week_of_pupil AS (
    SELECT pupil_id, school_id, monday
    FROM stay
    UNION ALL
    SELECT s.pupil_id, s.school_id, w.monday
    FROM stay AS s
    INNER JOIN open_week AS w
        ON s.school_id = w.school_id AND s.monday < w.monday
    WHERE s.next_monday IS NULL OR w.monday < s.next_monday
)

SELECT
    pupil_id,
    school_id,
    monday,
    ROW_NUMBER() OVER (PARTITION BY pupil_id ORDER BY monday) AS week,
    COUNT(*) OVER (PARTITION BY pupil_id) AS last_week
FROM school_week_of_pupil
