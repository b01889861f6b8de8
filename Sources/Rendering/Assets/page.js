// What makes the page better where scripts run; everything can be read and reached without.
"use strict";

/** Bars of a time line: arrows move, Shift with arrows or a drag chooses a range, Enter or the end of a drag narrows the page to it. */
function enliven(chart) {
  const bars = [...chart.querySelectorAll("a")];
  const readout = chart.closest("figure").querySelector(".readout");
  if (bars.length === 0) return;
  let anchor = null, head = null;

  function choose(from, to) {
    [anchor, head] = [from, to];
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    bars.forEach((bar, index) => bar.classList.toggle("chosen", index >= low && index <= high && low !== high));
    if (low !== high) readout.textContent = bars[low].dataset.since + " – " + bars[high].dataset.until;
    else readout.textContent = bars[to].getAttribute("aria-label");
  }
  function focus(index) {
    bars.forEach((bar) => bar.setAttribute("tabindex", "-1"));
    bars[index].setAttribute("tabindex", "0");
    bars[index].focus({ preventScroll: true });
  }
  function follow() {
    const [low, high] = [Math.min(anchor, head), Math.max(anchor, head)];
    const target = new URL(bars[low].href.baseVal ?? bars[low].getAttribute("href"), location.href);
    target.searchParams.set("since", bars[low].dataset.since);
    target.searchParams.set("until", bars[high].dataset.until);
    location.assign(target);
  }

  bars[0].setAttribute("tabindex", "0");
  bars.forEach((bar, index) => {
    bar.addEventListener("focus", () => { if (anchor === null || anchor === head) choose(index, index); });
    bar.addEventListener("pointerenter", () => { if (!dragging) readout.textContent = bar.getAttribute("aria-label"); });
  });
  chart.addEventListener("keydown", (event) => {
    const at = bars.indexOf(document.activeElement);
    if (at < 0) return;
    const moves = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1, PageUp: at - 7, PageDown: at + 7 };
    if (event.key in moves) {
      const next = Math.max(0, Math.min(bars.length - 1, moves[event.key]));
      const start = event.shiftKey ? (anchor ?? at) : next;
      choose(start, next);
      focus(next);
      event.preventDefault();
    } else if (event.key === "Enter" && anchor !== null && anchor !== head) {
      follow();
      event.preventDefault();
    } else if (event.key === "Escape") {
      choose(at, at);
    }
  });

  let dragging = false, moved = false;
  const under = (event) => {
    const box = chart.getBoundingClientRect();
    const place = Math.floor((event.clientX - box.left) / box.width * bars.length);
    return Math.max(0, Math.min(bars.length - 1, place));
  };
  function drag(event) {
    const index = under(event);
    if (index !== anchor) moved = true;
    if (moved) choose(anchor, index);
  }
  function drop() {
    dragging = false;
    window.removeEventListener("pointermove", drag);
    if (moved && anchor !== head) follow();
  }
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    dragging = true;
    moved = false;
    anchor = head = under(event);
    // The window is listened to only while a drag lasts: it would keep every chart that was exchanged.
    window.addEventListener("pointermove", drag);
    window.addEventListener("pointerup", drop, { once: true });
  });
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
}

/** What the page shows, as it came: before scripts changed it. */
let shown = document.querySelector("main")?.innerHTML;

/** Elements of the kind of `element`, in their order: links to one address, summaries, what can be scrolled. */
function alike(main, element) {
  const href = element.getAttribute("href");
  return [...main.querySelectorAll(href === null ? "summary, [tabindex]" : "a")].filter((other) => other.getAttribute("href") === href);
}

/** What somebody typed or chose and did not send yet. */
function choices(main) {
  return [...main.querySelectorAll("form [name]")].filter((field) => field.type !== "hidden" && (field.options
    ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.value !== field.defaultValue || field.checked !== field.defaultChecked))
    .map(({ name, value, checked }) => ({ name, value, checked }));
}

