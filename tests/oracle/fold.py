"""What docs/format.md says of bytes, ids and the fold. Shared by the reader of files and by the oracle."""
import hashlib
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ESCAPED = re.compile('["\\\\\x00-\x1f]')
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
LINES = re.compile(r"lines of \[(\w+)\]")


def canonical(value):
    if isinstance(value, float):
        raise ValueError(f"{value} is not a whole number")
    if isinstance(value, dict):
        members = (canonical(key) + ":" + canonical(value[key]) for key in sorted(value))
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        return '"' + ESCAPED.sub(lambda found: SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", value) + '"'
    return json.dumps(value)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def identity(change):
    head = {name: value for name, value in change.items() if name not in ("body", "blanked")}
    head["body"] = change["blanked"] if "blanked" in change else sha256(canonical(change["body"]))
    return sha256(canonical(head))


def order(change):
    millis, count = change["stamp"].split(".")
    return int(millis), int(count), change["replica"].encode(), change["number"], identity(change)


def whole_file(register, changes):
    lines = ",\n".join(canonical(change) for change in sorted(changes, key=order))
    tail = canonical({"format": "muster", "register": register, "version": 1})
    return '{"changes":[\n' + lines + ("\n" if lines else "") + "]," + tail[1:] + "\n"


def shapes():
    """The tables of docs/format.md: the collections, the lines, and the fields of each with their kinds."""
    text = (ROOT / "docs/format.md").read_text(encoding="utf-8")

    def fields(part):
        return dict(re.findall(r"^\| `([a-z_0-9]+)` \| (.*?) \|", part, re.M))

    common = fields(text.split("\n## Common fields\n")[1].split("\n## ")[0])
    tables = {}
    for part in text.split("\n### ")[1:]:
        title = part.split("\n")[0]
        own = fields(part)
        own.update(common if "[common fields]" in part else {"order": "text", "gone": "flag"})
        if named := re.fullmatch(r"`(\w+)`: (\w+)", title):
            tables[named[1]] = tables["Lines of " + named[2]] = own
        elif title.startswith("Lines of "):
            tables[title] = own
    return tables


def leaves(tables, fields, patch, path=()):
    """The leaves that a patch writes, and under None what leads nowhere."""
    for name, value in patch.items():
        kind = fields.get(name)
        lines = LINES.match(kind or "")
        if kind is None:
            yield None, path + (name,)
        elif not lines:
            yield path + (name,), value
        elif not isinstance(value, dict):
            yield None, path + (name,)
        else:
            for line, below in value.items():
                if isinstance(below, dict):
                    yield from leaves(tables, tables["Lines of " + lines[1]], below, path + (name, line))
                else:
                    yield None, path + (name, line)


def written(tables, changes):
    """Every write that has a part in the fold, in its order: the change, collection, record, path and value."""
    steps = {}
    for change in changes:
        if part := change.get("part"):
            steps.setdefault((change["replica"], part["first"], part["m"]), set()).add(part["k"])
    for change in sorted(changes, key=order):
        part = change.get("part")
        if part and len(steps[change["replica"], part["first"], part["m"]]) < part["m"]:
            continue
        for collection, records in change.get("body", {}).items():
            for record, patch in records.items():
                for path, value in leaves(tables, tables[collection], patch):
                    if path is not None:
                        yield change, collection, record, path, value


def fold(tables, changes):
    return folded(written(tables, changes))


def folded(writes):
    won = {}
    for _, collection, record, path, value in writes:
        won[collection, record, path] = value
    tree = {}
    for (collection, record, path), value in won.items():
        node = tree.setdefault((collection, record), {})
        if value is not None:
            for name in path[:-1]:
                node = node.setdefault(name, {})
            node[path[-1]] = value
    return tree


def first_written(writes):
    """The wall clock of the change that first wrote each record or line, by collection, record and path."""
    first = {}
    for change, collection, record, path, _ in writes:
        first.setdefault((collection, record, path[:-1]), change["at"])
    return first


def live(node):
    """A record without its removed lines."""
    return {
        name: live(value) if isinstance(value, dict) else value
        for name, value in node.items()
        if not (isinstance(value, dict) and value.get("gone") is True)
    }


def records(tree, collection):
    """The records of a collection that were not removed, by id."""
    found = {id: node for (of, id), node in tree.items() if of == collection and node.get("gone") is not True}
    return {id: live(found[id]) for id in sorted(found)}
