-- Sums of every pupil for every week (by its Monday) with a row in the register, from :year_from to :as_of.
-- Reads: register_mark, session_code, missing_mark.
WITH week_sum AS (
    SELECT
        m.school_id,
        m.pupil_id,
        CAST(DATE_TRUNC('week', m.date) AS DATE) AS monday,
        SUM(c.possible) AS possible,
        SUM(c.attended) AS attended,
        SUM(c.authorised) AS authorised,
        SUM(c.unauthorised) AS unauthorised,
        SUM(c.late) AS late,
        SUM(c.late_after_close) AS late_after_close,
        COALESCE(SUM(m.minutes_late), 0) AS minutes_late
    FROM register_mark AS m
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    WHERE m.date BETWEEN :year_from AND :as_of
    GROUP BY 1, 2, 3
),

week_missing AS (
    SELECT school_id, pupil_id, CAST(DATE_TRUNC('week', date) AS DATE) AS monday, COUNT(*) AS missing
    FROM missing_mark
    GROUP BY 1, 2, 3
)

SELECT
    w.school_id,
    w.pupil_id,
    w.monday,
    CAST(w.possible AS INTEGER) AS possible,
    CAST(w.attended AS INTEGER) AS attended,
    CAST(w.authorised AS INTEGER) AS authorised,
    CAST(w.unauthorised AS INTEGER) AS unauthorised,
    CAST(w.late AS INTEGER) AS late,
    CAST(w.late_after_close AS INTEGER) AS late_after_close,
    CAST(COALESCE(n.missing, 0) AS INTEGER) AS missing,
    CAST(w.minutes_late AS INTEGER) AS minutes_late
FROM week_sum AS w
LEFT JOIN week_missing AS n
    ON w.school_id = n.school_id AND w.pupil_id = n.pupil_id AND w.monday = n.monday
