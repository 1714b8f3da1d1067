"""What somebody who types may mean, before they have typed it all."""

from uuid import UUID

from contracts.wire import Money, Name, Title, Wire


class ServiceSuggestion(Wire):
    """Listings of one title; `price_from` is the cheapest, null where they have several currencies."""

    title: Title
    art: str
    listing_count: int
    price_from: Money | None


class NamedSuggestion(Wire):
    """A category or vendor with how many of its listings fit."""

    id: UUID
    name: Name
    listing_count: int


class Suggestions(Wire):
    """`words` complete what is typed; `did_you_mean` is what was looked for where nothing begins as typed."""

    words: list[str]
    services: list[ServiceSuggestion]
    categories: list[NamedSuggestion]
    vendors: list[NamedSuggestion]
    did_you_mean: str | None = None
