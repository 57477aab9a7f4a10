"""What a run did: lines for people, data for machines, Markdown for pull requests, annotations for their lines."""

from topgen.report.data import check_data, report_data
from topgen.report.folding import fold
from topgen.report.github import check_annotations, report_annotations
from topgen.report.lines import check_lines, error_lines, failure_lines, report_lines, summary
from topgen.report.markdown import report_markdown
from topgen.report.run import RunReport

__all__ = [
    "RunReport",
    "check_annotations",
    "check_data",
    "check_lines",
    "error_lines",
    "failure_lines",
    "fold",
    "report_annotations",
    "report_data",
    "report_lines",
    "report_markdown",
    "summary",
]
