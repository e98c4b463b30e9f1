-- Marks that hardly can be right, from :year_from to :as_of, both included: one row a mark and kind.
--   trip        a visit on which fewer than :trip_pupils pupils of the school went
--   closed      a closure in a class of which at least :open_part of :open_of pupils were taught
--   few         a session in which fewer than :few_part of :few_of of the pupils of the fullest one have a mark
--   before      a mark before the day of admission
--   after       a mark after the day of leaving
-- Reads: register_mark, register_pupil, session_code, school_session, pupil, health_code.
WITH marked AS (
    SELECT m.school_id, m.pupil_id, m.date, m.session, m.code, c.possible, c.on_roll, h.kind, p.class
    FROM register_mark AS m
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    LEFT JOIN health_code AS h ON m.code = h.code
    LEFT JOIN register_pupil AS p ON m.school_id = p.school_id AND m.pupil_id = p.pupil_id
    WHERE m.date BETWEEN :year_from AND :as_of
),

trip AS (
    SELECT school_id, date, session
    FROM marked
    WHERE kind = 'trip'
    GROUP BY school_id, date, session
    HAVING COUNT(*) < :trip_pupils
),

open_class AS (
    SELECT school_id, class, date, session
    FROM marked
    WHERE class IS NOT NULL AND (possible = 1 OR kind = 'closed')
    GROUP BY school_id, class, date, session
    HAVING
        SUM(CASE WHEN kind = 'closed' THEN 1 ELSE 0 END) > 0
        AND SUM(possible) * :open_of >= COUNT(*) * :open_part
),

fullest AS (
    SELECT school_id, MAX(possible) AS possible
    FROM school_session
    WHERE date BETWEEN :year_from AND :as_of
    GROUP BY school_id
),

few AS (
    SELECT s.school_id, s.date, s.session
    FROM school_session AS s
    INNER JOIN fullest AS f ON s.school_id = f.school_id
    WHERE
        s.date BETWEEN :year_from AND :as_of
        AND s.possible > 0
        AND s.possible * :few_of < f.possible * :few_part
)

SELECT m.school_id, m.pupil_id, m.date, m.session, m.code, 'trip' AS kind
FROM marked AS m
INNER JOIN trip AS t ON m.school_id = t.school_id AND m.date = t.date AND m.session = t.session
WHERE m.kind = 'trip'
UNION ALL
SELECT m.school_id, m.pupil_id, m.date, m.session, m.code, 'closed' AS kind
FROM marked AS m
INNER JOIN open_class AS o
    ON m.school_id = o.school_id AND m.class = o.class AND m.date = o.date AND m.session = o.session
WHERE m.kind = 'closed'
UNION ALL
SELECT m.school_id, m.pupil_id, m.date, m.session, m.code, 'few' AS kind
FROM marked AS m
INNER JOIN few AS f ON m.school_id = f.school_id AND m.date = f.date AND m.session = f.session
WHERE m.possible = 1
UNION ALL
SELECT m.school_id, m.pupil_id, m.date, m.session, m.code, 'before' AS kind
FROM marked AS m
INNER JOIN pupil AS p ON m.school_id = p.school_id AND m.pupil_id = p.pupil_id
WHERE m.on_roll = 1 AND m.date < p.admission_date
UNION ALL
SELECT m.school_id, m.pupil_id, m.date, m.session, m.code, 'after' AS kind
FROM marked AS m
INNER JOIN pupil AS p ON m.school_id = p.school_id AND m.pupil_id = p.pupil_id
WHERE m.on_roll = 1 AND m.date > p.leaving_date
