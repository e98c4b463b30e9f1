-- Sessions of every pupil from :year_from to :as_of, both included, in one pass over the register.
-- before_* is the part that lies before :week_from, the Monday of the week of :as_of.
-- first_* and last_*: the days of the first and last mark that shows the pupil on roll (mark), and of the
-- first and last row of any kind (row), mornings and afternoons apart.
-- Reads: register_mark, session_code.
SELECT
    m.school_id,
    m.pupil_id,
    COUNT(*) AS rows_in_register,
    SUM(c.possible) AS possible,
    SUM(c.attended) AS attended,
    SUM(c.authorised) AS authorised,
    SUM(c.unauthorised) AS unauthorised,
    SUM(c.late) AS late,
    SUM(c.late_after_close) AS late_after_close,
    COALESCE(SUM(m.minutes_late), 0) AS minutes_late,
    COALESCE(SUM(CASE WHEN c.late = 1 THEN m.minutes_late END), 0) AS minutes_late_before_close,
    SUM(CASE WHEN m.date < :week_from THEN c.possible ELSE 0 END) AS before_possible,
    SUM(CASE WHEN m.date < :week_from THEN c.attended ELSE 0 END) AS before_attended,
    SUM(CASE WHEN m.date < :week_from THEN c.authorised ELSE 0 END) AS before_authorised,
    SUM(CASE WHEN m.date < :week_from THEN c.unauthorised ELSE 0 END) AS before_unauthorised,
    SUM(CASE WHEN m.date < :week_from THEN c.late ELSE 0 END) AS before_late,
    SUM(CASE WHEN m.date < :week_from THEN c.late_after_close ELSE 0 END) AS before_late_after_close,
    COALESCE(SUM(CASE WHEN m.date < :week_from THEN m.minutes_late END), 0) AS before_minutes_late,
    MIN(CASE WHEN c.on_roll = 1 AND m.session = 0 THEN m.date END) AS first_mark_am,
    MIN(CASE WHEN c.on_roll = 1 AND m.session = 1 THEN m.date END) AS first_mark_pm,
    MAX(CASE WHEN c.on_roll = 1 AND m.session = 0 THEN m.date END) AS last_mark_am,
    MAX(CASE WHEN c.on_roll = 1 AND m.session = 1 THEN m.date END) AS last_mark_pm,
    MAX(CASE WHEN c.on_roll = 1 THEN m.date END) AS last_mark,
    MIN(m.date) AS first_row,
    MAX(CASE WHEN m.session = 0 THEN m.date END) AS last_row_am,
    MAX(CASE WHEN m.session = 1 THEN m.date END) AS last_row_pm,
    MAX(m.date) AS last_row
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE m.date BETWEEN :year_from AND :as_of
GROUP BY m.school_id, m.pupil_id