/**
 * Reads the page again and exchanges what changed, keeping focus, scrolling, choices and what is open.
 * Answers whether the page shows what is now; throws where that cannot be known.
 */
async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  // To the form for signing in: it is no page to show in the place of this one.
  if (answer.redirected) { location.reload(); return true; }
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (!next || next.innerHTML === shown) return true;
  // Whoever types or chooses is not disturbed: it is done when he has finished.
  const active = document.activeElement;
  if (main.contains(active) && active.closest("form, svg")) return false;
  const open = [...main.querySelectorAll("details")].map((details) => details.open);
  const offsets = [...main.querySelectorAll(".scroll")].map((area) => [area.scrollLeft, area.scrollTop]);
  const unsent = choices(main);
  const place = main.contains(active) ? alike(main, active).indexOf(active) : -1;
  shown = next.innerHTML;
  main.replaceChildren(...next.childNodes);
  main.querySelectorAll("details").forEach((details, index) => { details.open = open[index] ?? false; });
  main.querySelectorAll(".timeline").forEach(enliven);
  main.querySelectorAll(".scroll").forEach((area, index) => { [area.scrollLeft, area.scrollTop] = offsets[index] ?? [0, 0]; });
  for (const { name, value, checked } of unsent) {
    const field = main.querySelector(`form [name="${name}"]`);
    if (field) [field.value, field.checked] = [value, checked];
  }
  if (place >= 0) alike(main, active)[place]?.focus({ preventScroll: true });
  const trouble = main.querySelector(".trouble");
  document.getElementById("live").textContent = trouble ? trouble.textContent : document.body.dataset.liveText;
  return true;
}

/** Keeps a page that somebody looks at up to date; says so where it cannot. */
function follow(path) {
  const line = document.getElementById("live");
  const pause = 5000;
  let news = null, busy = false, again = false, isCurrent = true, isStale = false, later = 0;

  async function look() {
    clearTimeout(later);
    later = 0;
    if (busy || document.hidden) { again = true; return; }
    busy = true;
    try {
      do { again = false; isCurrent = await refresh(); } while (again && !document.hidden);
      if (isStale) line.textContent = "";
      isStale = false;
    } catch {
      isCurrent = false;
      isStale = true;
      line.textContent = document.body.dataset.staleText;
      later = setTimeout(look, pause);
    } finally { busy = false; }
  }

  function open() {
    let isBroken = false;
    news = new EventSource(path);
    news.addEventListener("change", look);
    // What happened without a connection was told to nobody.
    news.addEventListener("open", () => { if (isBroken) look(); isBroken = false; });
    news.addEventListener("error", () => {
      isBroken = true;
      // What happens meanwhile is told to nobody; and where the dashboard itself is away, the page has to say so.
      later ||= setTimeout(look, pause);
      // A browser does not come again by itself after a refusal.
      if (news.readyState === EventSource.CLOSED) setTimeout(comeAgain, pause);
    });
  }
  function comeAgain() {
    if (document.hidden || news.readyState !== EventSource.CLOSED) return;
    open();
    look();
  }

  // A browser has few connections to a server, and a page that nobody sees would hold one of them.
  document.addEventListener("visibilitychange", () => {
    news.close();
    if (!document.hidden) { open(); look(); }
  });
  document.addEventListener("focusout", () => { if (!isCurrent) setTimeout(look); });
  window.addEventListener("pagehide", () => news.close());
  open();
}

document.querySelectorAll(".timeline").forEach(enliven);
if (document.body.dataset.live) follow(document.body.dataset.live);
// An empty field says nothing: addresses stay short. But an empty topic beside another one says that the pair is given up.
document.addEventListener("submit", (event) => {
  const fields = event.target.elements;
  if (event.target.method !== "get") return;
  for (const field of fields) {
    if (field.name && !field.value && !(field.name === "topic" && fields.namedItem("with"))) field.disabled = true;
  }
});
window.addEventListener("beforeprint", () => document.querySelectorAll(".data").forEach((details) => { details.open = true; }));
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
