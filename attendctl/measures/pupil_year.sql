-- One row a pupil: the sums of the year and of the week of :as_of, whether persistently or severely absent,
-- and whether the pupil joined after the school's first week of the year or has left by :as_of.
-- A threshold is :missed of :of sessions possible, or :fixed sessions where the rule was a fixed number;
-- with neither (no rule on that day) the flag is null.
-- Reads: pupil_sum, pupil_status, missing_mark.
WITH missing_of_pupil AS (
    SELECT
        school_id,
        pupil_id,
        COUNT(*) AS missing,
        SUM(CASE WHEN date >= :week_from THEN 1 ELSE 0 END) AS week_missing
    FROM missing_mark
    GROUP BY school_id, pupil_id
)

SELECT
    s.school_id,
    s.pupil_id,
    CAST(s.possible AS INTEGER) AS year_possible,
    CAST(s.attended AS INTEGER) AS year_attended,
    CAST(s.authorised AS INTEGER) AS year_authorised,
    CAST(s.unauthorised AS INTEGER) AS year_unauthorised,
    CAST(s.late AS INTEGER) AS year_late,
    CAST(s.late_after_close AS INTEGER) AS year_late_after_close,
    CAST(COALESCE(n.missing, 0) AS INTEGER) AS year_missing,
    CAST(s.minutes_late AS INTEGER) AS year_minutes_late,
    CAST(s.minutes_late_before_close AS INTEGER) AS year_minutes_late_before_close,
    CAST(s.possible - s.before_possible AS INTEGER) AS week_possible,
    CAST(s.attended - s.before_attended AS INTEGER) AS week_attended,
    CAST(s.authorised - s.before_authorised AS INTEGER) AS week_authorised,
    CAST(s.unauthorised - s.before_unauthorised AS INTEGER) AS week_unauthorised,
    CAST(s.late - s.before_late AS INTEGER) AS week_late,
    CAST(s.late_after_close - s.before_late_after_close AS INTEGER) AS week_late_after_close,
    CAST(COALESCE(n.week_missing, 0) AS INTEGER) AS week_missing,
    CAST(s.minutes_late - s.before_minutes_late AS INTEGER) AS week_minutes_late,
    CAST(s.before_possible AS INTEGER) AS before_possible,
    CAST(s.before_attended AS INTEGER) AS before_attended,
    f.first_mark,
    s.last_mark,
    CASE WHEN f.has_left THEN 'leaver' WHEN f.has_joined THEN 'joiner' END AS status,
    CASE
        WHEN :persistent_of IS NULL THEN NULL
        WHEN s.possible = 0 THEN FALSE
        WHEN :persistent_fixed IS NOT NULL THEN s.authorised + s.unauthorised >= :persistent_fixed
        ELSE :persistent_of * (s.authorised + s.unauthorised) >= :persistent_missed * s.possible
    END AS persistent_absence,
    CASE
        WHEN :severe_of IS NULL THEN NULL
        WHEN s.possible = 0 THEN FALSE
        WHEN :severe_fixed IS NOT NULL THEN s.authorised + s.unauthorised >= :severe_fixed
        ELSE :severe_of * (s.authorised + s.unauthorised) >= :severe_missed * s.possible
    END AS severe_absence
FROM pupil_sum AS s
INNER JOIN pupil_status AS f ON s.school_id = f.school_id AND s.pupil_id = f.pupil_id
LEFT JOIN missing_of_pupil AS n ON s.school_id = n.school_id AND s.pupil_id = n.pupil_id
