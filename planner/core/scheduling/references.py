"""Faults between the parts of a problem: ids that are unknown or stand twice, and circles in ``after``."""

from collections.abc import Callable, Iterable, Iterator

from planner.core.scheduling.problem import Package, Problem


def reference_faults(problem: Problem) -> list[str]:
    """Every fault of reference in ``problem``, rule by rule in the order of the file."""
    return [fault for rule in RULES for fault in rule(problem)]


def _twice(kind: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in ids:
        if name in seen and name:
            yield f'{kind} "{name}" is listed twice; each id may be used once'
        seen.add(name)


def _repeated_ids(problem: Problem) -> Iterator[str]:
    yield from _twice("crew", (crew.id for crew in problem.crews))
    yield from _twice("cluster", (cluster.id for cluster in problem.clusters))
    yield from _twice("layer", (layer.id for layer in problem.layers))
    for layer in problem.layers:
        yield from _twice(f'layer "{layer.id}": vendor', (vendor.id for vendor in layer.vendors))
    yield from _twice("package", (package.id for package in problem.packages))
    for package in problem.packages:
        yield from _twice(f'package "{package.id}": after', package.after)
    for index, group in enumerate(problem.coverage):
        yield from _twice(f"coverage[{index}]: package", group.packages)


def _unknown_ids(problem: Problem) -> Iterator[str]:
    crews = {crew.id for crew in problem.crews}
    clusters = {cluster.id for cluster in problem.clusters}
    layers = {layer.id for layer in problem.layers}
    packages = {package.id for package in problem.packages}
    for package in problem.packages:
        place = f'package "{package.id}"'
        yield from _unknown(place, "layer", [package.layer], layers)
        yield from _unknown(place, "cluster", [package.cluster or ""], clusters)
        yield from _unknown(place, "crew", package.crew, crews)
        yield from _unknown(place, "package (in after)", package.after, packages)
    for index, group in enumerate(problem.coverage):
        yield from _unknown(f"coverage[{index}]", "package", group.packages, packages)


def _unknown(place: str, kind: str, names: Iterable[str], known: set[str]) -> Iterator[str]:
    for name in names:
        if name and name not in known:
            yield f'{place} names {kind} "{name}", which is not in the problem'


def _unknown_vendors(problem: Problem) -> Iterator[str]:
    vendors = {layer.id: {vendor.id for vendor in layer.vendors} for layer in problem.layers}
    for package in problem.packages:
        if package.layer in vendors:
            offered = dict.fromkeys(option.vendor for option in package.options)
            yield from _unknown(f'package "{package.id}"', "vendor", offered, vendors[package.layer])


def _circles(problem: Problem) -> Iterator[str]:
    circle = find_circle(problem.packages)
    if circle:
        yield "packages wait for each other in a circle: " + " after ".join(f'"{name}"' for name in circle)


def find_circle(packages: Iterable[Package]) -> tuple[str, ...]:
    """One circle of ``after`` (first and last name equal), or nothing when there is none."""
    after = {package.id: package.after for package in packages}
    done: set[str] = set()
    for root in after:
        path: dict[str, None] = {}
        todo: list[tuple[str, bool]] = [(root, True)]
        while todo:
            name, entering = todo.pop()
            if not entering:
                path.pop(name)
                done.add(name)
            elif name in path:
                return (*list(path)[list(path).index(name) :], name)
            elif name not in done and name in after:
                path[name] = None
                todo.append((name, False))
                todo += [(other, True) for other in after[name]]
    return ()


RULES: tuple[Callable[[Problem], Iterator[str]], ...] = (_repeated_ids, _unknown_ids, _unknown_vendors, _circles)
