"""Who carries mail and text messages, by settings alone; what is not used is not imported."""

from backend_stub.ports.clock import ClockPort
from backend_stub.ports.mail import MailPort
from backend_stub.ports.sms import SmsPort
from backend_stub.settings import Settings


def build_mail(settings: Settings, clock: ClockPort) -> MailPort:
    """The mail carrier that the settings name."""
    if settings.mail == "smtp":
        from backend_stub.adapters.smtp_mail import SmtpMail, SmtpServer

        password = settings.smtp_password
        server = SmtpServer(
            settings.smtp_host,
            settings.smtp_port,
            settings.smtp_tls,
            settings.smtp_user,
            None if password is None else password.get_secret_value(),
            None if settings.smtp_ca_file is None else str(settings.smtp_ca_file),
        )
        return SmtpMail(server, settings.mail_from, clock)
    from backend_stub.adapters.file_mail import FileMail

    return FileMail(settings.data_dir / "mail", settings.mail_from, clock)


def build_sms(settings: Settings) -> SmsPort:
    """The carrier of text messages that the settings name."""
    if settings.sms == "twilio":
        from backend_stub.adapters.twilio_sms import Gateway, TwilioSms

        token = settings.sms_token.get_secret_value()
        return TwilioSms(Gateway(settings.sms_url, settings.sms_account, token, settings.sms_from))
    from backend_stub.adapters.file_sms import FileSms

    return FileSms(settings.data_dir / "sms")
