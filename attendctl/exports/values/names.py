"""Names in one column or two, with or without a comma, and titles inside a name."""

from __future__ import annotations

from attendctl.exports.values.cells import stated

_TITLES = frozenset(
    {"mr", "mrs", "miss", "ms", "mx", "dr", "rev", "revd", "prof", "professor", "sir", "lady", "lord", "dame"}
)
_TEST_PUPILS = frozenset({"bogus", "test", "testpupil", "teststudent"})


def split_name(text: str | None) -> tuple[str | None, str | None, bool]:
    """Split ``Surname, Forename`` at the comma, and only there.

    Returns:
        surname, forename, and whether the name was split. A name without a
        comma is kept whole as the surname: ``Mary Ann Lee`` could split twice.

    >>> split_name("O'Neill, Zoë"), split_name("Lee Mary Ann")
    (("O'Neill", 'Zoë', True), ('Lee Mary Ann', None, False))
    """
    cell = stated(text)
    if cell is None:
        return None, None, False
    surname, comma, forename = cell.partition(",")
    if not comma:
        return cell, None, False
    return surname.strip() or None, forename.strip() or None, True


def title_inside(name: str | None) -> str | None:
    """Return the title a contact's name begins with.

    >>> title_inside("Mrs. A Lee"), title_inside("Drew Lee") is None
    ('Mrs', True)
    """
    cell = stated(name)
    if cell is None:
        return None
    first = cell.split()[0].rstrip(".")
    return first if first.casefold() in _TITLES and " " in cell else None


def is_test_pupil(surname: str | None, forename: str | None) -> bool:
    """Say whether this is a row a vendor keeps for testing, such as "Bogus".

    >>> is_test_pupil("Bogus", None), is_test_pupil("Pupil", "Test"), is_test_pupil("Test", "Mary")
    (True, True, False)
    """
    whole = "".join(part for part in (surname, forename) if part).casefold().replace(" ", "")
    words = {part.strip().casefold() for part in (surname, forename) if part}
    return "bogus" in words or whole in _TEST_PUPILS or words in ({"test", "pupil"}, {"test", "student"})
