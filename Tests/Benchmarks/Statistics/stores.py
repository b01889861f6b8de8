"""The programs and the stores of many articles that `timing` and `storing` measure with."""
import os, pathlib, subprocess, sys, tempfile

# What a shell is set up for are services in use: what is measured gets none of it.
for setting in [name for name in os.environ if name.startswith(("NEWS_PRODUCER_", "NEWS_CONSUMER_", "NEWSCTL_"))]:
    del os.environ[setting]


def add_options(parser):
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "statistics-timing"),
                        help="where stores are kept for the next run")
    parser.add_argument("--programs", help="where the programs are; default: builds them")


def programs(arguments, *products):
    """The folder of the programs; builds `products` and `statistics-timing` unless a folder was named."""
    if arguments.programs:
        return pathlib.Path(arguments.programs)
    root = pathlib.Path(__file__).resolve().parents[3]
    build = ["swift", "build", "-c", "release"]
    for product in ("statistics-timing", *products):
        subprocess.run([*build, "--product", product], cwd=root, check=True, stdout=sys.stderr)
    shown = subprocess.run([*build, "--show-bin-path"], cwd=root, check=True, capture_output=True, text=True)
    return pathlib.Path(shown.stdout.strip())


def store(arguments, programs, count):
    """A store of `count` articles; made where there is none yet."""
    data = os.path.join(arguments.folder, str(count))
    if not os.path.exists(data + ".made"):
        subprocess.run([programs / "statistics-timing", data, str(count)], check=True, stdout=sys.stderr)
        pathlib.Path(data + ".made").touch()
    return data
