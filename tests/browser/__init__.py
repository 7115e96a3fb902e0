"""Pages in a real browser. Needs Chromium or Chrome on the path: run by name, as .ci/run does."""
