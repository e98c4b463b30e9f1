-- One row a pupil with a session that counts: how many are in the window of :school_weeks that ends with the
-- last one up to the day judged, and when a window first held :sessions.
-- sessions, unexplained: of the window, not cited in a standing notice. with_cited: all of the window.
-- reached_on: the first day from :reached_from on on which the window that ends with that day's week held
-- :sessions, cited ones left out. That is the day of the session that made it so many; or, where the
-- window was full before :reached_from already and still is in the next school week, the first school day
-- from then on. firm_reached_on: the same without the unexplained ones. of_age_reached_on: without those at
-- which the pupil is known not to have been of compulsory school age.
-- Reads: threshold_session, open_week, mover_week, school_session.
WITH series_session AS (
    SELECT 'all' AS series, pupil_id, at_school_id, date, session, week
    FROM threshold_session
    WHERE cited = 0
    UNION ALL
    SELECT 'firm' AS series, pupil_id, at_school_id, date, session, week
    FROM threshold_session
    WHERE cited = 0 AND unexplained = 0
    UNION ALL
    SELECT 'of age' AS series, pupil_id, at_school_id, date, session, week
    FROM threshold_session
    WHERE cited = 0 AND under_age = 0 AND pupil_id IN (
        SELECT pupil_id FROM threshold_session WHERE under_age = 1
    )
),

with_first AS (
    SELECT
        series,
        pupil_id,
        at_school_id,
        date,
        week,
        LAG(week, :sessions - 1) OVER (PARTITION BY series, pupil_id ORDER BY date, session) AS first_week
    FROM series_session
),

first_day_of_school AS (
    SELECT s.school_id, MIN(s.date) AS first_day, MIN(w.week) AS first_week
    FROM school_session AS s
    INNER JOIN open_week AS w ON s.school_id = w.school_id AND s.monday = w.monday
    WHERE s.possible > 0 AND s.date BETWEEN :reached_from AND :as_of
    GROUP BY s.school_id
),

first_day_of_mover AS (
    SELECT v.pupil_id, MIN(s.date) AS first_day, MIN(v.week) AS first_week
    FROM mover_week AS v
    INNER JOIN school_session AS s ON v.school_id = s.school_id AND v.monday = s.monday
    WHERE s.possible > 0 AND s.date BETWEEN :reached_from AND :as_of
    GROUP BY v.pupil_id
),

reached AS (
    SELECT
        f.series,
        f.pupil_id,
        MIN(CASE
            WHEN f.date >= :reached_from THEN f.date
            WHEN COALESCE(q.first_week, d.first_week) - f.first_week < :school_weeks
                THEN COALESCE(q.first_day, d.first_day)
        END) AS reached_on
    FROM with_first AS f
    LEFT JOIN first_day_of_school AS d ON f.at_school_id = d.school_id
    LEFT JOIN first_day_of_mover AS q ON f.pupil_id = q.pupil_id
    WHERE f.week - f.first_week < :school_weeks
    GROUP BY f.series, f.pupil_id
),

pupil_count AS (
    SELECT
        at_school_id AS school_id,
        pupil_id,
        SUM(CASE WHEN cited = 0 AND last_week - week < :school_weeks THEN 1 ELSE 0 END) AS sessions,
        SUM(CASE
            WHEN cited = 0 AND unexplained = 1 AND last_week - week < :school_weeks THEN 1 ELSE 0
        END) AS unexplained,
        SUM(CASE WHEN last_week - week < :school_weeks THEN 1 ELSE 0 END) AS with_cited,
        MAX(under_age) AS has_been_under_age
    FROM threshold_session
    GROUP BY at_school_id, pupil_id
)

SELECT
    p.school_id,
    p.pupil_id,
    CAST(p.sessions AS INTEGER) AS sessions,
    CAST(p.unexplained AS INTEGER) AS unexplained,
    CAST(p.with_cited AS INTEGER) AS with_cited,
    a.reached_on,
    f.reached_on AS firm_reached_on,
    CASE WHEN p.has_been_under_age = 1 THEN g.reached_on ELSE a.reached_on END AS of_age_reached_on
FROM pupil_count AS p
LEFT JOIN reached AS a ON p.pupil_id = a.pupil_id AND a.series = 'all'
LEFT JOIN reached AS f ON p.pupil_id = f.pupil_id AND f.series = 'firm'
LEFT JOIN reached AS g ON p.pupil_id = g.pupil_id AND g.series = 'of age'
