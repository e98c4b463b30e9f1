-- Sums of every group of pupils: one row a school and value of :by, or one row a school, or one in all.
-- A percentage of a group is the ratio of these sums. A value the register does not state is "not stated".
-- period_* are of the period reported on, zeros where there is none.
-- pupils_with_sessions counts those with a possible session in the year, leavers included.
-- Reads: pupil_year, register_pupil, school.
SELECT
    CASE WHEN :by <> 'everyone' THEN g.school_id END AS school_id,
    g.name,
    CAST(COUNT(*) AS INTEGER) AS pupils,
    CAST(SUM(CASE WHEN g.year_possible > 0 THEN 1 ELSE 0 END) AS INTEGER) AS pupils_with_sessions,
    CAST(SUM(CASE WHEN g.persistent_absence THEN 1 ELSE 0 END) AS INTEGER) AS pupils_persistent,
    CAST(SUM(CASE WHEN g.severe_absence THEN 1 ELSE 0 END) AS INTEGER) AS pupils_severe,
    CAST(SUM(g.year_possible) AS BIGINT) AS year_possible,
    CAST(SUM(g.year_attended) AS BIGINT) AS year_attended,
    CAST(SUM(g.year_authorised) AS BIGINT) AS year_authorised,
    CAST(SUM(g.year_unauthorised) AS BIGINT) AS year_unauthorised,
    CAST(SUM(g.year_late) AS BIGINT) AS year_late,
    CAST(SUM(g.year_late_after_close) AS BIGINT) AS year_late_after_close,
    CAST(SUM(g.year_missing) AS BIGINT) AS year_missing,
    CAST(SUM(g.year_minutes_late) AS BIGINT) AS year_minutes_late,
    CAST(SUM(g.week_possible) AS BIGINT) AS week_possible,
    CAST(SUM(g.week_attended) AS BIGINT) AS week_attended,
    CAST(SUM(g.week_authorised) AS BIGINT) AS week_authorised,
    CAST(SUM(g.week_unauthorised) AS BIGINT) AS week_unauthorised,
    CAST(SUM(g.week_late) AS BIGINT) AS week_late,
    CAST(SUM(g.week_late_after_close) AS BIGINT) AS week_late_after_close,
    CAST(SUM(g.week_missing) AS BIGINT) AS week_missing,
    CAST(SUM(g.week_minutes_late) AS BIGINT) AS week_minutes_late,
    CAST(SUM(g.period_possible) AS BIGINT) AS period_possible,
    CAST(SUM(g.period_attended) AS BIGINT) AS period_attended,
    CAST(SUM(g.period_authorised) AS BIGINT) AS period_authorised,
    CAST(SUM(g.period_unauthorised) AS BIGINT) AS period_unauthorised,
    CAST(SUM(g.period_late) AS BIGINT) AS period_late,
    CAST(SUM(g.period_late_after_close) AS BIGINT) AS period_late_after_close,
    CAST(SUM(g.period_missing) AS BIGINT) AS period_missing,
    CAST(SUM(g.period_minutes_late) AS BIGINT) AS period_minutes_late
FROM (
    SELECT
        y.*,
        CASE
            WHEN :by = 'everyone' THEN 'everyone'
            ELSE COALESCE(CASE
                WHEN :by = 'school' THEN s.name
                WHEN :by = 'year' THEN p.year_group
                WHEN :by = 'class' THEN p.class
                WHEN :by = 'house' THEN p.house
                WHEN :by = 'sex' THEN p.sex
                WHEN :by = 'sen' THEN p.sen
                WHEN :by = 'pp' THEN CASE WHEN p.pp THEN 'yes' WHEN NOT p.pp THEN 'no' END
                WHEN :by = 'fsm' THEN CASE WHEN p.fsm THEN 'yes' WHEN NOT p.fsm THEN 'no' END
                WHEN :by = 'eal' THEN CASE WHEN p.eal THEN 'yes' WHEN NOT p.eal THEN 'no' END
                WHEN :by = 'lac' THEN CASE WHEN p.lac THEN 'yes' WHEN NOT p.lac THEN 'no' END
                WHEN :by = 'social-worker'
                    THEN CASE WHEN p.social_worker THEN 'yes' WHEN NOT p.social_worker THEN 'no' END
            END, 'not stated')
        END AS name
    FROM pupil_year AS y
    LEFT JOIN register_pupil AS p ON y.school_id = p.school_id AND y.pupil_id = p.pupil_id
    LEFT JOIN school AS s ON y.school_id = s.school_id
) AS g
GROUP BY 1, 2
