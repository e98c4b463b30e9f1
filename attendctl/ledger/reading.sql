-- The views that everything above the ledger reads, on top of standing.sql and the
-- same three relations (revisited_slot, live_import, key_pupil). `mark` is made in
-- attendctl.ledger.book, because it differs with `known`.

CREATE OR REPLACE TEMP VIEW school AS
SELECT school_id, name, urn, dfe_number
FROM ledger.school
WHERE school_id IN (SELECT school_id FROM ledger.import_school JOIN live_import USING (import_id));

-- Every statement about a pupil, a larger `nth` the later one. A lasting UPN is neither temporary
-- (it would end in a letter) nor stated anywhere as the pupil's former one.
CREATE OR REPLACE TEMP VIEW pupil_statement AS
SELECT k.pupil_id, r.*, said.nth,
       CASE WHEN NOT regexp_matches(r.upn, '[A-Za-z]$')
             AND NOT coalesce(list_contains(list(r.former_upn) OVER (PARTITION BY k.pupil_id), r.upn), FALSE)
            THEN r.upn END AS lasting_upn
FROM (
    SELECT s.record_id, max((l.known_on - DATE '1970-01-01') * 1000000000000000::HUGEINT
                            + l.import_id * 10000000000::HUGEINT + coalesce(s.line, 0)) AS nth
    FROM ledger.pupil_said AS s JOIN live_import AS l USING (import_id)
    GROUP BY s.record_id
) AS said
JOIN ledger.pupil_record AS r USING (record_id)
JOIN key_pupil AS k USING (key_id);

-- One row per school and pupil: of each attribute the latest that was stated. A system that still
-- exports a UPN of the past does not take a lasting one away.
CREATE OR REPLACE TEMP VIEW pupil AS
SELECT school_id, pupil_id,
       coalesce(arg_max(lasting_upn, nth), arg_max(upn, nth)) AS upn, arg_max(mis_id, nth) AS mis_id,
       arg_max(admission_number, nth) AS admission_number,
       arg_max(surname, nth) AS surname, arg_max(forename, nth) AS forename,
       arg_max(preferred_surname, nth) AS preferred_surname,
       arg_max(preferred_forename, nth) AS preferred_forename,
       arg_max(date_of_birth, nth) AS date_of_birth, arg_max(sex, nth) AS sex,
       arg_max(year_group, nth) AS year_group, arg_max(class, nth) AS class, arg_max(house, nth) AS house,
       arg_max(sen, nth) AS sen, arg_max(pp, nth) AS pp, arg_max(pp_recipient, nth) AS pp_recipient,
       arg_max(fsm, nth) AS fsm, arg_max(fsm_ever6, nth) AS fsm_ever6, arg_max(eal, nth) AS eal,
       arg_max(lac, nth) AS lac, arg_max(social_worker, nth) AS social_worker,
       arg_max(service_child, nth) AS service_child, arg_max(traveller, nth) AS traveller,
       arg_max(enrolment, nth) AS enrolment, arg_max(admission_date, nth) AS admission_date,
       arg_max(leaving_date, nth) AS leaving_date,
       arg_max(salutation, nth) AS salutation, arg_max(addressee, nth) AS addressee,
       arg_max(address, nth) AS address, arg_max(postcode, nth) AS postcode
FROM pupil_statement
GROUP BY school_id, pupil_id;

-- The contacts that the latest import with contacts of this pupil gave.
CREATE OR REPLACE TEMP VIEW contact AS
SELECT r.school_id, k.pupil_id, r.position, r.priority, r.title, r.forename, r.surname, r.name, r.relationship,
       r.parental_responsibility, r.lives_with_pupil, r.may_be_written_to,
       r.email, r.telephone, r.address, r.postcode
FROM ledger.contact_record AS r
JOIN key_pupil AS k USING (key_id)
JOIN ledger.contact_said AS s USING (record_id)
JOIN live_import AS l USING (import_id)
QUALIFY dense_rank() OVER (PARTITION BY r.school_id, k.pupil_id
                           ORDER BY l.known_on DESC, l.import_id DESC, r.record_id DESC) = 1;

-- A mark that changed: from, to, when the ledger saw it, from which file and line,
-- and the reason and the person where the export gave them.
CREATE OR REPLACE TEMP VIEW amendment AS
SELECT school_id, pupil_id, date, session, code_from, code AS code_to,
       minutes_late_from, minutes_late AS minutes_late_to, known_on AS seen_on,
       import_id, file, line, amended_reason AS reason, amended_by AS person
