"""The words that listings use, as the database keeps them: to complete and to correct what is typed."""

from collections.abc import Mapping, Sequence
from itertools import islice, product
from typing import Final

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from backend_stub.adapters import understanding
from backend_stub.adapters.lexicon import lexicon
from backend_stub.adapters.understanding import Known, is_understood
from backend_stub.adapters.words import Word, stem
from backend_stub.db.tables import SearchWord

_LONGEST: Final = 64
_AT_ONCE: Final = 5000
_MOST_MEANT: Final = 8
_LAST: Final = "\U0010ffff"


async def change(session: AsyncSession, uses: Mapping[str, int], spellings: Mapping[str, str]) -> None:
    """Count so many uses more or fewer; words that nobody uses any longer go."""
    # In one order always, so that two servers can't wait for each other.
    changed = sorted((word, count) for word, count in uses.items() if count and len(word) <= _LONGEST)
    more = [
        {"word": word, "shown": spellings.get(word, word)[:_LONGEST], "stem": stem(word), "uses": count}
        for word, count in changed
        if count > 0
    ]
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(SearchWord)
    put = statement.on_conflict_do_update(
        index_elements=["word"], set_={"uses": SearchWord.uses + statement.excluded.uses}
    )
    for begin in range(0, len(more), _AT_ONCE):
        await session.execute(put, more[begin : begin + _AT_ONCE])
    fewer = [(word, count) for word, count in changed if count < 0]
    for word, count in fewer:
        less = update(SearchWord).where(SearchWord.word == word).values(uses=SearchWord.uses + count)
        await session.execute(less)
    if fewer:
        await session.execute(delete(SearchWord).where(SearchWord.uses <= 0))


async def endings(session: AsyncSession, word: Word, limit: int) -> list[str]:
    """Words in use that begin like this one, the commonest first; mistyped beginnings are corrected."""
    found = await _beginning_with(session, word.folded, limit)
    if found or word.is_exact:
        return found
    right = understanding.corrections(word, await _in_use(session), is_beginning=True)
    return [" ".join(each.typed for each in words) for words in right[:1]]


async def _beginning_with(session: AsyncSession, beginning: str, limit: int) -> list[str]:
    query = (
        select(SearchWord.shown)
        .where(_begins(beginning))
        .order_by(SearchWord.uses.desc(), SearchWord.word)
        .limit(limit)
    )
    return list((await session.scalars(query)).all())


async def corrections(session: AsyncSession, words: Sequence[Word]) -> list[list[Word]]:
    """The same words, with those that nobody uses replaced by what was probably meant, the likeliest first.

    Empty where there is nothing to correct, or nothing near enough.
    """
    unknown = [word for word in words if not is_understood(word) and not await _is_known(session, word)]
    if not unknown:
        return []
    # Somebody may also mean a word that leads to others.
    led = {word: Known(shown, 0) for word, shown in lexicon().words.items()}
    vocabulary = led | await _in_use(session)
    choices = [
        (understanding.corrections(word, vocabulary) or [[word]]) if word in unknown else [[word]]
        for word in words
    ]
    meant = [[word for part in parts for word in part] for parts in islice(product(*choices), _MOST_MEANT)]
    return [each for each in meant if each != list(words)]


async def known(session: AsyncSession, words: Sequence[Word]) -> list[Word]:
    """Those of the words that somebody uses."""
    return [
        word
        for word in words
        if await _is_known(session, word) or (not word.is_exact and lexicon().others((word.folded,)))
    ]


async def _is_known(session: AsyncSession, word: Word) -> bool:
    same = or_(
        _begins(word.folded), _begins(word.spelled_out), SearchWord.stem == stem(word.folded)[:_LONGEST]
    )
    return await session.scalar(select(SearchWord.word).where(same).limit(1)) is not None


def _begins(beginning: str) -> ColumnElement[bool]:
    return (SearchWord.word >= beginning) & (SearchWord.word < beginning + _LAST)


async def _in_use(session: AsyncSession) -> dict[str, Known]:
    rows = await session.execute(select(SearchWord.word, SearchWord.shown, SearchWord.uses))
    return {word: Known(shown, uses) for word, shown, uses in rows}
