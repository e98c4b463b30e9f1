-- Every day on which a pupil had a possible session, from :from_day to :as_of, both included: the sessions of
-- the day, the day's number among the pupil's days, and the sums from :year_from to the end of the day.
-- Reads: register_mark, session_code.
WITH sums_of_day AS (
    SELECT
        m.school_id,
        m.pupil_id,
        m.date,
        CAST(COUNT(*) AS INTEGER) AS possible,
        CAST(SUM(c.attended) AS INTEGER) AS attended
    FROM register_mark AS m
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    WHERE c.possible = 1 AND m.date BETWEEN :from_day AND :as_of
    GROUP BY m.school_id, m.pupil_id, m.date
)

SELECT
    school_id,
    pupil_id,
    date,
    possible,
    CAST(ROW_NUMBER() OVER (PARTITION BY school_id, pupil_id ORDER BY date) AS INTEGER) AS nth,
    CAST(SUM(CASE WHEN date >= :year_from THEN possible ELSE 0 END) OVER (
        PARTITION BY school_id, pupil_id ORDER BY date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS INTEGER) AS year_possible,
    CAST(SUM(CASE WHEN date >= :year_from THEN attended ELSE 0 END) OVER (
        PARTITION BY school_id, pupil_id ORDER BY date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS INTEGER) AS year_attended
FROM sums_of_day
