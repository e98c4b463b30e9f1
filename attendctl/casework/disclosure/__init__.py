"""Disclosure control: nothing printed, and nothing that subtraction gives, is about one or two pupils.

For pages that leave the office: the governors' paper, a web page projected without names. Pure functions
over the lines that are to be printed. A page that groups the pupils of an attendance report asks::

    from attendctl.casework.disclosure.school_groups import withheld_groups

    report = attendance_report(connection, settings, today=today, by=["year", "sex", "pp"])
    withheld = withheld_groups(connection, report)              # on the same connection, after the report
    for group in report.groups:
        if withheld.line((group.school, group.by, group.name)):
            ...  # print the group's name and "c" for every figure of it, in every table of the page
        elif withheld.count((group.school, group.by, group.name), "persistent"):
            ...  # print "c" for its persistently absent pupils and their percentage
    withheld.line((school_name, None, None))                    # the whole school is one or two pupils

The keys are ``(school, by, name)``; a school itself is ``(school, None, None)``, everyone of several
schools ``(None, None, None)``. A page whose groups are of all its schools together asks with
``together=True`` for the keys ``(None, by, name)``. Whatever stands in the page of a group, its chart and
its description, stands or falls with its line. What is withheld is left out of the data too: null, never
hidden by style.

``withheld_cells`` is the function itself, for any lines; ``gather_small`` puts kinds (of absence, of
letters) that are about one or two pupils together with others instead. Which numbers are small is a rule:
``attendctl/rules/england/small_numbers.toml``.

What it does not see: other papers. Who lays this half term's beside the last one's may subtract as well.
"""
