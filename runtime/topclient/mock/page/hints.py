"""What a caller may do about a refusal, in one sentence by its code; none where the platform's own words say it all."""

from __future__ import annotations

from collections.abc import Mapping

HINTS: Mapping[int, str] = {
    3: "The multipart body cannot be taken apart: look at its boundary and at its end.",
    7: "The API may not be called for a while: wait as long as sub_msg says.",
    9: "Calls are made by POST, or by GET without files.",
    21: "The parameter method names the API.",
    22: "This package has no API of that name: look for it in the list.",
    23: "format is json or xml; left out, it is xml.",
    24: "The parameter sign is missing.",
    26: "This API needs a session: the access token of the user who authorized the app.",
    27: "This gateway takes one session only: the one that it was started with.",
    28: "The parameter app_key is missing.",
    29: "This gateway takes one app key only: the one shown at the top.",
    30: "The parameter timestamp is missing.",
    31: "timestamp is yyyy-MM-dd HH:mm:ss in GMT+8, or milliseconds since 1970, at most 10 minutes off.",
    32: "The parameter v is missing: it is 2.0.",
    33: "v is 2.0.",
    34: "v is 2.0.",
    40: "A required argument is missing: it is named behind the colon.",
    41: "An argument is not of its documented type: it is named behind the colon.",
    47: "Names and values are UTF-8, then URL-encoded.",
}
