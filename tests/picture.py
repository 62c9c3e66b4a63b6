"""The picture of docs/architecture.md, drawn from the import graph: ``make picture``.

A box is a room, a line an import that no longer way through other rooms already says.
"""

from html import escape

import grimp
import networkx as nx

from tests import ROOT

PATH = ROOT / "docs" / "architecture.svg"
SETTINGS = {"settings", "ranges", "mixture", "npz", "arrays", "folders", "errors"}
MODEL = {"keyed_vectors", "similarity", "formats", "model", "vocabulary"}
WIDE, HIGH, GAP, MARGIN, STEP = 132, 40, 26, 24, 74
COLOURS = {"explorer": ("#E8F1F8", "#0072B2"), "engine": ("#FBEFE6", "#D55E00")}


def room_of(module):
    """The room that a module belongs to, as `engine.corpus`; None for a package's own file."""
    package, _, rest = module.partition(".")
    room = rest.partition(".")[0]
    if package == "engine" and room in SETTINGS:
        room = "settings"
    elif package == "engine" and room in MODEL:
        room = "model"
    return f"{package}.{room}" if room else None


def rooms():
    """The rooms with how many modules each has, and which room needs which."""
    imports = grimp.build_graph("engine", "explorer", cache_dir=None)
    graph = nx.DiGraph()
    for module in sorted(imports.modules):
        if (room := room_of(module)) is not None:
            graph.add_node(room, modules=graph.nodes.get(room, {}).get("modules", 0) + 1)
    for module in sorted(imports.modules):
        for other in sorted(imports.find_modules_directly_imported_by(module)):
            one, two = room_of(module), room_of(other)
            if one and two and one != two:
                graph.add_edge(one, two)
    reduced = nx.transitive_reduction(graph)
    reduced.add_nodes_from(graph.nodes(data=True))
    return reduced


def rows(graph, package):
    """The rooms of a package by rows, each above all of its package that it needs."""
    own = graph.subgraph(room for room in graph if room.startswith(package))
    order, row = list(nx.lexicographical_topological_sort(own)), {}
    for room in order:
        row[room] = 1 + max((row[other] for other in own.predecessors(room)), default=-1)
    for room in reversed(order):  # as low as its users allow, where nobody above needs it
        if not list(own.predecessors(room)) and own.out_degree(room):
            row[room] = min(row[other] for other in own.successors(room)) - 1
    between = {
        room
        for edge in graph.edges
        if len({one.split(".")[0] for one in edge}) > 1
        for room in edge
    }
    near = package == "explorer"  # the side on which the other package stands: right, else left
    return [
        sorted(
            (room for room in order if row[room] == number),
            key=lambda room: ((room in between) is near, room),
        )
        for number in range(max(row.values()) + 1)
    ]


def column(lines, left, top=0):
    """Where the boxes of rows stand, the first `top` rows down, and how broad they are."""
    broad = max(map(len, lines)) * (WIDE + GAP) - GAP
    place = {}
    for number, line in enumerate(lines):
        start = left + (broad - len(line) * (WIDE + GAP) + GAP) / 2
        for i, room in enumerate(line):
            place[room] = start + i * (WIDE + GAP), MARGIN + (top + number) * STEP
    return place, broad


def svg():
    """The picture as a text that is the same whenever the imports are."""
    graph = rooms()
    screen, engine = rows(graph, "explorer"), rows(graph, "engine")
    place, broad = column(screen, MARGIN)
    top = next(i for i, line in enumerate(screen) if "explorer.runs" in line) - 2
    more, wide = column(engine, MARGIN + broad + 2 * GAP, top)
    place |= more
    width = MARGIN + broad + 2 * GAP + wide + MARGIN
    tall = 2 * MARGIN + (max(len(screen), top + len(engine)) - 1) * STEP + HIGH
    links = "".join(
        link(place[one], place[two], across=one.split(".")[0] != two.split(".")[0])
        for one, two in sorted(graph.edges)
    )
    boxes = "".join(box(room, *place[room], graph.nodes[room]["modules"]) for room in sorted(place))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {tall}"'
        f' font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>'
        f"{links}{boxes}</svg>\n"
    )


def link(one, two, *, across):
    """A line from the foot of a box to the head of another, or from its side to another's side."""
    if across:
        x, y, to_x, to_y = one[0] + WIDE, one[1] + HIGH / 2, two[0], two[1] + HIGH / 2
        bend = (to_x - x) / 2
        way = f"C{x + bend:.0f} {y:.0f} {to_x - bend:.0f} {to_y:.0f}"
    else:
        x, y, to_x, to_y = one[0] + WIDE / 2, one[1] + HIGH, two[0] + WIDE / 2, two[1]
        bend = (to_y - y) / 2
        way = f"C{x:.0f} {y + bend:.0f} {to_x:.0f} {to_y - bend:.0f}"
    return (
        f'<path d="M{x:.0f} {y:.0f}{way} {to_x:.0f} {to_y:.0f}" fill="none" stroke="#9AA0A6"'
        f' stroke-width="1.2"/>'
    )


def box(room, x, y, modules):
    """A room by name, and how many modules it has."""
    package, name = room.split(".")
    fill, edge = COLOURS[package]
    count = f"{package} · {modules}" if modules > 1 else package
    return (
        f'<rect x="{x:.0f}" y="{y}" width="{WIDE}" height="{HIGH}" rx="6" fill="{fill}"'
        f' stroke="{edge}"/><text x="{x + WIDE / 2:.0f}" y="{y + 17}" text-anchor="middle"'
        f' font-weight="600">{escape(name)}</text><text x="{x + WIDE / 2:.0f}" y="{y + 33}"'
        f' text-anchor="middle" font-size="11" fill="#5B5F6B">{escape(count)}</text>'
    )


if __name__ == "__main__":
    PATH.write_text(svg(), encoding="utf-8")
