-- Sums of every pupil with a row in the period reported on, whose days are the school's own, first and last
-- day included. It may begin in an earlier academic year than it ends in.
-- Reads: reported_period, register_mark, session_code, period_missing_mark.
WITH missing_of_pupil AS (
    SELECT school_id, pupil_id, COUNT(*) AS missing
    FROM period_missing_mark
    GROUP BY school_id, pupil_id
),

sum_of_pupil AS (
    SELECT
        m.school_id,
        m.pupil_id,
        SUM(c.possible) AS possible,
        SUM(c.attended) AS attended,
        SUM(c.authorised) AS authorised,
        SUM(c.unauthorised) AS unauthorised,
        SUM(c.late) AS late,
        SUM(c.late_after_close) AS late_after_close,
        COALESCE(SUM(m.minutes_late), 0) AS minutes_late,
        MAX(CASE WHEN c.on_roll = 1 THEN m.date END) AS last_mark
    FROM register_mark AS m
    INNER JOIN reported_period AS t
        ON m.school_id = t.school_id AND m.date BETWEEN t.from_day AND t.to_day
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    GROUP BY m.school_id, m.pupil_id
)

SELECT s.*, COALESCE(n.missing, 0) AS missing
FROM sum_of_pupil AS s
LEFT JOIN missing_of_pupil AS n ON s.school_id = n.school_id AND s.pupil_id = n.pupil_id
