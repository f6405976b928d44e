"""Messages about the carrier's answers: the project file, its dates, its quotes, the plan."""

from planner.core.messages.message import Message

PROGRAM = (
    Message(
        "E1",
        "check",
        "Is the carrier small enough?",
        "{reason}",
        "a count of customers, {most} or fewer to be eligible",
        "customers = 12000000",
    ),
    Message(
        "E3",
        "check",
        "Gear the program does not pay for",
        "{reason}",
        "nothing, if the maker is right: plan its removal with other money; else a ruling on the finding",
        "Hikvision in a maker column",
    ),
    Message(
        "E4",
        "check",
        "When was the gear obtained?",
        "{reason}",
        "the day the gear was obtained, {last} or before, with its paper",
        "a date after the last day",
    ),
    Message(
        "made-after-it-came",
        "check",
        "Made after it came?",
        "the serial number says made in {made} (it may be a month off), after the day it was {word}",
        "the right date or the right serial number: look at the label and the purchase record",
        "a serial of April 2020 beside 2018-05-01",
    ),
    Message(
        "E5",
        "check",
        "Was the gear in the network?",
        "{reason}",
        "a person's word on whether the gear was in the network when the application was filed",
        "removed 2019",
    ),
    Message(
        "E7",
        "check",
        "Does it hold electronics?",
        "{reason}",
        "a person's word: a ruling of not covered if it holds none (what a swap needs of such goods may still be a "
        "cost of the replacement), else words that say what it is",
        "Huawei, hose clamp",
    ),
    Message(
        "line-incomplete",
        "check",
        "Covered gear that cannot be claimed yet",
        "covered gear without {what}: each line of existing gear needs location, make, model and quantity",
        "the site and the model, from the label or the site folder",
        "a Huawei row without a site",
    ),
    Message(
        "E6",
        "check",
        "No approved application",
        "{what}. {note}",
        "approved_on, the day of the approval",
        "an [[application]] without approved_on",
    ),
    Message(
        "T6",
        "check",
        "A term that one grant cannot give",
        "{why}",
        "a day after {before} and no later than {latest}, or the missing grant between them",
        "granted_ends = [2030-01-01]",
    ),
)

PURCHASES = (
    Message(
        "purchase-covered-list",
        "check",
        "Buying from a maker on the Covered List",
        'you plan to buy from "{vendor}"; {party} is on the FCC\'s Covered List since {since} ({citation}){note}',
        "another vendor, or a person's word that somebody else is meant: federal money may not buy what is listed",
        'id = "Hikvision"',
    ),
    Message(
        "purchase-entity-list",
        "check",
        "Buying from a party on the Entity List",
        'you plan to buy from "{vendor}"; {party} is on the Entity List of the Department of Commerce since {since} '
        "({citation}){note}",
        "counsel's word before the order: the list restricts exports to this party, which sending back parts, "
        "software or drawings may be; or another vendor",
        'id = "FiberHome"',
    ),
    Message(
        "purchase-entity-list-unconfirmed",
        "check",
        "A vendor that may be on the Entity List",
        'you plan to buy from "{vendor}"; {party} is said to be on the Entity List of the Department of Commerce since '
        "{since} ({citation}), which is not confirmed here",
        "a look into the list as it is today (15 CFR part 744, supplement no. 4) before the order",
        'id = "Inspur"',
    ),
    Message(
        "purchase-short-name",
        "check",
        "A vendor that goes by a listed party's everyday name",
        'you plan to buy from "{vendor}": {why}; {party} {stands} on {list_name} since {since} ({citation})',
        "a person's word on whether that company is meant; if it is, another vendor or counsel's word before the order",
        'id = "Futurewei"',
    ),
    Message(
        "purchase-own-list",
        "check",
        "Buying from a maker that your own rule pack lists",
        'you plan to buy from "{vendor}"; your rule pack {citation} lists {party} since {since}{note}',
        "another vendor, or a person's word that somebody else is meant",
        'id = "Zephyr"',
    ),
)

PLAN = (
    Message(
        "package-without-start",
        "blocks",
        "Work that does not fit into the plan",
        "{packages} cannot be done in {horizon}: the gear comes {lead} after the order, "
        "the work takes {duration}{season}",
        "{longer}{faster}",
        "horizon_months = 3",
    ),
    Message(
        "term-is-over",
        "check",
        "The term is over",
        "the term ends on {end}, before a whole month of work is over (the plan begins on {first})",
        "the end granted since, if there is one; as it stands, work is late unless an extension still covers it",
        "granted_ends = [2023-11-18]",
    ),
    Message(
        "horizon-before-term-end",
        "check",
        "The plan stops before the term ends",
        "the plan stops before {last}, though the term runs to {end}",
        "{months} or more, to use the whole term",
        "horizon_months = 6",
    ),
    Message(
        "quote-unknown-line",
        "check",
        "A quote for no line of the price book",
        "no such line in the price book",
        "use an id of the price book, such as PLN-RAD-001",
        'price_id = "PLN-XYZ-999"',
    ),
    Message(
        "quote-expired",
        "check",
        "A quote has expired",
        "this quote has expired",
        "ask for a new quote; until then the price book's figure is used",
        "valid_until = 2020-01-01",
    ),
)
