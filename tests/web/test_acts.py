"""Ruling on gear from the pages: rows become one act, taken back as one, signed by two, proved and taken away."""

import hashlib
import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from planner.core.decisions import MOST_ATTACHMENTS
from planner.store import queries

PHOTO = b"\xff\xd8\xff photo of a label"
TYPED = {"kind": "rule", "verdict": "covered", "code": "label-photo", "reason": "label seen", "by": "Ana"}
HOME = "/projects/1"
UNKNOWN = f"{HOME}/findings/rule?verdict=unknown"


def cost_line(number: int, likely: str, *items: int) -> dict[str, Any]:
    return {"id": f"L{number}", "likely": likely, "items": list(items)}


@pytest.fixture
def gear(browser: Any, engine: Any, kit: dict[str, Any]) -> Any:
    """Five rows: a covered one, three unknown ones of which two say the same, and a likely one nobody has priced."""
    items = [
        kit["item"](1, "covered"),
        kit["item"](2, "unknown", entity=None, site="Elk Creek", quantity=4),
        kit["item"](3, "unknown", entity=None, site="Elk Creek", quantity=2),
        kit["item"](4, "unknown", entity=None, fingerprint="f3", quantity=2, site="Elk Creek"),
        kit["item"](5, "likely", quantity=1),
    ]
    found = kit["documents"]() | {"review.json": kit["review"](items)}
    found["estimate.json"]["lines"] = [found["estimate.json"]["lines"][0] | cost_line(1, "30000.00", 1)]
    engine.run = kit["pretend"](found)
    browser.finished()
    return items


def rule(browser: Any, number: int = 2, files: Any = None, **changed: str) -> Any:
    typed = TYPED | {"fingerprint": f"f{number}"} | changed
    return browser.send(f"{HOME}/findings/{number}/decision", files=files, **typed)


def seen(page: str) -> str:
    (found,) = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)
    return str(found)


def rule_all(browser: Any, address: str = UNKNOWN, **changed: str) -> Any:
    typed = {"seen": seen(browser.page(address).text)} | TYPED | changed
    return browser.send(address, **typed)


def log(engine: Any) -> Any:
    return queries.decision_log(engine.store, 1)


@pytest.mark.usefixtures("gear")
def test_a_row_is_confirmed_or_overruled_by_what_stands(browser: Any, engine: Any) -> None:
    rule(browser, 1)
    rule(browser, 2, entity="ZTE")
    confirmed, overruled = log(engine)
    assert (confirmed.kind, confirmed.verdict, confirmed.before.entity) == ("confirm", "covered", "Huawei")
    assert (overruled.kind, overruled.entity, overruled.before.verdict) == ("override", "ZTE", "unknown")
    assert (overruled.code, overruled.pack) == ("label-photo", "us-fcc-scrp@2026.1")


@pytest.mark.usefixtures("gear")
def test_some_units_of_a_row_are_split_off(browser: Any, engine: Any) -> None:
    answer = rule(browser, 2, kind="split", units="1")
    assert "Decision recorded for 1 unit of this row: Covered" in answer.text
    (entry,) = log(engine)
    assert (entry.kind, entry.units) == ("split", 1)


@pytest.mark.usefixtures("gear")
def test_a_question_changes_nothing_and_stands_on_the_page_until_it_is_answered(browser: Any, engine: Any) -> None:
    page = rule(browser, 2, kind="ask", verdict="", reason="Whose label is it?").text
    assert "The verdict stays as it is" in page
    assert "A question is open" in page
    assert (log(engine)[0].kind, log(engine)[0].verdict) == ("ask", "unknown")
    assert "A question is open" not in rule(browser, 2).text
    assert "Answered by a newer ruling" in browser.page(f"{HOME}/acts").text


@pytest.mark.usefixtures("gear")
@pytest.mark.parametrize(
    ("field", "changed", "words"),
    [
        ("kind", {"kind": "guess"}, "Choose what you want to do."),
        ("units", {"kind": "split", "units": "4"}, "split with 1 to 3 of them"),
        ("units", {"kind": "split", "units": "two"}, "enter a whole number of units"),
        ("units", {"units": "2"}, "only a split takes a number of units"),
        ("verdict", {"verdict": ""}, "Choose what this gear is."),
        ("entity", {"verdict": "not_covered", "entity": "ZTE"}, "only a covered or likely ruling names a maker"),
        ("entity", {"entity": "Ericsson"}, "Ericsson"),
        ("code", {"code": ""}, "Choose a reason."),
        ("reason", {"reason": ""}, "Enter the reason"),
        ("by", {"by": ""}, "Enter your name"),
    ],
)
def test_what_is_wrong_stands_at_the_top_and_beside_its_field(
    browser: Any, engine: Any, field: str, changed: dict[str, str], words: str
) -> None:
    refused = rule(browser, 2, **changed)
    assert refused.status_code == 422
    assert re.search(rf'<li><a href="#{field}">[^<]*{re.escape(words)}', refused.text)
    assert re.search(rf'id="{field}-error">.*{re.escape(words)}', refused.text)
    assert f'id="{field}"' in refused.text
    assert log(engine) == ()


