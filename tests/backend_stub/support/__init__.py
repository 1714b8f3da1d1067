"""What the server's tests are made with."""
