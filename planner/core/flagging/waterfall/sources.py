"""From the rule that a fact names back to the rows of the pack: who says so, and as of when."""

import re
from collections import defaultdict
from typing import NamedTuple

from planner.core.flagging.facts import Fact
from planner.core.flagging.pack import NameRule, RulePack
from planner.core.flagging.text import shout


class Origin(NamedTuple):
    """The source of a rule and the day (ISO) its row is good for."""

    source: str
    dated: str


class Sources:
    """The sources of a pack's rules, by their ids."""

    def __init__(self, pack: RulePack) -> None:
        self._pack = pack
        self._names: defaultdict[str, list[NameRule]] = defaultdict(list)
        for rule in pack.names:
            self._names[rule.rule].append(rule)
        tables = (pack.families, pack.identifiers, pack.snmp, pack.mac_owners)
        self._others = {rule.rule: Origin(rule.source, rule.as_of) for table in tables for rule in table}

    def of_fact(self, fact: Fact) -> Origin:
        """Where the rule behind a fact comes from; empty for what follows from no row of the pack."""
        if origin := self._others.get(fact.rule):
            return origin
        if era := next((one for one in self._pack.history if fact.past == one.company), None):
            return Origin(era.source, era.as_of)
        if entry := next((one for one in self._pack.listings if fact.entity == one.entry), None):
            return Origin(entry.source, entry.as_of)
        named = self._names.get(fact.rule) or self._names.get(_bare(fact.rule)) or self._named_near(fact)
        return self.of_name(_said(named, fact.text)) if named else Origin("", "")

    def of_name(self, rule: NameRule) -> Origin:
        """Where a name comes from."""
        return Origin(rule.source, rule.as_of)

    def of_cue(self, stance: str, cue: tuple[str, str]) -> Origin:
        """Where the turn of phrase before or after a name comes from; empty for none."""
        for where, words in zip(("before", "after"), cue, strict=True):
            said = words.lstrip(" -:,(")
            places = (where, f"{where}_model")
            able = (one for one in self._pack.phrases if one.role == stance and one.where in places)
            phrase = next((one for one in able if re.match(rf"(?:{one.pattern})(?![A-Z0-9])", said)), None)
            if said and phrase:
                return Origin(phrase.source, phrase.as_of)
        return Origin("", "")

    def _named_near(self, fact: Fact) -> list[NameRule]:
        """A near miss is one of the entity's plain names."""
        if fact.rule != "maker-near-miss":
            return []
        return [rule for rule in self._pack.names if rule.entity == fact.entity and rule.kind == "name"]


def _bare(rule: str) -> str:
    """``maker-name-huawei`` and ``text-name-huawei`` are the rule ``name-huawei`` in two kinds of cell."""
    return rule.removeprefix("maker-").removeprefix("text-")


def _said(rules: list[NameRule], text: str) -> NameRule:
    """The one whose words stand in a text, the longest; else the first."""
    shouted = shout(text)
    inside = [rule for rule in rules if all(word in shouted for word in rule.words)]
    return max(inside, key=lambda rule: len(" ".join(rule.words)), default=rules[0])
