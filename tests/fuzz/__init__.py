"""Hostile input: bombs of a chosen size for every entry point, and random input found by a fuzzer."""
