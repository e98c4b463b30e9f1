-- How often each code stands in every school's register from :from_day to :to_day, both included.
-- A code whose meaning changed in between has a row for each meaning.
-- Reads: register_mark, session_code.
SELECT
    m.school_id,
    m.code,
    c.meaning,
    c.statistical_class,
    CAST(COUNT(*) AS INTEGER) AS sessions,
    CAST(SUM(c.possible) AS INTEGER) AS possible,
    CAST(SUM(c.attended) AS INTEGER) AS attended,
    CAST(SUM(c.authorised) AS INTEGER) AS authorised,
    CAST(SUM(c.unauthorised) AS INTEGER) AS unauthorised
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE m.date BETWEEN :from_day AND :to_day
GROUP BY m.school_id, m.code, c.meaning, c.statistical_class
