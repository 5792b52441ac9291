"""The commands: build, export, brief, diff, explain. Exit codes: 0 done, 1 some input unread, 2 wrong use."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

# pandas and pyarrow take a second to load, so each command imports what it needs
from etl import read
from etl.read import record, source

if TYPE_CHECKING:
    from etl import table

DONE, UNREAD, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without UTF-8 must not stop a Chinese word
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        return options.command(options)
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        _say("stopped; the tables are as they were")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Smart-city news → a table whose cells point at "
                                     "the words they came from.", epilog="Exit codes: 0 done; 1 done, but some input "
                                     "could not be read; 2 wrong use.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="stories (files, folders) → tables")
    build.add_argument("paths", nargs="+", metavar="PATH", help=f"a file ({', '.join(read.FORMATS)}) or a folder")
    build.add_argument("--out", default="data", metavar="DIR", help="where the tables go (default: data)")
    build.set_defaults(command=_build)
    export = commands.add_parser("export", help="the events of a table as JSON Lines")
    export.add_argument("--from", dest="folder", default="data", metavar="DIR", help="the tables (default: data)")
    export.add_argument("--out", metavar="F", help="a file (default: standard output)")
    export.set_defaults(command=_export)
    brief = commands.add_parser("brief", help="one page on what happened in a period, each sentence with its source")
    brief.add_argument("--from", dest="folder", default="data", metavar="DIR", help="the tables (default: data)")
    brief.add_argument("--since", required=True, type=_since, metavar="DAY",
                       help="the first day, like 2018-08-20, or monday for the last one before today")
    brief.add_argument("--until", type=_day, metavar="DAY", help="the last day (default: no end)")
    brief.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language (default: zh)")
    brief.add_argument("--out", metavar="F", help="a file, .md or .docx (default: Markdown to standard output)")
    brief.set_defaults(command=_brief)
    diff = commands.add_parser("diff", help="what changed between two builds, and why")
    diff.add_argument("sides", nargs="*", metavar="OLD NEW",
                      help="two folders of tables (default: the previous and the current build of --from)")
    diff.add_argument("--from", dest="folder", default="data", metavar="DIR", help="the tables (default: data)")
    diff.add_argument("--since", type=_since, metavar="DAY", help="against the build that was current when this day "
                      "began; 2018-08-20, or monday for the last one before today")
    diff.add_argument("--lang", choices=("zh", "en"), default="en", help="the language of the text (default: en)")
    diff.add_argument("--json", action="store_true", help="one JSON object instead of text")
    diff.add_argument("--out", metavar="F", help="a file (default: standard output)")
    diff.set_defaults(command=_diff)
    explain = commands.add_parser("explain", help="what is found in a text, and why; nothing is stored")
    explain.add_argument("file", nargs="?", metavar="F", help="a text file (default: standard input)")
    explain.add_argument("--jsonl", action="store_true",
                         help='one {"id", "text", "reference_date"} a line in, one {"id", "mentions"} a line out')
    explain.add_argument("--why", action="store_true",
                         help="with --jsonl: also \"decisions\", what was taken, what was not, and why")
    explain.add_argument("--date", type=_day, metavar="DAY", help="the day of writing, which completes 今天 or 8月22日")
    explain.set_defaults(command=_explain)
    return parser


# ---------------------------------------------------------------- build

def _build(options: argparse.Namespace) -> int:
    from etl import knowledge, pipeline, store

    problems: list[read.Problem] = []
    with _Bar() as bar:
        try:
            tables = pipeline.build(options.paths, problems.append, bar.show)
        except knowledge.KnowledgeError as error:
            return _wrong(str(error))
    for problem in problems:
        _say(str(problem))
    if tables.stories.empty:
        _say("no story could be read; the tables are as they were")
        return UNREAD
    try:
        store.save(tables, options.out)
    except OSError as error:
        return _wrong(f"{options.out}: cannot be written ({error.strerror or error}); the tables are as they were")
    print(_summary(tables, problems, options.out))
    return UNREAD if problems else DONE


def _summary(tables: table.Tables, problems: Sequence[read.Problem], out: str) -> str:
    events = tables.events
    filled = {"date": events["date"].notna(), "place": events["places"].map(len) > 0,
              "partner": events["partners"].map(len) > 0, "domain": events["domain"].map(len) > 0,
              "amount": events["amount_min"].notna() | events["amount_max"].notna()}
    rows = [("stories", f"{len(tables.stories):,}"), ("events", f"{len(events):,}")]
    rows += [(f"  with {name}", f"{mask.sum():,}  ({mask.mean():.0%})" if len(events) else "0")
             for name, mask in filled.items()]
    rows += [("issues", f"{len(tables.issues):,}"), ("unread inputs", f"{len(problems):,}"), ("tables in", out)]
    return "\n".join(f"{name:<15}{value}" for name, value in rows)


class _Bar:
    """A progress bar on standard error, made when the number of stories is known."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, done: int, total: int) -> None:
        import tqdm

        if self._bar is None:
            self._bar = tqdm.tqdm(total=total, unit=" stories", file=sys.stderr)
        self._bar.update(done - self._bar.n)


# ---------------------------------------------------------------- export