@pytest.mark.usefixtures("gear")
def test_a_row_of_one_unit_is_not_split(browser: Any) -> None:
    assert 'value="split"' not in browser.page(f"{HOME}/findings/5").text
    refused = rule(browser, 5, kind="split", units="1")
    assert "A row of one unit cannot be split" in refused.text
    assert 'id="units"' in refused.text


@pytest.mark.usefixtures("gear")
def test_the_files_of_a_ruling_are_kept_by_hash_and_only_ever_saved(browser: Any) -> None:
    files = [("attachments", ("<b>label.jpg", PHOTO, "text/html")), ("attachments", ("order.csv", b"a;b", ""))]
    rule(browser, 2, files)
    page = browser.page(f"{HOME}/acts").text
    assert "_b_label.jpg" in page
    address = f"{HOME}/attachments/{hashlib.sha256(PHOTO).hexdigest()}"
    assert f'href="{address}"' in page
    answer = browser.page(address)
    assert answer.content == PHOTO
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith('attachment; filename="_b_label.jpg"')
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.usefixtures("gear")
def test_a_file_of_another_project_is_not_handed_out(browser: Any) -> None:
    rule(browser, 2, [("attachments", ("label.jpg", PHOTO, "image/jpeg"))])
    other = browser.project("Other")
    assert browser.page(f"{other}/attachments/{hashlib.sha256(PHOTO).hexdigest()}").status_code == 404


@pytest.mark.usefixtures("gear")
@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("page.jpg", b"<html>", "image/jpeg")], "page.jpg is not the photo"),
        ([("tool.exe", b"MZ", "application/octet-stream")], "tool.exe is application/octet-stream"),
        ([("empty.pdf", b"", "application/pdf")], "empty.pdf is empty"),
        ([("big.jpg", PHOTO + b"x" * 10 * 1024 * 1024, "image/jpeg")], "attach at most 10 MB"),
        ([(f"{number}.jpg", PHOTO, "image/jpeg") for number in range(MOST_ATTACHMENTS + 1)], "attach at most 10"),
    ],
)
def test_a_file_that_cannot_be_kept_is_named_and_nothing_is_recorded(
    browser: Any, engine: Any, files: list[Any], words: str
) -> None:
    refused = rule(browser, 2, [("attachments", file) for file in files])
    assert refused.status_code == 422
    assert words in refused.text
    assert "Choose again:" in refused.text
    assert log(engine) == ()


def test_the_rows_that_a_filter_shows_are_listed_before_they_are_ruled(browser: Any, gear: Any) -> None:
    listed = browser.page(f"{HOME}/findings?verdict=unknown").text
    assert "Rule on all 3 rows that match" in listed
    assert "/findings/rule?verdict=unknown" in listed
    page = browser.page(UNKNOWN).text
    assert "3 rows, 8 units, at 1 site" in page
    assert "no price known" in page
    assert gear[0]["evidence"][0]["why"] not in page
    priced = browser.page(f"{HOME}/findings/rule?verdict=covered").text
    assert "$30,000.00 at likely prices" in priced
    assert "planning figures, not FCC catalog figures" in priced
    assert "Rule on" not in browser.page(f"{HOME}/findings").text


@pytest.mark.usefixtures("gear")
def test_a_cluster_becomes_one_act_and_is_withdrawn_as_one(browser: Any, engine: Any) -> None:
    page = rule_all(browser, entity="Huawei").text
    assert "Decision recorded for 3 rows: Covered" in page
    assert [entry.fingerprint for entry in log(engine)] == ["f2", "f3"]
    assert len({entry.act for entry in log(engine)}) == 1
    refused = browser.send(f"{HOME}/acts/1/withdraw", withdraw_reason="", withdraw_by="Ana")
    assert "Enter the reason why it is withdrawn." in refused.text
    assert len(queries.decisions_in_force(engine.store, 1)) == 2
    taken = browser.send(f"{HOME}/acts/1/withdraw", withdraw_reason="wrong sites", withdraw_by="Cem")
    assert "Act 1 is withdrawn" in taken.text
    assert queries.decisions_in_force(engine.store, 1) == ()
    assert "Withdrawn by Cem" in browser.page(f"{HOME}/acts/1").text
    again = browser.send(f"{HOME}/acts/1/withdraw", withdraw_reason="twice", withdraw_by="Cem")
    assert again.status_code == 422
    assert "was withdrawn already" in again.text


