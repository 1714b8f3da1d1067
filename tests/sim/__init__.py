"""The simulator: real engines and the real server under virtual time, a bad network and sudden death."""
