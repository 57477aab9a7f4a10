"""The page of the mock gateway: what it tells, what it keeps to itself, and that nothing sent to it comes alive."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from foreign_client import ADJUST, FORM, UPDATE, params_of, signed
from hypothesis import given, settings
from hypothesis import strategies as st
from topclient.mock import MockGateway
from topclient.mock.gateway import Gateway
from topclient.mock.page import write_page
from topclient.mock.wire import HttpCall

SECRET = "s3cr3t-of-the-app"
SESSION = "6100-s3ssion"
URL = "http://127.0.0.1:8000/router/rest"
HOSTILE = (
    "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">"
    "</code></pre></details></div><svg onload=\"document.title='pwned'\"><iframe src='javascript:top.document.title=1'>"
    "\"' onmouseover=\"document.title='pwned'\" &lt;b&gt; 袜子"
)


class Reader(HTMLParser):
    """Takes a page apart: its tags, what stands in them, and whether they close in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page.decode())
        assert not self._open, "not all tags are closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "wbr":
            return
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        if tag not in ("meta", "link", "input"):
            self._open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(f"{tag}.{class_}" for tag, class_ in self._open), data))

    def text_in(self, element: str) -> str:
        return "".join(text for place, text in self.texts if element in place)


def gateway() -> Gateway:
    return Gateway(app_secret=SECRET, session=SESSION)


def call(one: Gateway, params: dict[str, str], secret: str | None = SECRET) -> None:
    whole = signed(params, secret) if secret else params
    one.answer(HttpCall("POST", b"", FORM, urlencode(whole).encode()))


def page_of(one: Gateway, query: str = "") -> Reader:
    return Reader(write_page(one, URL, query.encode()).body)


def shown(one: Gateway, query: str = "") -> str:
    reader = page_of(one, query)
    return "".join(text for place, text in reader.texts if place[-1:] not in (("script.",), ("style.",)))


def test_it_tells_the_address_and_the_app_key_and_a_first_call() -> None:
    text = shown(gateway())
    assert URL in text and "12345678" in text and "from topclient import TopClient" in text
    # The style shows "None yet" beside a list without any content, even without white space.
    assert page_of(gateway()).text_in("div.calls") == "" and "None yet" in text


def test_calls_are_listed_newest_first_with_outcome_number_and_arguments() -> None:
    one = gateway()
    call(one, params_of(session=SESSION, name="袜子"))
    call(one, params_of(session=SESSION, pid="x"))
    first, second = (entry.request_id for entry in one.calls)
    text = shown(one)
    assert text.index(second) < text.index(first)
    assert "Invalid arguments:pid" in text and "袜子" in text and " ms" in text
    assert "An argument is not of its documented type: it is named behind the colon." in text
    assert "Invalid arguments:pid" in shown(one, "calls=failed") and first not in shown(one, "calls=failed")


def test_a_wrong_signature_is_explained_with_the_string_to_sign() -> None:
    one = gateway()
    params = params_of(session=SESSION, name="袜子")
    call(one, {**params, "sign": signed({k: v for k, v in params.items() if k != "session"}, SECRET)["sign"]}, None)
    reader = page_of(one)
    masked = {**params, "session": "●●●●"}
    assert reader.text_in("pre.signed") == "".join(name + masked[name] for name in sorted(masked))
    assert "session was not signed" in reader.text_in("p.cause")
    assert signed(params, SECRET)["sign"] in reader.text_in("section.diagnosis")


def test_no_secret_and_no_session_is_in_any_view_of_the_page() -> None:
    one = gateway()
    leak = {
        "note": f"my {SECRET}",
        "app_secret": "another-s3cret",
        SECRET: "x",
        "map": json.dumps({"session": SESSION}),
    }
    call(one, params_of(session=SESSION, **leak))
    call(one, params_of(session=SESSION, **leak), "wrong")
    call(one, params_of(session=SESSION, method=SECRET))
    call(one, params_of(session=SESSION, format=SECRET))
    call(one, params_of(ADJUST, session=SESSION, shop_inventory_edit=json.dumps({"token": {"a": [SESSION]}})))
    for query in ("", "calls=failed", f"api={UPDATE}", "q=taobao"):
        body = write_page(one, URL, query.encode()).body.decode()
        for secret in (SECRET, "another-s3cret"):
            assert secret not in body
        assert f"session{SESSION}" not in body
    assert "●●●●" in body


def test_the_apis_are_found_by_name_and_by_chinese_title_and_say_whether_a_session_is_needed() -> None:
    everything = page_of(gateway())
    assert everything.text_in("a.api").count("taobao.") == 3
    assert "no session" in everything.text_in("span.tag none")
    for words in ("inventory adjust", "闪购", "INVENTORY"):
        found = page_of(gateway(), f"q={quote(words)}")
        assert found.text_in("a.api") == ADJUST and "编辑闪购门店库存" in found.text_in("span.title")
    assert "0 of 5 APIs match" in shown(gateway(), "q=nothing+of+that+kind")


def test_an_api_is_shown_with_its_arguments_and_its_example() -> None:
    text = page_of(gateway(), f"api={UPDATE}").text_in("article.detail")
    assert "client.taobao.fenxiao.product_update(…)" in text and "standard_price" in text and "12313454121" in text


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=99999999999", "page=٣", "api=../../etc/passwd", "a=1&" * 99]
)
def test_an_address_that_makes_no_sense_shows_the_page_all_the_same(query: str) -> None:
    assert "5 APIs in this package" in shown(gateway(), query)


