"""The explicit list of features: their routers, row readers, consumers and jobs."""

from fastapi import APIRouter

from backend_stub.adapters.folder_files import FolderFiles
from backend_stub.adapters.fts5 import Fts5Search
from backend_stub.adapters.geonames import GeonamesGazetteer
from backend_stub.adapters.pictures import PictureMaker
from backend_stub.adapters.postgresql_search import PostgresqlSearch
from backend_stub.carriers import build_mail, build_sms
from backend_stub.features.addresses.book import AddressBook
from backend_stub.features.addresses.routes import addresses_routes
from backend_stub.features.addresses.rows import AddressReader
from backend_stub.features.addresses.service import AddressService
from backend_stub.features.audit.routes import audit_routes
from backend_stub.features.audit.service import AuditService
from backend_stub.features.availability.planning_routes import planning_routes
from backend_stub.features.availability.routes import availability_routes, first_free_routes
from backend_stub.features.availability.rows import availability_readers
from backend_stub.features.availability.rules import HolidayKeeper
from backend_stub.features.availability.service import Availability
from backend_stub.features.blocks.routes import blocks_routes
from backend_stub.features.blocks.rows import BlockReader
from backend_stub.features.blocks.service import BlockService, BlockSink
from backend_stub.features.bookings.creation import BookingCreation
from backend_stub.features.bookings.expiry import RequestExpiry
from backend_stub.features.bookings.importing import BookingSink
from backend_stub.features.bookings.proposals.expiry import ProposalExpiry
from backend_stub.features.bookings.proposals.routes import proposals_routes
from backend_stub.features.bookings.proposals.rows import ProposalReader
from backend_stub.features.bookings.proposals.service import ProposalService
from backend_stub.features.bookings.reading import BookingReading
from backend_stub.features.bookings.routes import bookings_routes
from backend_stub.features.bookings.rows import BookingReader
from backend_stub.features.bookings.series.routes import series_routes
from backend_stub.features.bookings.series.rows import SeriesReader
from backend_stub.features.bookings.series.service import SeriesService
from backend_stub.features.bookings.transitions import BookingTransitions
from backend_stub.features.bookings.undoing import BookingDesk
from backend_stub.features.catalogue.consumers import ListingIndexer
from backend_stub.features.catalogue.index_repair import IndexRepair
from backend_stub.features.catalogue.quoting import CatalogueQuotes
from backend_stub.features.catalogue.routes import catalogue_routes
from backend_stub.features.catalogue.rows import CategoryReader, ListingReader
from backend_stub.features.catalogue.service import CatalogueService
from backend_stub.features.catalogue.suggesting import SuggestionService
from backend_stub.features.catalogue.suggesting_routes import suggesting_routes
from backend_stub.features.categories.routes import categories_routes
from backend_stub.features.categories.service import CategoryService
from backend_stub.features.checkout.assembly import CheckoutFeature
from backend_stub.features.clients.routes import clients_routes
from backend_stub.features.clients.rows import ClientReader
from backend_stub.features.clients.service import ClientService, ClientSink
from backend_stub.features.conversations.reading import ConversationReading
from backend_stub.features.conversations.room import ConversationRoom
from backend_stub.features.conversations.routes import conversations_routes
from backend_stub.features.conversations.rows import ConversationReader, MessageReader
from backend_stub.features.conversations.service import ConversationService
from backend_stub.features.coupons.redeeming import CouponBook
from backend_stub.features.coupons.routes import coupons_routes
from backend_stub.features.coupons.rows import CouponReader
from backend_stub.features.coupons.service import CouponService
from backend_stub.features.files.routes import files_routes
from backend_stub.features.files.service import FileService, LooseFileSweeper
from backend_stub.features.files.uploads import UploadBook
from backend_stub.features.holds.repository import HoldBook
from backend_stub.features.holds.routes import holds_routes
from backend_stub.features.holds.service import HoldService, HoldSweeper
from backend_stub.features.imports.routes import imports_routes
from backend_stub.features.imports.service import ImportService
from backend_stub.features.letters.routes import letters_routes
from backend_stub.features.letters.service import LetterService
from backend_stub.features.listings.review import ListingReview
from backend_stub.features.listings.routes import listings_routes
from backend_stub.features.listings.rows import VendorListingReader
from backend_stub.features.listings.service import ListingService
from backend_stub.features.notifications.consumers import Notifier
from backend_stub.features.notifications.reminders import ReminderBell, ReminderPlanner
from backend_stub.features.notifications.routes import notifications_routes
from backend_stub.features.notifications.rows import NotificationReader
from backend_stub.features.notifications.service import NotificationService
from backend_stub.features.notifications.settings import NoticeSettingsReader, NoticeSettingsService
from backend_stub.features.notifications.unsubscribing import Unsubscribing, unsubscribe_routes
from backend_stub.features.overview.routes import overview_routes
from backend_stub.features.overview.service import OverviewService
from backend_stub.features.payments.assembly import PaymentsFeature
from backend_stub.features.payments.rows import PaymentReader
from backend_stub.features.people.routes import people_routes
from backend_stub.features.people.rows import PersonReader
from backend_stub.features.people.service import PeopleService
from backend_stub.features.pricing.rates import RateBook
from backend_stub.features.pricing.routes import pricing_routes
from backend_stub.features.pricing.service import RateService
from backend_stub.features.reviews.routes import reviews_routes
from backend_stub.features.reviews.rows import ReviewReader
from backend_stub.features.reviews.service import ReviewOpening, ReviewService
from backend_stub.features.subscriptions.announcements import AnnouncementReader, AnnouncementService
from backend_stub.features.subscriptions.routes import subscription_routes
from backend_stub.features.subscriptions.sending import AnnouncementSender
from backend_stub.features.subscriptions.signing_up import SigningUp
from backend_stub.features.subscriptions.subscribers import SubscriberService
from backend_stub.features.vendors.routes import vendors_routes
from backend_stub.features.vendors.rows import StaffReader, VendorReader
from backend_stub.features.vendors.service import VendorService
from backend_stub.features.waitlist.offers import WaitlistOffers
from backend_stub.features.waitlist.routes import waitlist_routes
from backend_stub.features.waitlist.rows import WaitlistReader
from backend_stub.features.waitlist.service import WaitlistService
from backend_stub.foundation import Foundation, Surface
from backend_stub.letters.digest import DigestBundler
from backend_stub.letters.envelope import LetterAddresses
from backend_stub.letters.sender import LetterSender
from backend_stub.ports.importing import ImportSinkPort
from backend_stub.ports.job import JobPort
from backend_stub.ports.search import SearchPort
from backend_stub.ports.uploads import UploadsPort
from backend_stub.settings import Settings


