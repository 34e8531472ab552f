"""Tries sites out, outside any run: does a source still work, and what source would an address make.

Nothing is kept: what is fetched goes to an archive in a temporary folder. Only the pace is shared with the runs, so that
a trial beside a run asks a site no faster than the run alone.
"""

from tasks.trial.check import check, check_all
from tasks.trial.client import Way
from tasks.trial.golden import differences, write_golden
from tasks.trial.probe import Probe, probe
from tasks.trial.report import ListReport, Preview, Problem, ProblemKind, SourceReport, gravest

__all__ = [
    "ListReport",
    "Preview",
    "Probe",
    "Problem",
    "ProblemKind",
    "SourceReport",
    "Way",
    "check",
    "check_all",
    "differences",
    "gravest",
    "probe",
    "write_golden",
]
