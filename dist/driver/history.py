"""Every migration of a project as plain data."""

import ast
import io
import re
import tokenize

from .paths import shown


def ordered(script):
    """Every revision after those it stands on, by down_revision and by depends_on."""
    walked = list(script.walk_revisions("base", "heads"))
    walked.reverse()
    known = {revision.revision: revision for revision in walked}
    order, seen = [], set()

    def add(revision):
        if revision.revision in seen:
            return
        seen.add(revision.revision)
        for name in parents(revision) + dependencies(revision):
            if name in known:
                add(known[name])
        order.append(revision)

    for revision in walked:
        add(revision)
    return order


# https://alembic.sqlalchemy.org/en/latest/branches.html: wherever a revision is named, these mean something else.
WORDS = ("base", "head", "heads")


def misnamed(script):
    """The first revision that Alembic does not find by its own id, because that is a word of Alembic's."""
    from alembic.script.revision import RevisionError

    try:
        known = script.revision_map._revision_map
    except AssertionError:  # all that Alembic says of a revision `base`
        return next((revision for revision in script._load_revisions() if revision.revision in WORDS), None)
    for word in WORDS:
        revision = known.get(word)
        try:
            if revision is not None and script.revision_map.get_revision(word) is not revision:
                return revision
        except RevisionError:  # several heads
            return revision
    return None


def as_list(value):
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def parents(revision):
    return as_list(revision.down_revision)


def dependencies(revision):
    # What depends_on names may be a branch label or part of an id; Alembic resolves it.
    resolved = getattr(revision, "_resolved_dependencies", None)
    return as_list(resolved if resolved else revision.dependencies)


def migration_files(revision):
    return {str(revision.path), getattr(revision.module, "__file__", None) or str(revision.path)}


def revision_data(revision):
    data = {
        "id": revision.revision,
        "message": (revision.doc or "").strip().split("\n")[0],
        "file": shown(str(revision.path)),
        "downRevisions": parents(revision),
        "dependsOn": dependencies(revision),
        "branchLabels": sorted(getattr(revision, "_orig_branch_labels", None) or ()),
        "upgrade": None,
        "downgrade": None,
        "downgradeShape": "code" if hasattr(revision.module, "downgrade") else "missing",
        "irreversible": None,
        "ignores": [],
    }
    try:
        with tokenize.open(str(revision.path)) as file:
            source = file.read()
        tree = ast.parse(source)
    except (OSError, SyntaxError, ValueError):
        return data  # compiled without its source
    upgrade, downgrade = function_named(tree, "upgrade"), function_named(tree, "downgrade")
    data["upgrade"], data["downgrade"] = span(upgrade), span(downgrade)
    if downgrade is not None:
        data["downgradeShape"], data["irreversible"] = shape(downgrade)
    if "matview-check:" in source:
        irreversible, data["ignores"] = remarks(source)
        if irreversible is not None:
            data["irreversible"] = irreversible
    return data


def function_named(tree, name):
    found = None
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            found = node
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            found = function_named(node, name) or found
    return found


def span(node):
    return None if node is None else {"line": node.lineno, "endLine": node.end_lineno}


def shape(function):
    """What the downgrade is, and its words where it does nothing but say that there is no way back."""
    body = [node for node in function.body if not is_nothing(node)]
    if not body:
        return "empty", None
    raised = body[0].exc if len(body) == 1 and isinstance(body[0], ast.Raise) else None
    if raised is None:
        return "code", None
    kind, words = (raised.func, raised.args[:1]) if isinstance(raised, ast.Call) else (raised, [])
    for one in words:
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value.strip():
            return "raises", one.value.strip()
    return "raises", "its downgrade raises %s" % getattr(kind, "id", getattr(kind, "attr", "an error"))


def is_nothing(node):
    if isinstance(node, ast.Pass):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Return):
        return node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
    return False


def remarks(source):
    irreversible, ignores = None, []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        match = token.type == tokenize.COMMENT and re.match(r"#+\s*matview-check:\s*(.*)", token.string)
        if not match:
            continue
        ignore = re.match(r"ignore\s*\[([^\]]*)\]\s*(.*)", match.group(1))
        one_way = re.match(r"irreversible\b[\s:]*(.*)", match.group(1))
        if ignore:
            for rule in filter(None, (name.strip() for name in ignore.group(1).split(","))):
                ignores.append({"rule": rule, "reason": ignore.group(2).strip(), "line": token.start[0]})
        elif one_way:
            irreversible = one_way.group(1).strip()
    return irreversible, ignores
