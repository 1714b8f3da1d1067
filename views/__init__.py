"""What people see: Qt Widgets that bind to viewmodels and lay out, and decide nothing."""
