"""Faults: why a page is not read, or an API stays as it was. In: nothing. Out: ``FAULTS``."""

from __future__ import annotations

from functools import partial
from typing import Final

from topgen.rules.model import Group, Rule

_fault = partial(Rule, group=Group.FAULT)

FAULTS: Final = (
    _fault(
        id="unreadable-page",
        summary="The bytes of a page are no text, or it is beyond a limit",
        meaning="Nothing is read from it. An API that it described keeps its spec and its module.",
        example="a picture or an archive among the pages; text that is none of UTF-8, UTF-16 and GB18030",
        remedy="Save the page again as UTF-8. A file that is no page is named in specs/pages/.topgenignore.",
    ),
    _fault(
        id="unread-layout",
        summary="This is a page of an API, and no layout reads it, or nothing tells the name of the API",
        meaning="Nothing is read from it, since reading it wrongly would be worse. The error says what was found and "
        "what is missing.",
        example="接口说明\n入参: id, name\n出参: result",
        remedy="Where only the name is missing, call the file <API name>.txt. Else save the page itself again, as HTML "
        "or as text with its headings; 'topgen show document FILE' tells how far the reading comes.",
    ),
    _fault(
        id="other-page",
        summary="This is about something else than an API of the platform",
        meaning="Nothing is read from it. In a crawl such pages are counted and change no exit code.",
        example="an article, a menu, a page of another platform",
        remedy="Take it out of the pages, or name it in specs/pages/.topgenignore. Renaming it would not help.",
    ),
    _fault(
        id="two-layouts",
        summary="Two layouts recognise the page, so that reading it would be a guess",
        meaning="Nothing is read from it.",
        example="a page with the tables of the text layout and, below, the same as HTML",
        remedy="Keep one of the two in the file.",
    ),
    _fault(
        id="internal-fault",
        summary="Reading the page met a fault of topgen's own",
        meaning="The other pages are read. The API keeps its last state.",
        example="",
        remedy="Please report it, with the page and the lines that are kept beside it in specs/.topgen_rejected.",
    ),
    _fault(
        id="file-format",
        summary="A spec, an overlay or the lock of names is not of the documented form",
        meaning="An overlay or a spec costs its own API, which stays as it was; the lock of names stops the run.",
        example="at: request.tid\nrequired: maybe",
        remedy="The error names the line and the key. Editors complete overlays from specs/schema/; conflict marks of "
        "a merge are taken out by hand.",
    ),
    _fault(
        id="stale-correction",
        summary="A correction expects something that the page no longer says",
        meaning="The API stays as it was until somebody has looked: what the correction was made for has moved.",
        example="- {at: request.tid, key: type, expect: string, set: integer, because: calls with letters fail}",
        remedy="Look at the page with 'topgen explain API.FIELD', then change 'expect' to what the page says now, or "
        "delete the entry.",
    ),
    _fault(
        id="fulfilled-correction",
        summary="The page says by now what a correction sets",
        meaning="A note: the correction does nothing any more.",
        example="- {at: request.tid, key: type, expect: string, set: integer, because: …}  # it says integer",
        remedy="'topgen tidy' deletes such entries.",
    ),
    _fault(
        id="unusable-name",
        summary="A name of a page, a lock or an overlay cannot become a Python name or a file that is safe and unique",
        meaning="The API of that name stays as it was, or is not generated.",
        example="two pages, of taobao.item.Get and of taobao.item.get: one file where letter case does not count",
        remedy="Keep the page of the right one, or give another name in the overlay of the API.",
    ),
    _fault(
        id="linked-path",
        summary="A folder or a lock that would be written is a link to another place",
        meaning="Nothing is written: through a link, files of somebody else could be overwritten or removed.",
        example="specs/apis/taobao -> ../../elsewhere/taobao",
        remedy="Remove the link, or put the folder itself there. Another place is named by --specs or --out.",
    ),
    _fault(
        id="rendering-fault",
        summary="The rendered text of a module is not the model that it was rendered from",
        meaning="Nothing of the package is written: text of a page may have become code.",
        example="",
        remedy="Please report it, with the page. It is a fault of topgen.",
    ),
    _fault(
        id="usage",
        summary="The command line, the settings or a folder ask for something that is not there",
        meaning="Nothing was done; the exit code is 2.",
        example="topgen build --specs spec",
        remedy="The error says what is there instead.",
    ),
)
