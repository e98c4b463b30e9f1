-- Sessions with a code of a window rule, counted in consecutive school weeks of the school up to :as_of.
-- sessions: those in the window that ends with the last school week up to :as_of.
-- reached_on: the first day from :reached_from on on which the window that ends with that day's week held the
-- rule's sessions. That is the day of the session that made it so many; or, where the window was full before
-- :reached_from already and still is in the next school week, the first school day from then on.
-- Sessions before from_day are not counted. One row a school, rule and pupil with a session counted.
-- Reads: register_mark, school_session, window_rule.
WITH school_week AS (
    SELECT
        school_id,
        monday,
        ROW_NUMBER() OVER (PARTITION BY school_id ORDER BY monday) AS week,
        COUNT(*) OVER (PARTITION BY school_id) AS last_week
    FROM school_session
    WHERE possible > 0 AND date <= :as_of
    GROUP BY school_id, monday
),

first_day_asked AS (
    SELECT s.school_id, MIN(s.date) AS first_day, MIN(w.week) AS first_week
    FROM school_session AS s
    INNER JOIN school_week AS w ON s.school_id = w.school_id AND s.monday = w.monday
    WHERE s.possible > 0 AND s.date BETWEEN :reached_from AND :as_of
    GROUP BY s.school_id
),

counted AS (
    SELECT
        r.school_id,
        r.rule,
        r.sessions,
        r.school_weeks,
        m.pupil_id,
        m.date,
        w.week,
        w.last_week,
        ROW_NUMBER() OVER (
            PARTITION BY r.school_id, r.rule, m.pupil_id ORDER BY m.date, m.session
        ) AS nth
    FROM window_rule AS r
    INNER JOIN register_mark AS m
        ON r.school_id = m.school_id AND r.code = m.code AND r.from_day <= m.date
    INNER JOIN school_week AS w
        ON m.school_id = w.school_id AND CAST(DATE_TRUNC('week', m.date) AS DATE) = w.monday
    WHERE m.date <= :as_of
),

full_window AS (
    SELECT
        l.school_id,
        l.rule,
        l.pupil_id,
        MIN(CASE
            WHEN l.date >= :reached_from THEN l.date
            WHEN f.first_week - e.week < l.school_weeks THEN f.first_day
        END) AS reached_on
    FROM counted AS l
    INNER JOIN counted AS e
        ON
            l.school_id = e.school_id
            AND l.rule = e.rule
            AND l.pupil_id = e.pupil_id
            AND l.nth - l.sessions + 1 = e.nth
    LEFT JOIN first_day_asked AS f ON l.school_id = f.school_id
    WHERE l.week - e.week < l.school_weeks
    GROUP BY l.school_id, l.rule, l.pupil_id
),

pupil_count AS (
    SELECT
        school_id,
        rule,
        pupil_id,
        SUM(CASE WHEN last_week - week < school_weeks THEN 1 ELSE 0 END) AS sessions
    FROM counted
    GROUP BY school_id, rule, pupil_id
)

SELECT
    p.school_id,
    p.rule,
    p.pupil_id,
    CAST(p.sessions AS INTEGER) AS sessions,
    f.reached_on
FROM pupil_count AS p
LEFT JOIN full_window AS f
    ON p.school_id = f.school_id AND p.rule = f.rule AND p.pupil_id = f.pupil_id
