"""Runs that go on whoever looks: threads, slots, visitors, projections. No Streamlit in here."""
