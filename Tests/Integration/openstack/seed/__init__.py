"""Fills the cloud with what the tests need, and writes down what that is. Running it again changes nothing.

    python -m seed identity|resources --state FOLDER --host ADDRESS --port SERVICE=PORT… --password PASSWORD --region REGION
"""