@pytest.mark.usefixtures("gear")
def test_rows_that_say_the_same_outside_the_filter_are_counted_in(browser: Any) -> None:
    page = browser.page(f"{HOME}/findings/rule?text=Sites%2C+row+4").text
    assert "1 more row says exactly the same" in page
    assert "Record one act on 2 rows" in page


def changed_verdict(items: Any) -> None:
    items[0]["verdict"] = "unknown"


def changed_quantity(items: Any) -> None:
    items[1]["quantity"] = 5


def changed_content(items: Any) -> None:
    items[1]["fingerprint"] = "f9"


@pytest.mark.parametrize("change", [changed_verdict, changed_quantity, changed_content])
def test_rows_that_changed_since_they_were_shown_are_asked_about_again(
    browser: Any, engine: Any, gear: Any, kit: dict[str, Any], change: Any
) -> None:
    shown = seen(browser.page(UNKNOWN).text)
    change(gear)
    engine.run = kit["pretend"](kit["documents"]() | {"review.json": kit["review"](gear)})
    browser.send(f"{HOME}/runs")
    refused = browser.send(UNKNOWN, seen=shown, **TYPED)
    assert refused.status_code == 422
    assert "The rows changed since this page was shown" in refused.text
    assert "label seen</textarea>" in refused.text
    assert log(engine) == ()
    assert browser.send(UNKNOWN, seen=seen(refused.text), **TYPED).status_code == 200


@pytest.mark.usefixtures("gear")
def test_a_ruling_by_somebody_else_meanwhile_is_shown_before_it_is_overtaken(browser: Any, engine: Any) -> None:
    shown = seen(browser.page(UNKNOWN).text)
    rule(browser, 2, by="Ben")
    refused = browser.send(UNKNOWN, seen=shown, **TYPED)
    assert refused.status_code == 422
    assert "1 of them has a ruling by a person" in refused.text
    assert len(log(engine)) == 1


@pytest.mark.usefixtures("gear")
@pytest.mark.parametrize("query", ["", "?verdict=nonsense", "?text=+", "?text=nowhere", "?question=Q99"])
def test_a_filter_that_shows_nothing_or_everything_rules_nothing(browser: Any, engine: Any, query: str) -> None:
    address = f"{HOME}/findings/rule{query}"
    assert browser.page(address).url.path == f"{HOME}/findings"
    assert browser.send(address, seen="", **TYPED).url.path == f"{HOME}/findings"
    assert log(engine) == ()


@pytest.mark.usefixtures("gear")
def test_clearing_dear_gear_waits_for_another_person(browser: Any, engine: Any) -> None:
    assert "replacing it would cost $30,000.00" in browser.page(f"{HOME}/findings/1").text
    page = rule(browser, 1, verdict="not_covered").text
    assert "It is not in force before another person has signed it." in page
    assert "A ruling on this row is not in force" in page
    assert "more than $25,000" in page
    assert "1 act waits for a second person" in browser.page(f"{HOME}/acts").text
    refused = browser.send(f"{HOME}/acts/1/sign", sign_by=" ANA ")
    assert refused.status_code == 422
    assert "the second sign-off is another person&#39;s" in refused.text
    assert log(engine)[-1].kind != "sign"
    assert "The act is in force" in browser.send(f"{HOME}/acts/1/sign", sign_by="Ben").text
    (decision,) = queries.decisions_in_force(engine.store, 1)
    assert (decision.pending, decision.second_by) == (False, "Ben")
    assert "is not in force" not in browser.page(f"{HOME}/findings/1").text
    again = browser.send(f"{HOME}/acts/1/sign", sign_by="Cem")
    assert "Act 1 waits for nobody" in again.text


@pytest.mark.usefixtures("gear")
def test_clearing_gear_without_a_price_waits_and_cheap_gear_does_not(browser: Any, engine: Any) -> None:
    assert "nobody has priced it" in browser.page(f"{HOME}/findings/5").text
    rule(browser, 5, verdict="not_covered")
    assert [one.pending for one in queries.decisions_in_force(engine.store, 1)] == [True]
    browser.upload(HOME, "project.toml", b"[review]\nsecond_sign_off_above = 30000\n", "project_file")
    rule(browser, 1, verdict="not_covered")
    assert {one.fingerprint: one.pending for one in queries.decisions_in_force(engine.store, 1)} == {
        "f1": False,
        "f5": True,
    }


