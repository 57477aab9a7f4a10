"""What a run did: lines for people, plain data for machines, Markdown for pull requests."""

from topgen.report.data import check_data, report_data
from topgen.report.lines import check_lines, error_lines, failure_lines, report_lines, summary
from topgen.report.markdown import report_markdown
from topgen.report.run import RunReport

__all__ = [
    "RunReport",
    "check_data",
    "check_lines",
    "error_lines",
    "failure_lines",
    "report_data",
    "report_lines",
    "report_markdown",
    "summary",
]
