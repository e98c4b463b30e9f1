-- Sums of every school week of every school: weeks with at least one possible session, by their Mondays.
-- Reads: pupil_week.
SELECT
    school_id,
    monday,
    CAST(COUNT(*) AS INTEGER) AS pupils,
    CAST(SUM(possible) AS BIGINT) AS possible,
    CAST(SUM(attended) AS BIGINT) AS attended,
    CAST(SUM(authorised) AS BIGINT) AS authorised,
    CAST(SUM(unauthorised) AS BIGINT) AS unauthorised,
    CAST(SUM(late) AS BIGINT) AS late,
    CAST(SUM(late_after_close) AS BIGINT) AS late_after_close,
    CAST(SUM(missing) AS BIGINT) AS missing,
    CAST(SUM(minutes_late) AS BIGINT) AS minutes_late
FROM pupil_week
GROUP BY school_id, monday
HAVING SUM(possible) > 0