FROM (
    SELECT *, run > 1 AS amended,
           lag(code) OVER (PARTITION BY school_id, pupil_id, date, session ORDER BY run) AS code_from,
           lag(minutes_late) OVER (PARTITION BY school_id, pupil_id, date, session ORDER BY run) AS minutes_late_from
    FROM mark_run
) AS run
JOIN (SELECT import_id, file FROM ledger.import_made) AS i USING (import_id)
WHERE amended;

-- What an export states of a pupil's sessions between its first and last day.
CREATE OR REPLACE TEMP VIEW export_total AS
SELECT t.import_id, t.school_id, k.pupil_id, t.line, t.possible, t.attended, t.authorised, t.unauthorised,
       t.percent, i.file, i.first_date, i.last_date, l.known_on
FROM ledger.stated_total AS t
JOIN key_pupil AS k USING (key_id)
JOIN (SELECT import_id, file, first_date, last_date FROM ledger.import_made) AS i USING (import_id)
JOIN live_import AS l USING (import_id);

CREATE OR REPLACE TEMP VIEW letter_written AS
SELECT w.reference, w.school_id, k.pupil_id, w.letter, w.band, w.as_of, w.written_on, w.policy, w.policy_version,
       w.template_sha256, w.reason, w.addressed_to, w.files, w.known_on, w.occasion
FROM ledger.letter AS w
JOIN key_pupil AS k USING (key_id)
WHERE w.known_on <= (SELECT last_day FROM known_until);

-- Every pupil a letter is about, with the figures it gave of that pupil where they were kept.
CREATE OR REPLACE TEMP VIEW letter_pupil AS
SELECT n.reference, n.school_id, k.pupil_id, n.figures
FROM ledger.letter_pupil AS n
JOIN key_pupil AS k USING (key_id)
WHERE n.reference IN (SELECT reference FROM letter_written)
UNION ALL
SELECT w.reference, w.school_id, w.pupil_id, NULL AS figures
FROM letter_written AS w
WHERE NOT EXISTS (
    FROM ledger.letter_pupil AS n JOIN key_pupil AS k USING (key_id)
    WHERE n.reference = w.reference AND n.school_id = w.school_id AND k.pupil_id = w.pupil_id);

CREATE OR REPLACE TEMP VIEW letter_copy AS
SELECT reference, copy, household, markdown, sheet, file_name, sha256
FROM ledger.letter_copy
WHERE reference IN (SELECT reference FROM letter_written);

-- Everything logged about pupils, with what each entry withdraws and which entry withdrew it.
CREATE OR REPLACE TEMP VIEW case_entry_all AS
SELECT e.entry_id, e.school_id, k.pupil_id, e.kind, e.happened_on, e.until, e.step, e.outcome, e.sessions,
       e.note, e.details, e.by_name, e.by_position, e.known_on, e.withdraws,
       (SELECT min(w.entry_id) FROM ledger.case_entry AS w
        WHERE w.withdraws = e.entry_id
          AND w.known_on <= (SELECT last_day FROM known_until)) AS withdrawn_by
FROM ledger.case_entry AS e
JOIN key_pupil AS k USING (key_id)
WHERE e.known_on <= (SELECT last_day FROM known_until);

-- What stands: no entry that was withdrawn, and none that only withdraws another.
CREATE OR REPLACE TEMP VIEW case_entry AS
SELECT entry_id, school_id, pupil_id, kind, happened_on, until, step, outcome, sessions, note, details,
       by_name, by_position, known_on
FROM case_entry_all
WHERE withdrawn_by IS NULL AND withdraws IS NULL;

CREATE OR REPLACE TEMP VIEW import_made AS
SELECT i.import_id, i.file, i.sha256, i.options, i.kind, i.layout,
       (SELECT string_agg(s.name, ', ' ORDER BY s.name)
        FROM ledger.import_school AS n JOIN ledger.school AS s USING (school_id)
        WHERE n.import_id = i.import_id) AS school,
       i.known_on, i.rows_read, i.rows_refused, i.marks_new, i.marks_changed, i.marks_same,
       i.marks_missing_from_export, i.pupils_new, i.pupils_changed, i.first_date, i.last_date,
       CASE WHEN i.undone_on <= (SELECT last_day FROM known_until) THEN i.undone_on END AS undone_on
FROM ledger.import_made AS i
WHERE i.known_on <= (SELECT last_day FROM known_until);
