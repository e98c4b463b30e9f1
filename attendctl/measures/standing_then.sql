-- Sessions of a pupil between two days, both included: one row a reference, zeros where there were none.
-- Reads: judged_then, register_mark, session_code.
WITH session_between AS (
    SELECT
        j.reference,
        SUM(c.possible) AS possible,
        SUM(c.attended) AS attended,
        SUM(c.authorised) AS authorised,
        SUM(c.unauthorised) AS unauthorised,
        SUM(c.late) AS late,
        SUM(c.late_after_close) AS late_after_close
    FROM register_mark AS m
    INNER JOIN judged_then AS j
        ON
            m.school_id = j.school_id
            AND m.pupil_id = j.pupil_id
            AND m.date BETWEEN j.from_day AND j.to_day
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    GROUP BY j.reference
)

SELECT
    j.reference,
    CAST(COALESCE(s.possible, 0) AS INTEGER) AS possible,
    CAST(COALESCE(s.attended, 0) AS INTEGER) AS attended,
    CAST(COALESCE(s.authorised, 0) AS INTEGER) AS authorised,
    CAST(COALESCE(s.unauthorised, 0) AS INTEGER) AS unauthorised,
    CAST(COALESCE(s.late, 0) AS INTEGER) AS late,
    CAST(COALESCE(s.late_after_close, 0) AS INTEGER) AS late_after_close
FROM judged_then AS j
LEFT JOIN session_between AS s ON j.reference = s.reference
