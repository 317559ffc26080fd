"""A Report as text, one module per format: `text`, `json`, `github`, `sarif`, `junit`.

Each has `render(report, files)`: pure, of the findings and of the names of all files that were judged. None tells a
value of the record, for no finding has one. `folding` and `baseline` make one Report of another, `rules` explains.
"""
