-- How often each code of absence or lateness stands with each pupil of a school in each period, first and last
-- day included, in one pass over the register.
-- Reads: counted_period, register_mark, session_code.
SELECT
    t.period,
    m.school_id,
    m.pupil_id,
    m.code,
    c.meaning,
    c.statistical_class,
    CAST(COUNT(*) AS INTEGER) AS sessions,
    CAST(SUM(c.authorised) AS INTEGER) AS authorised,
    CAST(SUM(c.unauthorised) AS INTEGER) AS unauthorised,
    CAST(SUM(c.late) AS INTEGER) AS late,
    CAST(SUM(c.late_after_close) AS INTEGER) AS late_after_close
FROM register_mark AS m
INNER JOIN counted_period AS t
    ON m.school_id = t.school_id AND m.date BETWEEN t.from_day AND t.to_day
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE c.authorised + c.unauthorised + c.late > 0
GROUP BY t.period, m.school_id, m.pupil_id, m.code, c.meaning, c.statistical_class
