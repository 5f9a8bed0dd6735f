// Keeps a view in step with the form: the planner writes the scenario's query on the pane, a worker works it out, and what it
// finds replaces the parts that have changed. Without it, or without the worker, the page stays what the server made it.
{
  const FOCUSABLE = "a[href],button,summary,[tabindex]";
  const search = document.querySelector(".in-worker");
  const pane = search?.closest("[data-query]");
  const find = (id) => document.getElementById(id);
  const progress = find(`${pane?.id}-progress`);
  const stop = find(`${pane?.id}-stop`);
  /** What is asked besides the scenario: controls, each with its default, and a text that never leaves the browser. */
  const controls = [...(pane?.querySelectorAll("[data-ask]") ?? [])];
  const text = pane?.querySelector("[data-text]");
  const parts = search?.dataset.parts.split(" ") ?? [];
  const shown = new Map();
  let worker;
  let newest = 0;
  let given = "";

  /** The region's catalogue, which the worker fetches and keeps. Asked at every event of a slider. */
  let wires;
  const wire = (query) => {
    wires ??= new Map(find("regions").textContent.split("\n").map((line) => [line.split("|")[0], line.split("|")[2]]));
    return wires.get(/(?:^|&)region=([^&]*)/.exec(query)?.[1] ?? search.dataset.region);
  };

  /** As the server's pages have it: no line ends between a number and its per cent sign or unit of memory, or within 15 × m5.large. */
  const whole = (text) => text.replace(/(\d) (%|[MG]iB|× ?)/g, (_, digit, sign) => `${digit} ${sign}`.replaceAll(" ", "\u00a0"));

  /** Replaces what an element holds; what is unfolded and what has the focus stay so. */
  const put = (element, html) => {
    const unfolded = [...element.querySelectorAll("details[open]")].map((details) => details.id);
    const at = [...element.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
    element.innerHTML = html.replace(/>[^<]+/g, whole);
    element.dispatchEvent(new Event("redrawn", { bubbles: true }));
    for (const details of element.querySelectorAll("details")) details.open = unfolded.includes(details.id);
    if (at >= 0) element.querySelectorAll(FOCUSABLE)[at]?.focus({ preventScroll: true });
  };
  const say = (element, plain) => {
    const said = whole(plain);
    if (element && element.textContent !== said) element.textContent = said;
  };

  /** For the view of the nodes, which tells it where the scenario is the same. */
  const keep = (headline) => {
    try {
      sessionStorage.setItem(pane.id, JSON.stringify({ query: pane.dataset.query, headline }));
    } catch {
      // a browser that keeps nothing
    }
  };

  const show = ({ id, headline, summary, said, html, over, failed }) => {
    if (id !== newest) return;
    if (failed) {
      say(progress, failed);
    } else {
      say(find("headline"), headline);
      say(document.querySelector(".summary"), summary);
      say(progress, said);
      parts.forEach((part, i) => {
        if (shown.get(part) === html[i]) return;
        shown.set(part, html[i]);
        put(find(part), html[i]);
      });
    }
    if (over && !failed) keep(headline);
    if (stop) stop.hidden = over || Boolean(failed);
    pane.dataset.found = id;
    pane.toggleAttribute("data-over", Boolean(over || failed));
  };

  const ask = () => {
    const query = pane.dataset.query;
    const address = wire(query);
    if (!address) return;
    newest += 1;
    pane.dataset.asked = newest;
    pane.removeAttribute("data-over");
    if (stop) stop.hidden = false;
    const set = controls.filter(({ value, dataset }) => value !== dataset.ask);
    const more = new URLSearchParams(set.map(({ name, value }) => [name, value])).toString();
    // the planner writes it into the address
    search.dataset.more = more && `&${more}`;
    // a long text goes over once
    const news = text && text.value !== given ? { text: text.value } : {};
    given = text?.value ?? "";
    worker.postMessage({ id: newest, wire: address, query, more, ...news });
  };

  const start = () => {
    worker = new Worker(search.dataset.worker, { type: "module" });
    worker.addEventListener("message", ({ data }) => show(data));
    worker.addEventListener("error", () => {
      if (stop) stop.hidden = true;
      say(progress, "This could not be worked out in this browser. Press Calculate after a change.");
    });
    stop?.addEventListener("click", () => worker.postMessage({ id: newest, stop: true }));
    controls.forEach((control) => control.addEventListener("change", ask));
    addEventListener("popstate", () => {
      const query = new URLSearchParams(location.search);
      controls.forEach((control) => (control.value = query.get(control.name) ?? control.dataset.ask));
      ask();
    });
    if (text) {
      // it is no part of the form any more: nothing sends it
      text.removeAttribute("name");
      text.addEventListener("input", ask);
    }
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
