"""Setting a kiosk up: a code, once, by staff."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from client.errors import InvalidInputError, SignInRequiredError, UnreachableError
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.kernel.view_model import Tools, ViewModel

Enrol = Callable[[str], Awaitable[object]]


class EnrolViewModel(ViewModel):
    """The code that was typed, and what is wrong with it."""

    def __init__(self, tools: Tools, enrol: Enrol) -> None:
        super().__init__(tools)
        self._enrol = enrol
        self.code = self.field("")
        self.problem = self.field("")
        self.submit = self.command(self._submit, "kiosk enrol")
        self.submit.failed.connect(self._failed)

    def type_code(self, code: str) -> None:
        """What stands in the field."""
        self.code.value = code
        self.problem.value = ""

    async def _submit(self) -> None:
        code = self.code.value.strip()
        if not code:
            raise ShownError(Problem(self.texts("kiosk.enrol.missing")))
        try:
            await self._enrol(code)
        except (SignInRequiredError, InvalidInputError) as error:
            raise ShownError(Problem(self.texts("kiosk.enrol.wrong"))) from error
        except UnreachableError as error:
            raise ShownError(Problem(self.texts("kiosk.enrol.away"), retry=True)) from error

    def _failed(self, problem: Problem) -> None:
        self.problem.value = problem.text
