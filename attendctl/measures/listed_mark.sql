-- Marks in the days of each school's own listed_period, first and last included, that a list may be of: of absence,
-- of lateness, and those with a code of listed_code.
-- is_absent leaves out coming after the register closed: the pupil came late.
-- Reads: listed_period, listed_code, register_mark, session_code.
SELECT
    m.school_id,
    m.pupil_id,
    m.date,
    m.session,
    m.code,
    CAST(m.minutes_late AS INTEGER) AS minutes_late,
    m.comment,
    c.authorised + c.unauthorised - c.late_after_close > 0 AS is_absent,
    c.late + c.late_after_close > 0 AS is_late
FROM register_mark AS m
INNER JOIN listed_period AS t
    ON m.school_id = t.school_id AND m.date BETWEEN t.from_day AND t.to_day
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
LEFT JOIN listed_code AS l ON m.school_id = l.school_id AND m.code = l.code
WHERE c.authorised + c.unauthorised + c.late + c.late_after_close > 0 OR l.code IS NOT NULL
