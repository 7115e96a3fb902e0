"""`@liquid`: templates in the Liquid language, as LiquidJS 10.30.1 in actions-core 3.170.0 runs them.

Built on python-liquid, whose reading of expressions, values and filters is replaced by LiquidJS'. The
engine is imported when the first template runs.

What differs: the 500 ms are time of computing here and are also checked between filters, ranges and lists in
lists end at 5 million elements, `sample` takes from the front instead of at random, `increment` and
`decrement` do not write into the event for what comes after the template.
"""

from workbench.mappings.liquid.directive import Liquid

__all__ = ["Liquid"]
