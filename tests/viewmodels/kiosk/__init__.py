"""The kiosk's viewmodels, over a town that the tests hold in their hand."""