def test_listing_and_searching_apis_imports_none_of_their_modules() -> None:
    program = (
        "import sys\n"
        "from topclient.mock.page.apis import list_apis\n"
        "from topclient.mock.page.view import View\n"
        "assert [one.title for one in list_apis(View(search='库存'))['heads']] == ['编辑闪购门店库存']\n"
        "print([name for name in sys.modules if name.startswith('topclient.apis.')])\n"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_huge_many_and_deep_arguments_do_not_make_a_huge_page() -> None:
    one = gateway()
    for _ in range(120):
        call(one, params_of(session=SESSION))
    call(one, params_of(session=SESSION, note="长" * 50_000))
    call(one, params_of(session=SESSION, **{f"p{number}": "v" for number in range(450)}))
    call(one, params_of(session=SESSION, **{f"p{number}": "v" for number in range(450)}), "wrong")
    call(one, params_of(ADJUST, session=SESSION, shop_inventory_edit='{"a":' * 900 + "1" + "}" * 900))
    page = page_of(one)
    assert [tag for tag, attributes in page.tags].count("summary") == 100
    assert "(50,000 characters)" in shown(one)
    assert shown(one).count("… and 151 more") == 1 and "… and 158 more" in page.text_in("pre.signed")
    assert len(write_page(one, URL).body) < 500_000


def test_characters_that_cannot_be_seen_are_shown_by_number() -> None:
    one = gateway()
    call(one, params_of(session=SESSION, note="a\u202eb\x00c\u200bd\n"))
    assert "a⟨U+202E⟩b⟨U+0000⟩c⟨U+200B⟩d\n" in shown(one)


hostile_texts = st.text(max_size=30) | st.sampled_from([HOSTILE, "</script>", "]]>", "<!--", "&amp", "&#0;", "\r\n"])


@settings(max_examples=60, deadline=None)
@given(api=hostile_texts, name=hostile_texts.filter(bool), value=hostile_texts.filter(bool), search=hostile_texts)
def test_no_text_changes_what_the_page_is_made_of(api: str, name: str, value: str, search: str) -> None:
    def tags(api: str, name: str, value: str, search: str) -> list[tuple[str, tuple[str, ...]]]:
        one = gateway()
        unicode = {key.encode("utf-8", "ignore").decode(): text for key, text in {f"n{name}": f"v{value}"}.items()}
        safe = {key: text.encode("utf-8", "ignore").decode() for key, text in unicode.items()}
        call(one, {**params_of(session=SESSION), **safe})
        call(one, {**params_of(session=SESSION), **safe, "sign": f"s{safe[next(iter(safe))]}."}, None)
        call(one, params_of(method="no." + api.encode("utf-8", "ignore").decode(), session=SESSION))
        query = urlencode({"q": f"zz{search}", "api": f"x{api}"}, errors="ignore")
        return page_of(one, query).tags

    assert tags(api, name, value, search) == tags("plain", "plain", "plain", "plain")


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="module")
def running() -> Iterator[MockGateway]:
    with MockGateway(app_secret=SECRET, session=SESSION) as one:
        yield one


def home(one: MockGateway) -> str:
    return one.url.removesuffix("router/rest")


def dom(one: MockGateway, place: Path) -> str:
    """The page as a browser has it after its script has run."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        pytest.skip("no Chromium and no Chrome is installed")
    flags = [*FLAGS.split(), f"--user-data-dir={place}", "--virtual-time-budget=5000", "--dump-dom"]
    done = subprocess.run([browser, *flags, home(one)], capture_output=True, timeout=60, check=False)
    if not done.stdout:
        pytest.skip(f"{browser} does not start here: exit code {done.returncode}")
    return done.stdout.decode()


def test_a_browser_shows_what_was_sent_and_runs_none_of_it(running: MockGateway, tmp_path: Path) -> None:
    running.reset()
    call(running, params_of(session=SESSION, name=HOSTILE))
    call(running, params_of(session=SESSION, method=HOSTILE))
    call(running, params_of(session=SESSION, name=HOSTILE), "wrong")
    seen = dom(running, tmp_path)
    assert "<title>Mock gateway · topclient</title>" in seen
    assert "<img" not in seen and "<iframe" not in seen and seen.count("<script>") == 1
    assert "&lt;script&gt;document.title='pwned'" in seen
    assert SECRET not in seen
    # The policy lets the page's own script and style in: their digests are right.
    assert 'class="scripted"' in seen and '<p id="live" role="status" class="on">live</p>' in seen


def test_a_browser_shows_the_string_to_sign_of_a_call_with_a_wrong_signature(
    running: MockGateway, tmp_path: Path
) -> None:
    running.reset()
    params = params_of(session=SESSION)
    call(running, params, "wrong")
    reader = Reader(dom(running, tmp_path).encode())
    masked = {**params, "session": "●●●●"}
    assert reader.text_in("pre.signed") == "".join(name + masked[name] for name in sorted(masked))


def test_the_page_is_served_at_the_root_with_a_policy_that_lets_nothing_else_run(running: MockGateway) -> None:
    address = urlsplit(home(running))
    connection = HTTPConnection(address.hostname or "", address.port)
    connection.request("GET", "/?q=inventory")
    answer = connection.getresponse()
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status == 200 and answer.headers.get_content_type() == "text/html"
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe" not in policy
    assert ADJUST in answer.read().decode().replace("<wbr>", "")
    connection.close()
