-- Pupils whose marks end before the school's latest week although no leaving date is given: one row each, with
-- the first and the last day on which the register has the pupil on roll between :year_from and :as_of, both
-- included. Only where the pupil's class has marks in that week: else it is the export that is short. A pupil
-- whom another school of the ledger has on roll after that day has moved, whichever school is asked about.
-- Reads: register_mark, register_pupil, school_session, session_code, mark.
WITH latest_week AS (
    SELECT school_id, MAX(monday) AS monday
    FROM school_session
    WHERE possible > 0 AND date BETWEEN :year_from AND :as_of
    GROUP BY school_id
),

on_roll AS (
    SELECT m.school_id, m.pupil_id, MIN(m.date) AS first_day, MAX(m.date) AS last_day
    FROM register_mark AS m
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    WHERE c.on_roll = 1 AND m.date BETWEEN :year_from AND :as_of
    GROUP BY m.school_id, m.pupil_id
),

of_class AS (
    SELECT
        r.school_id,
        r.pupil_id,
        r.first_day,
        r.last_day,
        p.leaving_date,
        MAX(r.last_day) OVER (PARTITION BY r.school_id, p.class) AS last_day_of_class
    FROM on_roll AS r
    INNER JOIN register_pupil AS p ON r.school_id = p.school_id AND r.pupil_id = p.pupil_id
)

SELECT f.school_id, f.pupil_id, f.first_day, f.last_day
FROM of_class AS f
INNER JOIN latest_week AS w ON f.school_id = w.school_id
WHERE
    f.last_day < w.monday AND f.last_day_of_class >= w.monday AND f.leaving_date IS NULL
    AND NOT EXISTS (
        SELECT 1
        FROM mark AS m
        INNER JOIN session_code AS c
            ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
        WHERE
            c.on_roll = 1 AND m.pupil_id = f.pupil_id AND m.school_id <> f.school_id
            AND m.date > f.last_day AND m.date <= :as_of
    )
