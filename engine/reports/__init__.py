"""Tables, spreadsheets and pages: the forms in which ratings are shown."""
