-- Pupils whose attendance of the year so far is below a line, and since when without a break: by the sums to the
-- end of each of the pupil's days. A line is either :missed of :of sessions (that share missed, or more, is below
-- the line; exact) or so many tenths of a percent (below it once rounded half up to tenths).
-- Reads: pupil_day, line_rule.
WITH judged_day AS (
    SELECT
        d.school_id,
        r.rule,
        d.pupil_id,
        d.date,
        CASE
            WHEN r.tenths IS NULL
                THEN r.sessions_of * (d.year_possible - d.year_attended) >= r.sessions_missed * d.year_possible
            ELSE 2000 * d.year_attended + d.year_possible < 2 * r.tenths * d.year_possible
        END AS is_below
    FROM pupil_day AS d
    INNER JOIN line_rule AS r ON d.school_id = r.school_id
    WHERE d.date >= :year_from AND d.year_possible > 0
),

last_day_above AS (
    SELECT
        school_id,
        rule,
        pupil_id,
        MAX(date) AS last_day,
        MAX(CASE WHEN NOT is_below THEN date END) AS last_above
    FROM judged_day
    GROUP BY school_id, rule, pupil_id
)

SELECT j.school_id, j.rule, j.pupil_id, MIN(j.date) AS since
FROM judged_day AS j
INNER JOIN last_day_above AS l
    ON j.school_id = l.school_id AND j.rule = l.rule AND j.pupil_id = l.pupil_id
WHERE
    (l.last_above IS NULL OR j.date > l.last_above)
    AND (l.last_above IS NULL OR l.last_above < l.last_day)
GROUP BY j.school_id, j.rule, j.pupil_id
