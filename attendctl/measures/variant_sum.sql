-- Sums of all pupils by each variant, and how many are persistently absent by each way of deciding it:
-- exactly (:missed of :of sessions, or more; or :fixed sessions), below that line exactly, and by the attendance
-- printed in tenths of a percent, half up: below :line, or :line and below. roll_* are those on roll.
-- Reads: variant_pupil_sum.
SELECT
    variant,
    CAST(SUM(possible) AS BIGINT) AS possible,
    CAST(SUM(attended) AS BIGINT) AS attended,
    CAST(SUM(authorised) AS BIGINT) AS authorised,
    CAST(SUM(unauthorised) AS BIGINT) AS unauthorised,
    COUNT(*) AS pupils,
    SUM(CASE WHEN possible > 0 THEN 1 ELSE 0 END) AS pupils_with_sessions,
    SUM(CASE WHEN possible > 0 THEN on_roll ELSE 0 END) AS roll_with_sessions,
    SUM(CASE WHEN exact_or_more THEN 1 ELSE 0 END) AS persistent,
    SUM(CASE WHEN exact_or_more THEN on_roll ELSE 0 END) AS roll_persistent,
    SUM(CASE WHEN more THEN 1 ELSE 0 END) AS below,
    SUM(CASE WHEN more THEN on_roll ELSE 0 END) AS roll_below,
    SUM(CASE WHEN printed_below THEN 1 ELSE 0 END) AS printed_below,
    SUM(CASE WHEN printed_below THEN on_roll ELSE 0 END) AS roll_printed_below,
    SUM(CASE WHEN printed_at_or_below THEN 1 ELSE 0 END) AS printed_at_or_below,
    SUM(CASE WHEN printed_at_or_below THEN on_roll ELSE 0 END) AS roll_printed_at_or_below
FROM (
    SELECT
        variant,
        on_roll,
        possible,
        attended,
        authorised,
        unauthorised,
        possible > 0 AND CASE
            WHEN :fixed IS NOT NULL THEN authorised + unauthorised >= :fixed
            ELSE :of * (authorised + unauthorised) >= :missed * possible
        END AS exact_or_more,
        possible > 0 AND :of * (possible - attended) > :missed * possible AS more,
        possible > 0 AND 2000 * attended + possible < 2 * :line * possible AS printed_below,
        possible > 0 AND 2000 * attended + possible < 2 * (:line + 1) * possible AS printed_at_or_below
    FROM variant_pupil_sum
) AS p
GROUP BY variant
