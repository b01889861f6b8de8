"""The pair as a peer of the runner: newsctl push -> news-producer -> news-consumer, all of their work.

Full size: newsctl reads the files and pushes them. At a rate: pushed from here, one document a message, each waited for
until the query socket has it. The binaries are those of NEWS_TOPICS_BIN."""
import json, os, subprocess, sys, time
import zmq

DURABLE, HAS_BROKER = True, True
ALL = "_all"
# Questions that wait at once: a consumer answers further ones early.
MOST_ASKED = 16
now = time.monotonic
BIN = os.environ.get("NEWS_TOPICS_BIN", "")
# What a shell is set up for are services in use: what is measured gets none of it.
for setting in [name for name in os.environ if name.startswith(("NEWS_PRODUCER_", "NEWS_CONSUMER_", "NEWSCTL_"))]:
    del os.environ[setting]


def endpoint(cfg, name):
    if cfg.get("curve"):
        port = cfg[{"intake": "port", "articles": "port2", "query": "port3", "events": "port4"}[name]]
        return f"tcp://127.0.0.1:{port}"
    # Sockets live in a folder that nobody else can enter; the run's own is open.
    os.makedirs(cfg["dir"] + "/run", mode=0o700, exist_ok=True)
    return f"ipc://{cfg['dir']}/run/{name}"


def keys(cfg, who, *options):
    """Flags of an encrypted run for `who`, server or client; keys are made on first use, one for both services."""
    if not cfg.get("curve"):
        return []
    home = cfg["dir"] + "/keys"
    if not os.path.exists(home):
        for name in ("server", "client"):
            subprocess.run([f"{BIN}/newsctl", "keys", "generate", name, "--folder", home], check=True, stdout=subprocess.DEVNULL)
            subprocess.run([f"{BIN}/newsctl", "keys", "allow", f"{home}/{name}.pub", "--folder", home], check=True, stdout=subprocess.DEVNULL)
    of = {"--key": f"{home}/{who}.key", "--server-key": f"{home}/server.pub", "--allow": f"{home}/allowed"}
    return [x for option in options for x in (option, of[option])]


def read_key(cfg, name, kind):
    with open(f"{cfg['dir']}/keys/{name}") as file:
        return dict(line.split() for line in file if line.strip())[f"curve-{kind}-key"].encode()


def broker(cfg):
    limit = ["--outbox-limit", str(cfg["outbox_limit"])] if cfg.get("outbox_limit") else []
    return [f"{BIN}/news-producer", "--data", cfg["dir"] + "/producer", "--intake", endpoint(cfg, "intake"),
            "--articles", endpoint(cfg, "articles"), *limit, *keys(cfg, "server", "--key", "--allow")]


def wait_ready(cfg):
    Asker(cfg, "intake").ask("ledger", {})


class Asker:
    def __init__(self, cfg, name, kind=zmq.DEALER):
        self.socket = zmq.Context.instance().socket(kind)
        self.socket.linger = 0
        if cfg.get("curve"):
            keys(cfg, "client")
            self.socket.curve_secretkey = read_key(cfg, "client.key", "secret")
            self.socket.curve_publickey = read_key(cfg, "client.pub", "public")
            self.socket.curve_serverkey = read_key(cfg, "server.pub", "public")
        self.socket.connect(endpoint(cfg, name))

    def send(self, kind, header, *payloads):
        self.socket.send_multipart([b"NT1 " + kind.encode(), json.dumps(header).encode(), *payloads], copy=False)

    def receive(self):
        kind, header, *_ = self.socket.recv_multipart()
        if kind == b"NT1 error":
            raise RuntimeError(header.decode())
        return json.loads(header)

    def ask(self, kind, header, *payloads):
        self.send(kind, header, *payloads)
        return self.receive()


class Query:
    def __init__(self, cfg):
        self.asker = Asker(cfg, "query")

    def total(self):
        return self.asker.ask("stats", {})["articles"]

    def counts(self):
        """{(topic, day): (articles, of them main)}, and each day's articles of any kind."""
        out = {}
        for row in self.asker.ask("stats", {"query": {"by": ["day", "topic"]}})["rows"]:
            day = row["day"] or ""
            if row.get("total"):
                out[(ALL, day)] = (row["total"], 0)
            if row["articles"] and row.get("topic"):
                out[(row["topic"], day)] = (row["articles"], row["main"])
        return out


