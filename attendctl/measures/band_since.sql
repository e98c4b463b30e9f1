-- The band each pupil is in at the end of the last of the pupil's days, and since when without a break: by the
-- percentage from :year_from to the end of each day, rounded half up to tenths. Rounding and comparing are one
-- step on whole numbers: a percentage is at least t tenths where 2000 * attended + possible >= 2 * t * possible.
-- A percentage that no edge of the school covers has no band, which is a stay like any other.
-- Reads: pupil_day, band_edge.
WITH banded_day AS (
    SELECT d.school_id, d.pupil_id, d.date, COALESCE(b.band, '') AS band
    FROM pupil_day AS d
    LEFT JOIN band_edge AS b
        ON
            d.school_id = b.school_id
            AND 2000 * d.year_attended + d.year_possible >= 2 * b.lowest_tenths * d.year_possible
            AND 2000 * d.year_attended + d.year_possible < 2 * (b.highest_tenths + 1) * d.year_possible
    WHERE d.date >= :year_from
),

last_day_in_band AS (
    SELECT school_id, pupil_id, band, MAX(date) AS last_day
    FROM banded_day
    GROUP BY school_id, pupil_id, band
),

band_in_order AS (
    SELECT
        school_id,
        pupil_id,
        band,
        LAG(last_day) OVER (PARTITION BY school_id, pupil_id ORDER BY last_day) AS last_other_day,
        ROW_NUMBER() OVER (PARTITION BY school_id, pupil_id ORDER BY last_day DESC) AS nth_last
    FROM last_day_in_band
)

SELECT b.school_id, b.pupil_id, NULLIF(b.band, '') AS band, MIN(d.date) AS since
FROM band_in_order AS b
INNER JOIN banded_day AS d
    ON b.school_id = d.school_id AND b.pupil_id = d.pupil_id AND b.band = d.band
WHERE b.nth_last = 1 AND (b.last_other_day IS NULL OR d.date > b.last_other_day)
GROUP BY b.school_id, b.pupil_id, b.band
