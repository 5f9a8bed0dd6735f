// Keeps the fleet in step with the form: the planner writes the scenario's query on the pane, a worker searches, and what it
// finds replaces the parts that have changed. Without it, or without the worker, the page stays what the server made it.
{
  const PARTS = ["fleet-answer", "fleet-beside", "fleet-picture", "fleet-groups", "fleet-next", "fleet-growth"];
  const FOCUSABLE = "a[href],button,summary,[tabindex]";
  const pane = document.getElementById("fleet");
  const search = pane?.querySelector(".fleet-search");
  const stop = document.getElementById("fleet-stop");
  const shown = new Map();
  let worker;
  let newest = 0;

  /** The region's catalogue, which the worker fetches and keeps. */
  const wire = (query) => {
    const region = new URLSearchParams(query).get("region") ?? search.dataset.region;
    const lines = document.getElementById("regions").textContent.split("\n");
    return lines.map((line) => line.split("|")).find(([code]) => code === region)?.[2];
  };

  /** Replaces what an element holds; what is unfolded and what has the focus stay so. */
  const put = (element, html) => {
    const unfolded = [...element.querySelectorAll("details[open]")].map((details) => details.id);
    const at = [...element.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
    element.innerHTML = html;
    element.dispatchEvent(new Event("fleet", { bubbles: true }));
    for (const details of element.querySelectorAll("details")) details.open = unfolded.includes(details.id);
    if (at >= 0) element.querySelectorAll(FOCUSABLE)[at]?.focus({ preventScroll: true });
  };
  const say = (element, text) => {
    if (element && element.textContent !== text) element.textContent = text;
  };

  const show = ({ id, headline, summary, progress, parts, over, failed }) => {
    if (id !== newest) return;
    if (failed) {
      say(document.getElementById("fleet-progress"), failed);
    } else {
      say(document.getElementById("headline"), headline);
      say(document.querySelector(".summary"), summary);
      say(document.getElementById("fleet-progress"), progress);
      PARTS.forEach((part, i) => {
        if (shown.get(part) === parts[i]) return;
        shown.set(part, parts[i]);
        put(document.getElementById(part), parts[i]);
      });
    }
    stop.hidden = over || Boolean(failed);
    pane.dataset.found = id;
    pane.toggleAttribute("data-over", Boolean(over || failed));
  };

  const ask = () => {
    const query = pane.dataset.query;
    const address = wire(query);
    if (!address) return;
    newest += 1;
    pane.dataset.asked = newest;
    stop.hidden = false;
    worker.postMessage({ id: newest, wire: address, query });
  };

  const start = () => {
    worker = new Worker(search.dataset.worker, { type: "module" });
    worker.addEventListener("message", ({ data }) => show(data));
    worker.addEventListener("error", () => {
      stop.hidden = true;
      say(document.getElementById("fleet-progress"), "The search could not be started in this browser. Press Calculate after a change.");
    });
    stop.addEventListener("click", () => worker.postMessage({ id: newest, stop: true }));
    new MutationObserver(ask).observe(pane, { attributeFilter: ["data-query"] });
    ask();
  };

  // The form comes to life after the page is painted.
  const root = document.documentElement;
  const isLive = () => "live" in root.dataset;
  if (search && isLive()) start();
  else if (search) {
    const waiting = new MutationObserver(() => {
      if (!isLive()) return;
      waiting.disconnect();
      start();
    });
    waiting.observe(root, { attributeFilter: ["data-live"] });
  }
}
