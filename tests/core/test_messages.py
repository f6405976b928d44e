"""The table of messages and the code agree: what is emitted is in it, what is in it is emitted, texts are rendered."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import planner
from planner.core.messages import MESSAGES, TOPICS, Message, issue_of
from planner.core.model import Severity
from planner.core.rows.values import bad

PACKAGE = Path(planner.__file__).parent
SOURCES = [path for path in sorted(PACKAGE.rglob("*.py")) if "messages" not in path.parts]

RULE_AT = {"say": 0, "tally": 0, "tell": 0, "add": 1, "bad": 0, "Bad": 0, "Remark": 1, "issue_of": 0, "Issue": 6}
"""The calls that name a rule, and the place of the rule among their arguments."""
EMITTERS = {"say", "tally", "bad", "Remark", "issue_of", "Bad"}
IDS = re.compile(r"[a-z]+(?:-[a-z]+)+|[ET]\d{1,2}")


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call that could name a rule: where it stands, the name called, the call."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in RULE_AT:
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", name, node


def rule_of(name: str, call: ast.Call) -> str | None:
    """The rule a call names, when it is written out there and looks like one."""
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "rule"), None)
    place = RULE_AT[name]
    found = named or (call.args[place] if len(call.args) > place else None)
    text = found.value if isinstance(found, ast.Constant) else None
    return text if isinstance(text, str) and IDS.fullmatch(text) else None


EMITTED = [(where, name, call, rule) for where, name, call in calls() if (rule := rule_of(name, call))]
CONSTANTS = {
    node.value
    for path in SOURCES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


def test_every_rule_that_the_code_names_is_in_the_table() -> None:
    assert [f"{where} {rule}" for where, _, _, rule in EMITTED if rule not in MESSAGES] == []


@pytest.mark.parametrize("rule", sorted(MESSAGES))
def test_every_message_of_the_table_is_used(rule: str) -> None:
    assert rule in CONSTANTS


def test_a_severity_written_beside_a_rule_is_the_tables() -> None:
    wrong = []
    for where, name, call, rule in EMITTED:
        if name in ("add", "Issue") and call.args and isinstance(call.args[0], ast.Constant) and rule in MESSAGES:
            wrong += [where] if call.args[0].value != MESSAGES[rule].severity else []
    assert wrong == []


def test_texts_come_from_the_table_and_not_from_the_caller() -> None:
    by_hand = [where for where, name, _, _ in EMITTED if name in ("add", "Issue", "Bad")]
    assert by_hand == []


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=list(MESSAGES))
def test_every_message_is_complete_and_renders(message: Message) -> None:
    assert IDS.fullmatch(message.id)
    assert message.severity in get_args(Severity)
    assert message.title
    assert message.example
    assert message.fix
    values = dict.fromkeys(fields(message.problem) | fields(message.fix), "7")
    issue = issue_of(message.id, "cedar.xlsx", "Sites!B2", "typed", **values)
    assert (issue.rule, issue.severity, issue.typed) == (message.id, message.severity, "typed")
    assert "{" not in issue.problem + issue.fix


def test_no_rule_stands_in_the_table_twice() -> None:
    assert len(MESSAGES) == sum(len(messages) for messages in TOPICS.values())
    titles = [message.title for message in MESSAGES.values()]
    assert len(titles) == len(set(titles))


def test_a_message_without_its_values_is_our_fault_and_not_silent() -> None:
    with pytest.raises(KeyError):
        bad("serial-zeros-lost", digits=3)
    with pytest.raises(KeyError):
        bad("never-heard-of")