def query(cfg):
    return Query(cfg)


def truth(corpus, names):
    """The same counts without a pair: the files parsed and classified straight through."""
    files = "".join(f"{corpus}/articles/{name}\n" for name in names)
    parsed = subprocess.run(f"xargs -d '\\n' {BIN}/newsctl parse", shell=True, input=files.encode(), capture_output=True).stdout
    labelled = subprocess.run([f"{BIN}/newsctl", "classify"], input=parsed, capture_output=True, check=True).stdout
    out = {}
    for line, labels in zip(parsed.splitlines(), labelled.splitlines()):
        day = (json.loads(line).get("published") or "")[:10]
        cells = [(ALL, False)] + [(t["topic"], t["level"] == "main") for t in json.loads(labels)["topics"]]
        for topic, is_main in cells:
            articles, main = out.get((topic, day), (0, 0))
            out[(topic, day)] = (articles + 1, main + is_main)
    return out


def push(cfg):
    """Becomes a shell that waits for GO and runs newsctl, so that no interpreter is measured with it."""
    folder = cfg["corpus"] + "/articles"
    names = sorted(os.listdir(folder))
    if cfg["count"] < len(names) or cfg.get("skip"):
        folder = cfg["dir"] + "/files"
        os.mkdir(folder)
        for name in names[cfg.get("skip", 0):cfg["count"]]:
            os.link(f"{cfg['corpus']}/articles/{name}", f"{folder}/{name}")
    command = [f"{BIN}/newsctl", "push", "--format", "json", "--intake", endpoint(cfg, "intake"),
               *keys(cfg, "client", "--key", "--server-key"), folder]
    script = f"""echo READY; read -r go; began=$EPOCHREALTIME; {' '.join(command)} >&2
        echo "DONE {{\\"seconds\\": $(echo "$EPOCHREALTIME - $began" | bc), \\"trace\\": {{}}}}"; read -r end"""
    os.execvp("bash", ["bash", "-c", script])


def push_paced(cfg):
    from common import Source
    source, intake, query = Source(cfg), Asker(cfg, "intake"), Asker(cfg, "query")
    print("READY", flush=True)
    sys.stdin.readline()
    began, poller = now(), zmq.Poller()
    for socket in (intake.socket, query.socket):
        poller.register(socket, zmq.POLLIN)
    sent, waiting, counted, questions, number = {}, {}, {}, {}, 0
    while sent or waiting or not source.done:
        for name, document, raw in source.take_raw(32):
            number += 1
            sent[number] = name
            intake.send("push", {"request": number, "documents": [{"name": document}]}, raw)
        # A poll is a millisecond or none: where nothing is under way, the next article goes out on time.
        if not sent and not waiting and not source.done:
            time.sleep(max(0, source._due()[1]))
            continue
        for socket, _ in poller.poll(1):
            at = now()
            if socket is query.socket:
                answer = query.receive()
                del questions[answer["request"]]
                for article in answer["ids"]:
                    counted[waiting.pop(article)] = at
            else:
                answer = intake.receive()
                name = sent.pop(answer["request"])
                source.accepted([name])
                for article in answer["results"][0]["accepted"]:
                    waiting[article] = name
        # The answer to each question comes once its article is stored.
        for article in waiting:
            if len(questions) < MOST_ASKED and article not in questions.values():
                number += 1
                questions[number] = article
                query.send("stored-ids", {"request": number, "ids": [article], "wait": 10_000})
    with open(cfg["trace"], "w") as file:
        file.writelines(f"{name} {at!r}\n" for name, at in counted.items())
    print("DONE", json.dumps({"seconds": now() - began, "trace": source.trace}), flush=True)
    sys.stdin.readline()


def consume(cfg):
    print("READY", flush=True)
    arguments = [f"{BIN}/news-consumer", "--data", cfg["dir"] + "/consumer", "--articles", endpoint(cfg, "articles"),
                 "--query", endpoint(cfg, "query"), "--events", endpoint(cfg, "events"), *keys(cfg, "server", "--key", "--server-key", "--allow")]
    os.execv(arguments[0], arguments)


if __name__ == "__main__":
    role, cfg = sys.argv[1], json.loads(sys.argv[2])
    if role == "consume":
        consume(cfg)
    elif cfg.get("rate"):
        push_paced(cfg)
    else:
        push(cfg)
