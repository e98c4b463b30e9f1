-- One row a pupil: the sums of the year and of the week of :as_of, whether persistently or severely absent,
-- and whether the pupil joined after the school's first week of the year or has left by :as_of.
-- A threshold is :missed of :of sessions possible, or :fixed sessions where the rule was a fixed number;
-- with neither (no rule on that day) the flag is null.
-- period_* are the sums of the period reported on, zeros where there is none. A pupil with rows in it and none
-- in the year has zeros for the year, and has left if the school has rows in the year.
-- Reads: pupil_sum, pupil_status, missing_mark, pupil_period.
WITH missing_of_pupil AS (
    SELECT
        school_id,
        pupil_id,
        COUNT(*) AS missing,
        SUM(CASE WHEN date >= :week_from THEN 1 ELSE 0 END) AS week_missing
    FROM missing_mark
    GROUP BY school_id, pupil_id
),

in_year AS (
    SELECT s.*, f.first_mark, f.has_left, f.has_joined, COALESCE(n.missing, 0) AS missing, n.week_missing
    FROM pupil_sum AS s
    INNER JOIN pupil_status AS f ON s.school_id = f.school_id AND s.pupil_id = f.pupil_id
    LEFT JOIN missing_of_pupil AS n ON s.school_id = n.school_id AND s.pupil_id = n.pupil_id
),

school_in_year AS (
    SELECT DISTINCT school_id FROM pupil_sum
)

SELECT
    COALESCE(s.school_id, p.school_id) AS school_id,
    COALESCE(s.pupil_id, p.pupil_id) AS pupil_id,
    CAST(COALESCE(s.possible, 0) AS INTEGER) AS year_possible,
    CAST(COALESCE(s.attended, 0) AS INTEGER) AS year_attended,
    CAST(COALESCE(s.authorised, 0) AS INTEGER) AS year_authorised,
    CAST(COALESCE(s.unauthorised, 0) AS INTEGER) AS year_unauthorised,
    CAST(COALESCE(s.late, 0) AS INTEGER) AS year_late,
    CAST(COALESCE(s.late_after_close, 0) AS INTEGER) AS year_late_after_close,
    CAST(COALESCE(s.missing, 0) AS INTEGER) AS year_missing,
    CAST(COALESCE(s.minutes_late, 0) AS INTEGER) AS year_minutes_late,
    CAST(COALESCE(s.minutes_late_before_close, 0) AS INTEGER) AS year_minutes_late_before_close,
    CAST(COALESCE(s.possible - s.before_possible, 0) AS INTEGER) AS week_possible,
    CAST(COALESCE(s.attended - s.before_attended, 0) AS INTEGER) AS week_attended,
    CAST(COALESCE(s.authorised - s.before_authorised, 0) AS INTEGER) AS week_authorised,
    CAST(COALESCE(s.unauthorised - s.before_unauthorised, 0) AS INTEGER) AS week_unauthorised,
    CAST(COALESCE(s.late - s.before_late, 0) AS INTEGER) AS week_late,
    CAST(COALESCE(s.late_after_close - s.before_late_after_close, 0) AS INTEGER) AS week_late_after_close,
    CAST(COALESCE(s.week_missing, 0) AS INTEGER) AS week_missing,
    CAST(COALESCE(s.minutes_late - s.before_minutes_late, 0) AS INTEGER) AS week_minutes_late,
    CAST(COALESCE(s.before_possible, 0) AS INTEGER) AS before_possible,
    CAST(COALESCE(s.before_attended, 0) AS INTEGER) AS before_attended,
    CAST(COALESCE(p.possible, 0) AS INTEGER) AS period_possible,
    CAST(COALESCE(p.attended, 0) AS INTEGER) AS period_attended,
    CAST(COALESCE(p.authorised, 0) AS INTEGER) AS period_authorised,
    CAST(COALESCE(p.unauthorised, 0) AS INTEGER) AS period_unauthorised,
    CAST(COALESCE(p.late, 0) AS INTEGER) AS period_late,
    CAST(COALESCE(p.late_after_close, 0) AS INTEGER) AS period_late_after_close,
    CAST(COALESCE(p.missing, 0) AS INTEGER) AS period_missing,
    CAST(COALESCE(p.minutes_late, 0) AS INTEGER) AS period_minutes_late,
    s.first_mark,
    COALESCE(s.last_mark, p.last_mark) AS last_mark,
    CASE
        WHEN s.has_left OR s.pupil_id IS NULL AND y.school_id IS NOT NULL THEN 'leaver'
        WHEN s.has_joined THEN 'joiner'
    END AS status,
    CASE
        WHEN :persistent_of IS NULL THEN NULL
        WHEN COALESCE(s.possible, 0) = 0 THEN FALSE
        WHEN :persistent_fixed IS NOT NULL THEN s.authorised + s.unauthorised >= :persistent_fixed
        ELSE :persistent_of * (s.authorised + s.unauthorised) >= :persistent_missed * s.possible
    END AS persistent_absence,
    CASE
        WHEN :severe_of IS NULL THEN NULL
        WHEN COALESCE(s.possible, 0) = 0 THEN FALSE
        WHEN :severe_fixed IS NOT NULL THEN s.authorised + s.unauthorised >= :severe_fixed
        ELSE :severe_of * (s.authorised + s.unauthorised) >= :severe_missed * s.possible
    END AS severe_absence
FROM in_year AS s
FULL JOIN pupil_period AS p ON s.school_id = p.school_id AND s.pupil_id = p.pupil_id
LEFT JOIN school_in_year AS y ON p.school_id = y.school_id
