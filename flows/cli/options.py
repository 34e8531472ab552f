"""Options that several commands take alike."""

from typing import Annotated

from cyclopts import Parameter

# There is no --no-json, and no --no-dry-run.
Json = Annotated[bool, Parameter(name="--json", negative=())]
Flag = Annotated[bool, Parameter(negative=())]
