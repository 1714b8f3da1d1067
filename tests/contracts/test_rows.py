"""The dictionaries that the cache keeps have exactly the keys of the models that the wire carries."""

from typing import Any

import pytest
from pydantic import BaseModel

from contracts import (
    addresses,
    availability,
    bookings,
    cancellation,
    catalogue,
    conversations,
    coupons,
    listings,
    notifications,
    payments,
    people,
    proposals,
    rows,
    vendors,
    wire,
)


@pytest.mark.parametrize(
    ("doc", "model"),
    [
        (rows.BookingDoc, bookings.BookingOut),
        (cancellation.PolicyDoc, bookings.CancellationPolicy),
        (rows.ProposalDoc, proposals.ProposalOut),
        (rows.GuestDoc, bookings.Guest),
        (rows.PartyDoc, bookings.CustomerRef),
        (rows.MoneyDoc, wire.Money),
        (rows.SlotDoc, catalogue.SlotOut),
        (rows.CategoryDoc, catalogue.CategoryOut),
        (rows.ListingDoc, catalogue.ListingOut),
        (rows.ServiceAreaDoc, catalogue.ServiceArea),
        (rows.VariantDoc, catalogue.VariantOut),
        (rows.ExtraDoc, catalogue.ExtraOut),
        (rows.QuestionDoc, catalogue.QuestionOut),
        (rows.PhotoDoc, catalogue.PhotoOut),
        (rows.ListingContentDoc, listings.ListingContent),
        (rows.VendorListingDoc, listings.VendorListingOut),
        (rows.ExtraChoiceDoc, bookings.ExtraChoice),
        (rows.AnswerDoc, bookings.AnswerOut),
        (rows.PriceLineDoc, bookings.PriceLine),
        (rows.OpenHoursDoc, catalogue.OpenHours),
        (rows.StaffDoc, catalogue.StaffOut),
        (rows.VendorDoc, catalogue.VendorOut),
        (rows.AddressDoc, addresses.AddressOut),
        (rows.BlockDoc, vendors.BlockOut),
        (rows.ClientDoc, vendors.ClientOut),
        (rows.CouponDoc, coupons.CouponOut),
        (rows.PaymentDoc, payments.PaymentOut),
        (rows.BookingRefDoc, payments.BookingRef),
        (rows.PartItemDoc, payments.PartItem),
        (rows.PartDoc, payments.PartOut),
        (rows.EntryDoc, payments.EntryOut),
        (rows.TransactionDoc, payments.TransactionOut),
        (rows.EarningDoc, payments.EarningOut),
        (rows.PayoutDoc, payments.PayoutOut),
        (rows.BalanceDoc, payments.BalanceOut),
        (rows.DuePayoutDoc, payments.DuePayout),
        (rows.NotificationDoc, notifications.NotificationOut),
        (rows.PerSideDoc, conversations.PerSide),
        (rows.SupportInvitationDoc, conversations.SupportInvitation),
        (rows.LastLineDoc, conversations.LastLine),
        (rows.ConversationDoc, conversations.ConversationOut),
        (rows.PictureDoc, conversations.PictureOut),
        (rows.MessageDoc, conversations.MessageOut),
        (rows.NoticeSettingsDoc, notifications.NoticeSettingsOut),
        (rows.QuietHoursDoc, notifications.QuietHours),
        (rows.PersonDoc, people.PersonOut),
        (rows.AvailabilityDoc, availability.AvailabilityOut),
        (rows.OpenStretchDoc, availability.OpenStretch),
        (rows.ExceptionDoc, availability.ExceptionOut),
        (rows.ResourceDoc, availability.ResourceOut),
        (rows.ListingSetupDoc, availability.ListingSetupOut),
    ],
)
def test_a_row_has_the_keys_of_its_model(doc: Any, model: type[BaseModel]) -> None:
    assert set(doc.__annotations__) == set(model.model_fields)
