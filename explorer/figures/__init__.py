"""Views as Plotly figures; pure."""
