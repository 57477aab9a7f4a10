"""One class for each documented code: what it is called and what it is a kind of."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import pytest
from apis_by_hand import a_field, an_api
from hypothesis import given
from hypothesis import strategies as st

from topgen.package_metadata import PACKAGE_NAME
from topgen.python_model.code import identifier
from topgen.python_model.error_classes import build_errors, family, name_errors
from topgen.python_model.lock import NameLock, extend_lock
from topgen.python_model.model import ErrorClass, Module
from topgen.python_model.module import build_module
from topgen.python_model.module_names import read_context
from topgen.python_model.reserved import BUILTIN_EXCEPTIONS, CLASSES, EXCEPTIONS
from topgen.spec.model import Api, ErrorCode

RUNTIME = Path(__file__).parents[2] / "runtime"


def classes_of(codes: Sequence[str], taken: tuple[str, ...] = ()) -> tuple[ErrorClass, ...]:
    errors = [ErrorCode(code, "", "") for code in codes]
    return build_errors(errors, name_errors(errors, taken))


def names_of(*codes: str, taken: tuple[str, ...] = ()) -> list[str]:
    return [each.name for each in classes_of(codes, taken)]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("isv.invalid-parameter:authz", "InvalidParameterAuthzError"),
        ("isp.remote-service-error", "RemoteServiceError"),
        ("isv.BUSINESS_LIMIT_CONTROL", "BusinessLimitControlError"),
        ("isv.invalid-parameter: RATE_REPEAT_ERROR", "InvalidParameterRateRepeatError"),
        ("isv.*-not-exist:***", "NotExistError"),
        ("accesscontrol.limited-by-app-access-count", "AccesscontrolLimitedByAppAccessCountError"),
        ("2401", "Code2401Error"),
        ("A-AUDIT-00-16-003-01", "AAudit001600301Error"),
        ("itemNotFound", "ItemNotFoundError"),
        ("isv.", "IsvError"),
        ("参数错误", "Code_889c2534_Error"),
    ],
)
def test_a_class_is_called_after_its_code(code: str, name: str) -> None:
    assert names_of(code) == [name]


def test_each_code_has_one_class_in_the_order_of_the_page() -> None:
    assert names_of("isv.b", "isv.a", " isv.b ", "", " ") == ["BError", "AError"]


def test_names_that_are_given_away_are_avoided_in_any_case() -> None:
    assert names_of("isv.order", taken=("ORDERerror",)) == ["IsvOrderError"]
    assert names_of("isv.timeout", "isv.session", "isv.caller") == [
        "IsvTimeoutError",
        "IsvSessionError",
        "IsvCallerError",
    ]
    first, second, third = names_of("isv.a-b", "isv.a_b", "ISV.A:B")
    assert (first, second) == ("ABError", "IsvABError")
    assert third.startswith("IsvAB_")


@pytest.mark.parametrize(
    ("code", "base"),
    [
        ("isv.permission-api-package-limit", "AccessDeniedError"),
        ("isv.invalid-parameter", "CallerError"),
        ("isp.top-remote-unknown-error", "PlatformError"),
        ("accesscontrol.limited-by-api-access-count", "FlowLimitError"),
        ("session-expired", "SessionError"),
        ("invalid-sessionkey", "SessionError"),
        ("7", "FlowLimitError"),
        ("27", "SessionError"),
        ("25", "SignatureError"),
        ("11", "AccessDeniedError"),
        ("10", "PlatformError"),
        ("40", "CallerError"),
        ("15", "BusinessError"),
        ("50", "BusinessError"),
        ("2401", "BusinessError"),
        ("GENERIC_FAILURE", "BusinessError"),
        ("\uff17", "BusinessError"),
    ],
)
def test_a_class_is_of_the_family_of_its_code(code: str, base: str) -> None:
    assert family(code) == base


def test_families_and_names_are_those_of_the_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(RUNTIME)
    errors, codes_of = (import_module(f"topclient._runtime.{name}") for name in ("errors", "decoding.error_codes"))
    assert {name for name in vars(errors) if name.endswith("Error")} == EXCEPTIONS
    codes = ("isv.a", "isv.permission-x", "isp.a", "accesscontrol.limited-by-x", "session-x", "invalid-sessionkey", "x")
    assert [family(code) for code in codes] == [codes_of.error_class(15, code).__name__ for code in codes]
    for number in range(1, 999):
        assert codes_of.error_class(number, None).__name__ in (family(str(number)), "GatewayError")
        assert issubclass(getattr(errors, family(str(number))), errors.GatewayError)


words = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["__class__", "class", "None", '"""', "\\", "\n", "\u202e", "isv.__init__", "a" * 10_000, "0" * 10_000, "Api"]
)


@given(st.lists(words, max_size=8))
def test_whatever_the_codes_are_the_names_are_legal_different_and_free(codes: list[str]) -> None:
    classes = classes_of(codes, ("OrderError",))
    folded = [each.name.casefold() for each in classes]
    assert len(set(folded)) == len(folded)
    assert not set(folded) & {name.casefold() for name in (*CLASSES, *EXCEPTIONS, *BUILTIN_EXCEPTIONS, "OrderError")}
    for each in classes:
        assert each.name.isidentifier()
        assert not iskeyword(each.name)
        assert each.name.endswith("Error")
        assert len(each.name) < 120
        assert literal_eval(each.code) in {code.strip() for code in codes}
        assert isinstance(literal_eval(each.doc), str)


def module_of(api: Api) -> Module:
    return build_module(read_context(api, extend_lock(NameLock(), [api.name]).entries[0]), identifier(PACKAGE_NAME))


def test_structs_and_attributes_keep_their_names_and_errors_make_way() -> None:
    fields = (a_field("o", "object", a_field("id"), struct="OrderError"), a_field("ItemError"))
    module = module_of(an_api(request=fields, errors=(ErrorCode("isv.order", "", ""), ErrorCode("isv.item", "", ""))))
    assert [each.name for each in module.errors] == ["IsvOrderError", "IsvItemError"]
    assert '"OrderError"' in module.exports
    assert '"IsvOrderError"' in module.exports
    assert module.classes[-1].api is not None
    assert module.classes[-1].api.further == ("errors=(IsvOrderError, IsvItemError),",)


def test_a_class_tells_what_went_wrong_and_what_to_do() -> None:
    module = module_of(an_api(errors=(ErrorCode("isv.a", "错", "改"), ErrorCode("isp.b", "", ""))))
    assert [each.doc for each in module.errors] == [
        '"""isv.a: 错\n\n    What to do: 改\n    """',
        '"""isp.b"""',
    ]
    assert [line.module for line in module.runtime] == ["topclient._runtime.errors", "topclient._runtime.model"]
    assert module.runtime[0].listed == "CallerError, PlatformError"
    assert module_of(an_api()).errors == ()