@pytest.mark.usefixtures("gear")
def test_an_act_overtaken_on_some_of_its_rows_says_so(browser: Any) -> None:
    rule_all(browser)
    rule(browser, 2, verdict="likely")
    page = browser.page(f"{HOME}/acts").text
    assert "In force on 1 of 2 rows" in page
    assert page.index("/acts/3") < page.index("/acts/1")


@pytest.mark.usefixtures("gear")
def test_a_waiting_act_is_not_announced_on_the_row_where_it_was_overtaken(browser: Any) -> None:
    rule_all(browser, f"{HOME}/findings/rule?text=huawei", verdict="not_covered")
    assert "A ruling on this row is not in force" in rule(browser, 2, kind="ask").text
    page = rule(browser, 2).text
    assert "A ruling on this row is not in force" not in page
    assert "Overtaken on this row" in page
    assert "A ruling on this row is not in force" in browser.page(f"{HOME}/findings/1").text
    assert "waits for a second person on 3 of 4 rows" in browser.page(f"{HOME}/acts").text


@pytest.mark.usefixtures("gear")
def test_the_log_says_that_it_is_whole_until_a_row_is_touched(browser: Any, engine: Any) -> None:
    rule(browser, 2)
    assert "The log is whole" in browser.page(f"{HOME}/acts").text
    with engine.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE decision SET reason = 'other words'")
    page = browser.page(f"{HOME}/acts").text
    assert "The log of decisions is not whole" in page
    assert "decision 1" in page
    assert "The log is whole" not in page


@pytest.mark.usefixtures("gear")
def test_a_long_log_is_proved_when_asked(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.web.pages.acts.PROVED_UNASKED", 0)
    rule(browser, 2)
    page = browser.page(f"{HOME}/acts").text
    assert "Prove now that it is whole" in page
    assert "The log is whole" not in page
    assert "The log is whole" in browser.page(f"{HOME}/acts?prove=1").text


@pytest.mark.usefixtures("gear")
def test_the_log_is_taken_away_as_a_workbook(browser: Any) -> None:
    rule(browser, 2, reason="=HYPERLINK(1)")
    answer = browser.page(f"{HOME}/decision-log.xlsx")
    assert answer.headers["content-disposition"].startswith('attachment; filename="decision-log.xlsx"')
    (sheet,) = openpyxl.load_workbook(BytesIO(answer.content)).worksheets
    cells = [cell for row in sheet.values for cell in row]
    assert "=HYPERLINK(1)" in cells or "'=HYPERLINK(1)" in cells
    assert "cedar.csv, Sites, row 2" in cells


@pytest.mark.usefixtures("gear")
def test_a_strangers_words_in_a_ruling_stay_words_everywhere(browser: Any, kit: dict[str, Any]) -> None:
    files = [("attachments", ('"><img src=x>.jpg', PHOTO, "image/jpeg"))]
    rule(browser, 1, files, verdict="not_covered", reason=kit["hostile"], by=f"Ana {kit['hostile']}")
    for room in ("/acts", "/acts/1", "/findings/1", f"/findings/rule?text={kit['hostile']}"):
        page = browser.page(f"{HOME}{room}").text
        assert "<script" not in page
        assert "<img" not in page
        assert not re.search(r"\sstyle=|\son[a-z]+=\"", page)


@pytest.mark.usefixtures("gear")
def test_every_field_of_the_new_forms_has_its_label(browser: Any) -> None:
    rule(browser, 1, verdict="not_covered")
    for room in ("/findings/2", "/findings/rule?verdict=unknown", "/acts/1"):
        page = browser.page(f"{HOME}{room}").text
        main = page.partition("<main")[2]
        tags = re.findall(r"<(?:input|select|textarea)\b[^>]*>", main)
        ids = {found for tag in tags if 'type="hidden"' not in tag for found in re.findall(r' id="([^"]+)"', tag)}
        assert ids
        assert ids <= set(re.findall(r'<label for="([^"]+)"', main))
        every = re.findall(r' id="([^"]+)"', page)
        assert len(every) == len(set(every))


@pytest.mark.usefixtures("gear")
def test_an_act_of_another_project_is_out_of_reach(browser: Any, engine: Any) -> None:
    rule(browser, 2)
    other = browser.project("Other")
    assert browser.page(f"{other}/acts/1").status_code == 404
    sent = browser.send(f"{other}/acts/1/withdraw", withdraw_reason="mine now", withdraw_by="Cem")
    assert sent.status_code == 404
    assert browser.send(f"{other}/acts/1/sign", sign_by="Cem").status_code == 404
    assert len(log(engine)) == 1
