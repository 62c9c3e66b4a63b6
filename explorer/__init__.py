"""The screen: everything of Streamlit and Plotly, on top of a headless engine."""
