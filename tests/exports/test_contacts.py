"""Contacts in numbered columns or in rows of their own, alone or beside marks."""

from __future__ import annotations


def test_contacts_in_rows_of_their_own_with_repeated_headers(read):
    file = read("schoolbooking.csv")
    assert (file.incoming.layout, file.incoming.kind) == ("pupils", "mixed")
    assert file.pupils("mis_id, surname, forename, class") == [
        ("77", "Lindqvist", "Ada", "4B"),
        ("78", "Njoroge", "Musa", "4B"),
    ]
    found = file.contacts(
        "who, position, priority, title, forename, surname, parental_responsibility, lives_with_pupil, "
        "email, telephone"
    )
    assert found == [
        (0, 1, 1, "Mrs", "Eva", "Lindqvist", True, True, "eva@mail.example", "01234 500100"),
        (0, 2, 2, "Mr", "Per", "Holm", False, False, "per@mail.example", "07700 900001"),
        (1, 1, 2, "Dr", "Amina", "Njoroge", True, True, None, None),
    ]


def test_contacts_in_numbered_columns(read):
    file = read("numbered_contacts.csv")
    assert file.contacts(
        "who, position, title, name, relationship, parental_responsibility, email, telephone"
    ) == [
        (0, 1, "Mrs", "Mrs Eva Lindqvist", "Mother", True, "eva@mail.example", "01234 500100"),
        (1, 1, None, "Amina Njoroge", "Mother", True, None, None),
        (1, 2, "Mr", "Mr J Njoroge", None, None, "j@mail.example", None),
    ]
    assert file.pupils("upn, class") == [("B801200005001", "4B"), ("A802200106001", "4B")]


def test_the_cross_product_of_contacts_and_classes_is_one_mark_and_two_contacts(read):
    file = read("cross_product.csv")
    assert file.incoming.kind == "mixed"
    assert file.marks == [("B801200005001", "2025-11-03", "AM", "/")]
    assert file.contacts("priority, surname, email") == [
        (1, "Lindqvist", "eva@mail.example"),
        (2, "Holm", "per@mail.example"),
    ]
    assert file.pupils("surname, class") == [("Lindqvist", "4B")]
    assert file.warned("W109") == 2


def test_a_file_of_contacts_alone(read):
    content = (
        "UPN,Relationship,Contact Name,Correspondence,Email\n"
        "B801200005001,Aunt,Dr I Berg,No,\nB801200005001,,,,\n"
    )
    file = read("people.csv", content)
    assert (file.incoming.layout, file.incoming.kind) == ("contacts", "contacts")
    assert file.contacts("title, name, relationship, may_be_written_to, email") == [
        ("Dr", "Dr I Berg", "Aunt", False, None)
    ]


def test_an_address_in_several_columns_is_one(read):
    content = (
        "UPN,Surname,Year,Address Line 1,Address Line 2,Postcode\n"
        "B801200005001,Lindqvist,4,1 Low Road,Milby,ZZ1 1ZZ\n"
    )
    assert read("roll.csv", content).pupils("address, postcode") == [("1 Low Road, Milby", "ZZ1 1ZZ")]
