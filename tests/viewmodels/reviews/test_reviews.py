"""The page of reviews: what each side may do with which."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from client.stores.review import ReviewStore
from client.tasks import Tasks
from desktop.shots.memory import MemoryAccount
from desktop.shots.reviews import fill_reviews
from desktop.shots.vendor_samples import SampleClock, build_account, build_desk
from viewmodels.reviews.reviews import ReviewsDesk, ReviewsViewModel

pytestmark = pytest.mark.ui


class Stage:
    """Rosa with her reviews."""

    def __init__(self) -> None:
        self.clock, self.tasks = SampleClock(), Tasks()
        self.account: MemoryAccount = build_account(self.clock, self.tasks)
        self.ids = fill_reviews(self.account)

    def page(self, side: str) -> ReviewsViewModel:
        desk = build_desk(self.account, self.clock)
        store = ReviewStore(self.account, self.account.new_id)
        account = self.account
        return ReviewsViewModel(
            ReviewsDesk(desk.tools, account.person, side, desk.vendor_id, store, account.status, desk.toasts)
        )

    async def settle(self) -> None:
        """Wait until nothing runs any more."""
        await asyncio.sleep(0)
        # Tasks beget tasks: there is no one event to wait for.
        while True:
            if not self.tasks.running:
                return
            await asyncio.sleep(0.001)


@pytest_asyncio.fixture
async def stage(qapp: object) -> AsyncIterator[Stage]:
    made = Stage()
    yield made
    await made.tasks.aclose()
    made.account.close()


async def test_a_vendor_answers_once(stage: Stage) -> None:
    page = stage.page("vendor")
    await stage.settle()
    page.open(stage.ids[0])
    assert page.form.value is not None
    assert page.form.value.deed == "", "it has its answer"
    page.open(stage.ids[1])
    assert page.form.value is not None
    assert page.form.value.deed == "reply"
    page.save.trigger(5, "   ")
    await stage.settle()
    assert stage.account.operations == []
    page.save.trigger(5, "Thank you 🙏")
    await stage.settle()
    [item] = stage.account.operations
    assert (item.name, item.operation.args) == ("review.reply", {"text": "Thank you 🙏"})
    page.open(stage.ids[1])
    assert page.form.value.deed == ""
    page.close()


async def test_a_completed_booking_waits_for_a_review(stage: Stage) -> None:
    page = stage.page("vendor")
    await stage.settle()
    waiting = [row for row in page.rows.rows if row.state == "to_write"]
    assert waiting
    page.open(waiting[0].id)
    assert page.form.value is not None
    assert (page.form.value.deed, page.form.value.has_stars) == ("write", True)
    page.save.trigger(4, "A pleasure.")
    await stage.settle()
    [item] = stage.account.operations
    assert (item.name, item.operation.target) == ("review.write", waiting[0].id)
    assert waiting[0].id not in [row.id for row in page.rows.rows]
    assert page.rows.find(item.operation.args["id"]) is not None
    page.close()


async def test_moderators_see_what_was_reported_or_hidden_and_need_a_reason(stage: Stage) -> None:
    page = stage.page("admin")
    await stage.settle()
    assert [row.state for row in page.rows.rows] == ["reported", "hidden"]
    page.open(stage.ids[2])
    page.save.trigger(1, "")
    await stage.settle()
    assert stage.account.operations == []
    page.save.trigger(1, "Insults.")
    await stage.settle()
    page.open(stage.ids[3])
    page.save.trigger(1, "")
    await stage.settle()
    assert [item.name for item in stage.account.operations] == ["review.hide", "review.restore"]
    page.close()


async def test_reporting_asks_why(stage: Stage) -> None:
    page = stage.page("vendor")
    await stage.settle()
    page.open(stage.ids[1])
    assert page.form.value is not None
    assert page.form.value.can_report
    page.begin_report()
    assert page.form.value.deed == "report"
    page.save.trigger(1, "Not about us.")
    await stage.settle()
    assert [item.name for item in stage.account.operations] == ["review.report"]
    page.close()
