"""The registry of address blocks: only what it says for certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.reference.ouis import mac_owner

NOTATIONS = ["00:E0:FC:12:34:56", "00-e0-fc-12-34-56", "00e0.fc12.3456", "00E0FC123456", " 00e0-fc12-3456 "]
NO_ADDRESS = ["", "n/a", "00:E0:FC", "00:00:00:00:00:00", "FF:FF:FF:FF:FF:FF", "00:E0:FC:12:34:5G", "1" * 40]
KNOWN = [("0015EB", "zte"), ("848A59", "hisilicon"), ("000FE2", "h3c"), ("4CBD8F", "hikvision")]


@pytest.mark.parametrize("mac", NOTATIONS)
def test_a_registered_block_has_its_owner_in_any_notation(mac: str) -> None:
    assert mac_owner(mac) == "HUAWEI TECHNOLOGIES CO.,LTD"


@pytest.mark.parametrize(("block", "owner"), KNOWN)
def test_well_known_blocks(block: str, owner: str) -> None:
    assert owner in (mac_owner(block + "000001") or "").lower()


@pytest.mark.parametrize("first", ["02", "06", "0A", "0E", "F2", "01", "33"])
def test_locally_administered_and_group_addresses_prove_nothing(first: str) -> None:
    assert mac_owner(f"{first}:E0:FC:12:34:56") is None


@pytest.mark.parametrize("mac", NO_ADDRESS)
def test_what_is_no_device_address_has_no_owner(mac: str) -> None:
    assert mac_owner(mac) is None


def test_a_small_block_is_told_apart_from_its_neighbors() -> None:
    owners = {mac_owner(f"0050C2{number:03X}000") for number in range(0x100, 0x120)}
    assert len(owners - {None}) > 5


def test_a_block_handed_out_in_pieces_we_do_not_hold_names_nobody() -> None:
    assert mac_owner("70:B3:D5:12:34:56") is None


@given(st.text(max_size=30) | st.from_regex(r"[0-9A-F]{12}", fullmatch=True))
def test_no_text_raises(text: str) -> None:
    owner = mac_owner(text)
    assert owner is None or owner == owner.strip()
