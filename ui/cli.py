"""The command line: `reshoot` runs the app, `reshoot say` directs without it, the rest reviews.

Heavy parts are imported by the command that needs them, so that `reshoot --help` answers at once.
Exit codes: 0 done, 1 a turn failed or something could not be found, 2 it could not begin (port, home, arguments).
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.settings import Settings
    from store.errors import UnknownTarget

Command = Callable[[argparse.Namespace], int]

FAILED, COULD_NOT_BEGIN, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers its exit code."""
    options = _parser().parse_args(arguments)
    from store.errors import ReshootError, UnknownTarget

    try:
        return _COMMANDS[options.command](options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough (`reshoot history ... | head`); Python would complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UnknownTarget as error:
        print(_sentence(error), file=sys.stderr)
        return FAILED
    except ReshootError as error:
        print(error, file=sys.stderr)
        return COULD_NOT_BEGIN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reshoot", description="Direct a short video, one sentence at a time.")
    parser.set_defaults(command="serve")
    _add_home(parser)
    parser.add_argument("--port", type=_port, help="port of the app (default: 8000)")
    parser.add_argument("--no-open", action="store_true", help="do not open the browser")
    commands = parser.add_subparsers(title="without the app", metavar="COMMAND")

    say = _command(commands, "say", "direct a session: one turn per sentence")
    say.add_argument("sentences", nargs="*", metavar="SENTENCE", help="default: the lines of standard input")
    say.add_argument("--session", metavar="NAME", help="a session's title or id (default: a new one)")
    say.add_argument("--still", type=Path, metavar="FILE", help="a picture to upload first")
    say.add_argument("--json", action="store_true", help="one JSON object per turn")

    _command(commands, "sessions", "list the sessions")
    for name, help_text in (("history", "show the turns of a session"), ("scene", "print a session's scene as JSON")):
        command = _command(commands, name, help_text)
        command.add_argument("session", metavar="SESSION", help="a session's title or id")
        if name == "history":
            form = command.add_mutually_exclusive_group()
            form.add_argument("--markdown", type=Path, metavar="DIR", help="write it there, with thumbnails")
            form.add_argument("--json", action="store_true", help="print everything as one JSON document")

    ledger = _command(commands, "ledger", "show what was paid to engines")
    ledger.add_argument("session", nargs="?", metavar="SESSION", help="only one session, by its title or id")
    ledger.add_argument("--csv", action="store_true", help="as comma-separated values, with every detail")

    engines = _command(commands, "engines", "list the engines: what they can do, what they cost, which are connected")
    engines.add_argument("--json", action="store_true", help="print every fact as one JSON document")

    search = _command(commands, "search", "find what was said and changed, in all sessions")
    search.add_argument("words", nargs="*", metavar="WORD", help="every one must be there")
    search.add_argument("--shot", metavar="SHOT", help="only what touched a shot, such as s2")
    search.add_argument("--kind", metavar="KIND", help="only one kind of change, such as captions, camera, look")
    search.add_argument("--since", metavar="DATE", help="only since a day, as YYYY-MM-DD, today or yesterday")
    search.add_argument("--limit", type=_count, default=50, metavar="N", help="at most so many (default: 50)")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, help_text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_text, description=help_text[:1].upper() + help_text[1:] + ".")
    command.set_defaults(command=name)
    _add_home(command, default=argparse.SUPPRESS)
    return command


def _add_home(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    where = "where everything is kept (default: RESHOOT_HOME, else the user's data folder)"
    parser.add_argument("--home", type=Path, metavar="DIR", default=default, help=where)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: name a number from 1 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of lines: name one from 1 to 100000")
    return int(text)


def _sentence(error: "UnknownTarget") -> str:
    return f"{error} Did you mean: {', '.join(error.nearest)}?" if error.nearest else str(error)


def _settings(options: argparse.Namespace) -> "Settings":
    """The settings, with what the command line says laid over them. Raises PersonError for one that cannot be read."""
    from pydantic import ValidationError

    from agent.settings import Settings
    from store.errors import PersonError

    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
        raise PersonError(f"A setting cannot be read: {wrong}. Mend it in the environment or in .env.") from error
    given = {"home": options.home, "port": getattr(options, "port", None)}
    return settings.model_copy(update={name: value for name, value in given.items() if value is not None})


def _serve(options: argparse.Namespace) -> int:
    from agent.redaction import Redactor, configure_logging
    from ui.local_server import serve

    settings = _settings(options)
    configure_logging(Redactor(settings.secrets()), settings.log_level)
    serve(settings, open_browser=not options.no_open and _has_display())
    return 0


def _has_display() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(options: argparse.Namespace) -> int:
    from agent.redaction import Redactor, configure_logging
    from ui.headless import say

    settings = _settings(options)
    configure_logging(Redactor(settings.secrets()), "WARNING" if settings.log_level == "INFO" else settings.log_level)
    return say(settings, options.session, options.still, options.sentences, as_json=options.json)


def _sessions(options: argparse.Namespace) -> int:
    from ui.review import print_sessions

    return print_sessions(_settings(options).home)


def _history(options: argparse.Namespace) -> int:
    from ui.review import print_history, print_session, write_session

    home = _settings(options).home
    if options.markdown is not None:
        return write_session(home, options.session, options.markdown)
    return (print_session if options.json else print_history)(home, options.session)


def _search(options: argparse.Namespace) -> int:
    from ui.review import print_search

    home = _settings(options).home
    return print_search(home, " ".join(options.words), options.shot, options.kind, options.since, options.limit)


def _ledger(options: argparse.Namespace) -> int:
    from ui.ledger_review import print_ledger

    return print_ledger(_settings(options).home, options.session, options.csv)


def _scene(options: argparse.Namespace) -> int:
    from ui.review import print_scene

    return print_scene(_settings(options).home, options.session)


def _engines(options: argparse.Namespace) -> int:
    from tools.engines import Engines
    from ui.engines import print_engines

    return print_engines(Engines(_settings(options).vendors), as_json=options.json)


_COMMANDS: dict[str, Command] = {
    "serve": _serve,
    "say": _say,
    "sessions": _sessions,
    "history": _history,
    "search": _search,
    "scene": _scene,
    "engines": _engines,
    "ledger": _ledger,
}

if __name__ == "__main__":
    sys.exit(main())
