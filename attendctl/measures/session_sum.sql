-- Sums of every school's sessions: one row a school, day and half day (0 AM, 1 PM) with a row in the register,
-- from :from_day to :to_day, both included. A session on which nothing was possible has zeros.
-- Reads: register_mark, session_code.
SELECT
    m.school_id,
    m.date,
    m.session,
    CAST(SUM(c.possible) AS INTEGER) AS possible,
    CAST(SUM(c.attended) AS INTEGER) AS attended,
    CAST(SUM(c.authorised) AS INTEGER) AS authorised,
    CAST(SUM(c.unauthorised) AS INTEGER) AS unauthorised,
    CAST(SUM(c.late) AS INTEGER) AS late,
    CAST(SUM(c.late_after_close) AS INTEGER) AS late_after_close
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE m.date BETWEEN :from_day AND :to_day
GROUP BY m.school_id, m.date, m.session
