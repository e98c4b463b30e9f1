-- Every mark of one pupil at one school from :from_day to :to_day, both included, with what its code counts as.
-- Reads: register_mark, session_code.
SELECT
    m.date,
    m.session,
    m.code,
    c.meaning,
    CAST(COALESCE(m.minutes_late, 0) AS INTEGER) AS minutes_late,
    c.possible,
    c.attended,
    c.authorised,
    c.unauthorised,
    c.late,
    c.late_after_close,
    c.missing
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE
    m.school_id = :school_id
    AND m.pupil_id = :pupil_id
    AND m.date BETWEEN :from_day AND :to_day
ORDER BY m.date, m.session
