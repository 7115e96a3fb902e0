"""What holds for all tests: how often Python looks for cycles among objects."""

import gc


def pytest_collection_finish() -> None:
    """Look only among what the tests make, and seldom.

    Thousands of collected tests and all modules live to the end; looked through again and again they take a
    third of the time of the tests of the screen.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 5)