def build_surface(foundation: Foundation) -> Surface:
    """All features but auth, sync and health, which `main` builds itself."""
    door, database, clock = foundation.door, foundation.database, foundation.clock
    search: SearchPort = PostgresqlSearch() if database.is_postgresql else Fts5Search()
    slots, holds = Availability(), HoldBook()
    transitions = BookingTransitions(slots)
    quotes, uploads = CatalogueQuotes(), UploadBook()
    files = FolderFiles(foundation.settings.data_dir / "files")
    pricing, coupons = RateBook(), CouponBook()
    payments = PaymentsFeature(foundation, pricing)
    creation = BookingCreation(slots, holds, quotes, AddressBook())
    checkout = CheckoutFeature(
        foundation,
        slots=slots,
        quotes=quotes,
        holds=holds,
        bookings=BookingDesk(creation),
        pricing=pricing,
        coupons=coupons,
        payments=payments.payments,
    )
    sinks: list[ImportSinkPort] = [BlockSink(), BookingSink(slots), ClientSink()]
    return Surface(
        routers=[  # the most asked first: routes are tried in this order
            bookings_routes(door, creation, BookingReading(), transitions),
            series_routes(door, SeriesService(slots, creation, transitions)),
            waitlist_routes(door, WaitlistService(slots)),
            proposals_routes(door, ProposalService(slots, transitions)),
            *catalogue_routes(door, CatalogueService(search, slots)),
            availability_routes(door, slots, quotes),
            *listings_routes(door, ListingService(uploads), ListingReview(uploads)),
            categories_routes(door, CategoryService()),
            holds_routes(door, HoldService(slots, holds, foundation.settings.hold_seconds, quotes)),
            notifications_routes(door, NotificationService(), NoticeSettingsService()),
            unsubscribe_routes(door, Unsubscribing(database, clock, foundation.links)),
            letters_routes(door, LetterService()),
            *_subscription_routes(foundation),
            blocks_routes(door, BlockService()),
            suggesting_routes(door, SuggestionService(search)),
            addresses_routes(door, AddressService(GeonamesGazetteer())),
            clients_routes(door, ClientService()),
            coupons_routes(door, CouponService()),
            pricing_routes(door, RateService()),
            imports_routes(door, ImportService(sinks)),
            first_free_routes(door, slots),
            *planning_routes(door),
            vendors_routes(door, VendorService()),
            people_routes(door, PeopleService()),
            conversations_routes(
                door, ConversationReading(), _conversations(UploadBook(), foundation.settings)
            ),
            reviews_routes(door, ReviewService()),
            audit_routes(door, AuditService()),
            *files_routes(door, FileService(files, PictureMaker())),
            *payments.routers,
            checkout.router,
            overview_routes(door, OverviewService(foundation.connected_clients)),
        ],
        row_readers=[
            CategoryReader(),
            ListingReader(),
            VendorListingReader(),
            VendorReader(),
            StaffReader(),
            *availability_readers(),
            BookingReader(),
            ProposalReader(),
            SeriesReader(),
            WaitlistReader(),
            BlockReader(),
            ClientReader(),
            AddressReader(),
            CouponReader(),
            *checkout.readers,
            NotificationReader(),
            PaymentReader(),
            NoticeSettingsReader(),
            AnnouncementReader(),
            ConversationReader(),
            MessageReader(),
            ReviewReader(),
            PersonReader(),
        ],
        consumers=[
            Notifier(),
            ReminderPlanner(),
            ListingIndexer(search),
            payments.consumer,
            *checkout.consumers,
        ],
        rooms=[ConversationRoom()],
        jobs=[
            *_letter_jobs(foundation),
            ReminderBell(database, clock),
            HoldSweeper(database, clock),
            RequestExpiry(database, clock),
            ReviewOpening(database, clock),
            IndexRepair(database, search),
            ProposalExpiry(database, clock),
            WaitlistOffers(database, clock, slots, foundation.settings.offer_seconds),
            HolidayKeeper(database, clock),
            LooseFileSweeper(database, files, clock),
            *payments.jobs,
        ],
    )


def _conversations(uploads: UploadsPort, settings: Settings) -> ConversationService:
    return ConversationService(uploads, settings.conversations_per_hour, settings.messages_per_minute)


def _letter_jobs(foundation: Foundation) -> list[JobPort]:
    settings, database, clock = foundation.settings, foundation.database, foundation.clock
    addresses = LetterAddresses(foundation.links, settings.mail_from.partition("@")[2])
    mail, sms = build_mail(settings, clock), build_sms(settings)
    return [
        LetterSender(database, clock, mail, sms, addresses),
        DigestBundler(database, clock),
        AnnouncementSender(database, clock),
    ]


def _subscription_routes(foundation: Foundation) -> list[APIRouter]:
    limit = foundation.settings.sign_ups_per_hour
    signing_up = SigningUp(foundation.database, foundation.clock, foundation.links, limit)
    return subscription_routes(foundation.door, signing_up, SubscriberService(), AnnouncementService())
