"""Companies by name in the IEEE registry that netaddr ships."""

import pytest

from planner.reference.ouis import registered


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("BAICELLS", "Baicells Technologies Co.,LTD"),
        ("KAZTEK SYSTEMS", "Kaztek Systems"),
        ("ACME PACKET", "Acme Packet"),
        ("HAUPPAUGE COMPUTER", "Hauppauge Computer Works, Inc."),
    ],
)
def test_a_company_is_known_by_its_name_without_what_follows_it(name: str, owner: str) -> None:
    assert str(registered(name.split())).rstrip(".") == owner.rstrip(".")


@pytest.mark.parametrize("name", ["ACME", "HAUPPAUGE", "JOHN SMITH", "TOWER CREW", "CUSTOMER OWNED", "PRIVATE",
                                  "IEEE REGISTRATION AUTHORITY", "INC", ""])  # fmt: skip
def test_half_a_name_a_person_and_the_registry_itself_are_no_company(name: str) -> None:
    assert registered(name.split()) is None