def _export(options: argparse.Namespace) -> int:
    from etl import export, store

    try:
        tables = store.load(options.folder)
    except (store.Missing, store.Unreadable, OSError) as error:
        return _wrong(str(error))
    return _out(options.out, (json.dumps(found, ensure_ascii=False) + "\n" for found in export.records(tables)))


def _out(file: str | None, lines: Iterable[str] | bytes) -> int:
    """Put lines, or the bytes of a document, into a file, or lines on standard output."""
    if not file:
        sys.stdout.writelines(lines)
        sys.stdout.flush()
        return DONE
    try:
        _replace(Path(file), lines)
    except OSError as error:
        return _wrong(f"{file}: cannot be written ({error.strerror or error})")
    return DONE


def _replace(path: Path, lines: Iterable[str] | bytes) -> None:
    """Write a file beside the old one and put it in its place when it is whole."""
    if path.exists() and not path.is_file():  # /dev/stdout and its like cannot be replaced
        _write(path, lines)
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write(aside, lines)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _write(path: Path, lines: Iterable[str] | bytes) -> None:
    if isinstance(lines, bytes):
        path.write_bytes(lines)
        return
    with path.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.writelines(lines)


# ---------------------------------------------------------------- brief

def _brief(options: argparse.Namespace) -> int:
    suffix = Path(options.out).suffix.casefold() if options.out else ".md"
    if suffix not in (".md", ".docx"):
        return _wrong(f"{options.out}: a brief is written as .md or .docx")
    if options.until and options.until < options.since:
        return _wrong(f"--until {options.until} lies before --since {options.since}")
    from etl import brief, store

    try:
        tables = store.load(options.folder)
    except (store.Missing, store.Unreadable, OSError) as error:
        return _wrong(str(error))
    page = brief.compose(tables, options.since, options.until, options.lang)
    if suffix == ".md":
        return _out(options.out, [brief.markdown(page)])
    from etl import brief_docx

    return _out(options.out, brief_docx.document(page))


# ---------------------------------------------------------------- diff

def _diff(options: argparse.Namespace) -> int:
    if len(options.sides) not in (0, 2) or options.sides and options.since:
        return _wrong("diff wants two folders, or none (then --since may name a day)")
    from etl import diff, diff_text, store

    sides = options.sides or _two_builds(options.folder, options.since)
    if not sides:
        return _wrong(f"{options.folder} keeps one build only, so there is nothing to compare it with")
    try:
        found = diff.between(*(store.load(side) for side in sides))
    except (store.Missing, store.Unreadable, OSError) as error:
        return _wrong(str(error))
    if options.json:
        return _out(options.out, [json.dumps(diff.record(found), ensure_ascii=False, indent=1) + "\n"])
    return _out(options.out, (line + "\n" for line in diff_text.lines(found, options.lang)))


def _two_builds(folder: str, since: Any) -> list[Path]:
    """The build to compare with and the current one; none where only one is kept."""
    from etl import store

    kept = store.builds(folder)
    old = store.before(folder, since) if since else (kept[1] if len(kept) > 1 else None)
    if old is None:
        return []
    if since and old.built_at.date() >= since:
        _say(f"no build from before {since} is kept; compared with the oldest, of {old.built_at:%Y-%m-%d %H:%M} UTC")
    return [old.folder, kept[0].folder]


# ---------------------------------------------------------------- explain

def _explain(options: argparse.Namespace) -> int:
    from etl import explain_text

    if options.jsonl:
        return _answers(options.file, options.why)
    try:
        if options.file:
            text = source.text(Path(options.file))
        else:
            if sys.stdin.isatty():
                _say("type or paste a text, then end it with Ctrl-D")
            text = source.decode(sys.stdin.buffer.read())
    except source.Unreadable as error:
        _say(str(source.Problem(options.file or "standard input", str(error))))
        return UNREAD
    for line in explain_text.lines(text, options.date):
        print(line)
    return DONE


def _answers(file: str | None, why: bool) -> int:
    from etl import explain_text

    code = DONE
    for where, line in _raw_lines(file):
        try:
            print(explain_text.answer(line, why), flush=True)
        except ValueError as error:
            _say(str(source.Problem(where, str(error))))
            code = UNREAD
    return code


def _raw_lines(file: str | None) -> Iterator[tuple[str, bytes]]:
    """The lines that are not blank as they come, so that another program can ask and wait for each answer."""
    name = file or "standard input"
    try:
        stream = open(file, "rb") if file else sys.stdin.buffer
    except OSError as error:
        raise SystemExit(_wrong(f"{name}: {error.strerror}")) from error
    with stream:
        for number, line in enumerate(stream, 1):
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield f"{name}:{number}", line


# ---------------------------------------------------------------- words to the person

def _day(written: str) -> Any:
    found = record.day(written)
    if not found:
        raise argparse.ArgumentTypeError(f"{written} is no day; write it like 2018-08-24")
    return found


def _since(written: str) -> Any:
    if written.casefold() != "monday":
        return _day(written)
    import datetime as dt

    today = dt.datetime.now(dt.UTC).date()
    return today - dt.timedelta(days=today.weekday() or 7)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _wrong(words: str) -> int:
    _say(f"error: {words}")
    return WRONG_USE


if __name__ == "__main__":
    sys.exit(main())
