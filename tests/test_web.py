"""The page: escaped, fenced in, honest about what it shows; segments for spans that overlap."""

import asyncio
import json
import socket
import threading
import time
from html.parser import HTMLParser

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import HARBOUR, attribution, entity, harbour, reading, statement
from sayso.ledger import open_ledger
from sayso.model import Report
from sayso.web import create_app
from sayso.web.segments import paragraphs

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
BLOCKS = {"p", "dt", "dd", "li", "h1", "h2", "td", "th", "option", "blockquote"}
VOID = {"meta", "link", "br", "img", "input"}


class Client:
    """Asks an application without a server."""

    def __init__(self, app, *, raising: bool = True) -> None:
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=raising)

    def get(self, path: str, **more) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url="http://localhost"
            ) as client:
                return await client.get(path, **more)

        return asyncio.run(ask())


class Page(HTMLParser):
    """The tags of a page, checked for nesting; text by element id where one is wanted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.words.append(" " if tag in BLOCKS else "")

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "x.db") as opened:
        yield opened


@pytest.fixture
def client(ledger):
    return Client(create_app(ledger))


def test_an_empty_ledger_says_how_to_fill_it(client):
    page = Page(client.get("/").text)
    assert "holds no reports yet" in page.text


def test_the_reports_are_listed_with_their_source(client, ledger):
    ledger.add(harbour(agency="NNA", input_id="a/b?c#d"))
    page = Page(client.get("/").text)
    assert "Shells hit grain store" in page.text
    assert "NNA / Coast Herald" in page.text
    (link,) = [a["href"] for a in page.all("a") if "/reports/" in (a["href"] or "")]
    assert link == "/reports/a%2Fb%3Fc%23d"
    assert client.get(link).status_code == 200


def test_many_reports_come_in_pages(client, ledger):
    for n in range(51):
        ledger.add(reading(Report.of(f"Rain fell on day {n}.", input_id=f"r{n}")))
    assert "Rain fell on day 0." in client.get("/").text
    second = client.get("/?page=2").text
    assert "Rain fell on day 50." in second
    assert "Rain fell on day 0." not in second
    for odd in ("0", "-1", "x", "²", "9" * 50):
        assert client.get("/", params={"page": odd}).status_code == 200


def test_a_report_shows_its_text_whole_and_who_says_what(client, ledger):
    ledger.add(harbour(input_id="a"))
    answer = client.get("/reports/a")
    page = Page(answer.text)
    assert "harbour police relayed by Oskar Thal" in page.text
    assert "the loss of the store could drive thousands from the coast" in page.text
    assert "possible: could" in page.text
    assert "Actor (accused) Grey Brigade" in page.text
    assert "at least 12" in page.text
    assert "2031-03-03 – 2031-03-05" in page.text
    assert "6 of 6 statements" in page.text
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in page.all("a") if (a["href"] or "").startswith("#")}
    assert targets <= set(ids)
    assert {f"st-s{n}" for n in range(1, 7)} <= targets


def test_every_page_says_what_it_is_not(client, ledger):
    ledger.add(harbour(input_id="a"))
    for path in ("/", "/reports/a", "/reports/none"):
        assert (
            "What the reports say and on whose say-so; not what is so"
            in Page(client.get(path).text).text
        )


def test_statements_are_filtered_by_kind_and_public_voice(client, ledger):
    ledger.add(harbour(input_id="a"))
    page = Page(client.get("/reports/a", params={"kind": "figure", "voice": "Oskar Thal"}).text)
    assert "2 of 6 statements" in page.text
    assert {a["id"] for a in page.all("li") if a.get("id")} == {"st-s4", "st-s5"}
    assert (
        "No statement of this report answers that"
        in client.get("/reports/a", params={"kind": "gossip"}).text
    )


def test_a_private_person_is_no_facet(client, ledger):
    ledger.add(harbour(input_id="a"))
    page = Page(client.get("/reports/a").text)
    offered = {o["value"] for o in page.all("option")}
    assert {"Oskar Thal", "Ministry of Defence", "harbour police"} <= offered
    assert "Lena Ordish" not in offered
    by_hand = Page(client.get("/reports/a", params={"voice": "Lena Ordish"}).text)
    assert "0 of 6 statements" in by_hand.text


def test_what_the_ledger_does_not_hold_is_not_found(client):
    for path in ("/reports/none", "/reports/", "/none", "/static/none.css", "/static/../app.py"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert Page(answer.text)
    answer = client.get("/api/reports/none")
    assert (answer.status_code, answer.json()) == (
        404,
        {"error": "the ledger holds nothing called 'none'"},
    )


def test_programs_get_the_reports_and_a_reading(client, ledger):
    ledger.add(harbour(input_id="a/b"))
    listed = client.get("/api/reports").json()
    assert (listed["total"], listed["reports"][0]["id"]) == (1, "a/b")
    assert client.get("/api/reports/a%2Fb").text == harbour(input_id="a/b").to_json()
    assert client.get("/api/reports?limit=0").status_code == 422
    assert "/api/reports" in client.get("/api/openapi.json").json()["paths"]


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{ 7*7 }}<!--&lt;"


def test_hostile_words_stay_words(client, ledger):
    text = f"{HOSTILE} struck Port Varo, {HOSTILE}X said.\n\n<b onclick=alert(3)>Bold</b>"
    report = Report.of(
        text,
        input_id=HOSTILE,
        title=f"</title>{HOSTILE}",
        publisher=HOSTILE,
        agency=HOSTILE,
        authors=(HOSTILE,),
        published='2031-01-01" onmouseover="alert(4)',
        url='javascript:alert(5)//" onclick="x',
    )
    ledger.add(
        reading(
            report,
            entities=[entity(text, "e1", "organization", f"{HOSTILE}X")],
            attributions=[attribution(text, "a1", "e1", "said")],
            statements=[
                statement(text, "s1", "remark", f"{HOSTILE} struck Port Varo", attribution="a1")
            ],
        )
    )
    front = Page(client.get("/").text)
    link = next(a["href"] for a in front.all("a") if "/reports/" in (a["href"] or ""))
    for page in (front, Page(client.get(link).text)):
        assert "<script>alert(1)</script>" in page.text
        tags = {name for name, _ in page.tags}
        assert not tags & {"script", "img", "b", "style", "iframe", "object"}
        for _, attrs in page.tags:
            assert not any(name.startswith("on") or name == "style" for name in attrs)
            assert not (attrs.get("href") or "").lower().startswith("javascript")
    reflected = client.get("/reports/x", params={"kind": HOSTILE, "voice": HOSTILE}).text
    assert "<script>" not in reflected
    assert "<script>" not in client.get(f"/reports/{HOSTILE}z").text


@pytest.mark.parametrize("path", ["/", "/reports/a", "/none", "/static/sayso.css", "/api/reports"])
def test_every_answer_is_fenced_in(client, ledger, path):
    ledger.add(harbour(input_id="a"))
    answer = client.get(path)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_page_that_fails_is_fenced_in_too(ledger, monkeypatch):
    client = Client(create_app(ledger), raising=False)

    def fault(**_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(ledger, "reports", fault)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_pages_load_nothing_but_their_own_style_and_icon(client, ledger):
    ledger.add(harbour(input_id="a"))
    page = Page(client.get("/reports/a").text)
    assert {a["href"] for a in page.all("link")} == {"/static/sayso.css", "/static/icon.svg"}
    for path, kind in (("/static/sayso.css", "text/css"), ("/static/icon.svg", "image/svg+xml")):
        answer = client.get(path)
        assert answer.headers["content-type"].startswith(kind)
        assert "//" not in answer.text.replace("http://www.w3.org/2000/svg", "")


def test_pages_have_landmarks_labels_and_a_language(client, ledger):
    ledger.add(harbour(input_id="a"))
    page = Page(client.get("/reports/a").text)
    tags = [name for name, _ in page.tags]
    assert page.all("html")[0]["lang"] == "en"
    assert tags.count("main") == tags.count("h1") == 1
    assert {"header", "nav", "footer"} <= set(tags)
    assert len(page.all("label")) == len(page.all("select")) == 2


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("desk.example", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example:80", 421),
        ("", 421),
    ],
)
def test_only_requests_that_name_this_machine_are_answered(ledger, host, status):
    client = Client(create_app(ledger, hosts=["desk.example"]))
    assert client.get("/", headers={"Host": host}).status_code == status


def test_nested_and_overlapping_spans_are_cut_into_segments():
    text = "abcdefgh"
    whole = statement(text, "s1", "event", "abcdef")
    nested = statement(text, "s2", "figure", "cd")
    across = statement(text, "s3", "remark", "defgh")
    (found,) = paragraphs(text, [whole, nested, across])
    assert [(p.text, p.inside) for p in found] == [
        ("ab", ("s1",)),
        ("c", ("s2", "s1")),
        ("d", ("s2", "s3", "s1")),
        ("ef", ("s3", "s1")),
        ("gh", ("s3",)),
    ]
    assert [p.begins for p in found] == [("s1",), ("s2",), ("s3",), (), ()]
    assert [p.ends for p in found] == [(), (), ("s2",), ("s1",), ("s3",)]
    assert [p.kind for p in found] == ["event", "figure", "figure", "remark", "remark"]


@settings(max_examples=200)
@given(
    text=st.text(alphabet="ab \n\r\t", max_size=40),
    cuts=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 20)), max_size=6),
)
def test_segments_are_the_text_and_tell_every_statement(text, cuts):
    made = []
    for n, (start, length) in enumerate(cuts):
        if start < len(text):
            base = statement("x", f"s{n}", "remark", "x")
            end = min(start + length, len(text))
            made.append(
                base.model_copy(update={"start": start, "end": end, "text": text[start:end]})
            )
    found = paragraphs(text, made)
    flat = [segment for paragraph in found for segment in paragraph]
    assert "".join("".join(s.text for s in flat).split()) == "".join(text.split())
    begun = [i for s in flat for i in s.begins]
    ended = [i for s in flat for i in s.ends]
    assert sorted(begun) == sorted(ended)
    assert len(begun) == len(set(begun))
    for s in made:
        if s.text.strip():
            shown = "".join(p.text for p in flat if s.id in p.inside)
            assert "".join(shown.split()) == "".join(s.text.split())


def test_a_long_run_of_blanks_takes_no_time():
    begun = time.perf_counter()
    paragraphs("a" + " " * 200_000 + "\n" + " \t" * 100_000 + "b", [])
    assert time.perf_counter() - begun < 1


def test_a_real_server_answers(tmp_path):
    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    with open_ledger(tmp_path / "x.db") as ledger:
        ledger.add(harbour(input_id="a"))
        server = uvicorn.Server(uvicorn.Config(create_app(ledger), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
                page = client.get("/reports/a")
                assert page.headers["content-security-policy"] == POLICY
                assert "Shells hit grain store" in page.text
                assert json.loads(client.get("/api/reports/a").text)["report"]["text"] == HARBOUR
        finally:
            server.should_exit = True
            thread.join(10)
    assert not thread.is_alive()


def test_a_statement_that_was_rejected_stays_on_the_page_marked(tmp_path):
    from sayso.assembly.decisions import judging

    with open_ledger(tmp_path / "x.db") as ledger:
        ledger.add(harbour(input_id="a"))
        ask = Client(create_app(ledger))
        assert "rejected" not in ask.get("/reports/a").text
        judging("reject", ledger.show("a/s1")).put(ledger, author="Ada Quill")
        page = ask.get("/reports/a").text
        assert page.count("rejected") == 1
        assert "6 of 6 statements" in page


def test_the_first_page_shows_what_the_claims_say_drives_what(tmp_path):
    import sayso

    with open_ledger(tmp_path / "x.db") as ledger:
        ask = Client(create_app(ledger))
        ledger.add(sayso.read("The mayor spoke.", id="none"))
        assert "situation.svg" not in ask.get("/").text
        made = sayso.read("The blockade of Hodeidah led to hunger in Sanaa.", id="a")
        ledger.add(made)
        front = ask.get("/")
        assert "not what is so, and no forecast" in Page(front.text).text
        [image] = Page(front.text).all("img")
        picture = ask.get(str(image["src"]))
        assert picture.headers["content-type"].startswith("image/svg+xml")
        assert "script" not in picture.headers["content-security-policy"]
        assert "blockade of Hodeidah" in picture.text
        model = ask.get("/api/situation").json()
        assert [f["name"] for f in model["factors"]] == ["blockade of Hodeidah", "hunger"]
        ledger.forget("a")
        assert "Hodeidah" not in ask.get("/situation.svg").text
