// Takes files, gives them to a worker and shows what it has understood. Everything that is needed is fetched before the
// first file can be given; from then on nothing is.
(() => {
  const { script, wasm, usual } = document.currentScript.dataset;
  const find = (id) => document.getElementById(id);
  const shown = () => find("understood");
  /** More than this is refused: wasm would hold it twice over. */
  const LARGEST = 400e6;

  const state = (text) => {
    if (find("import-state").textContent !== text) find("import-state").textContent = text;
  };
  const size = (bytes) =>
    bytes < 1e3 ? `${bytes} bytes` : bytes < 1e6 ? `${Math.round(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;

  /** What workers are given: the program and every region's catalogue. */
  let kit = null;
  const got = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response;
  };
  const prepare = async () => {
    const lines = find("catalogs").textContent.trim().split("\n").filter(Boolean);
    const program = got(wasm).then(WebAssembly.compileStreaming);
    const catalogs = lines.map(async (line) => {
      const [region, url] = line.split("|");
      return [region, await (await got(url)).arrayBuffer()];
    });
    const module = await program;
    kit = { kind: "start", module, catalogs: new Map(await Promise.all(catalogs)), usual };
  };

  // One worker reads, another waits to take its place: to stop a worker that reads is to end it.
  const begin = () =>
    new Promise((ready, failed) => {
      const worker = new Worker(script, { type: "module" });
      worker.addEventListener("message", ({ data }) => (data.kind === "ready" ? ready(worker) : hear(worker, data)));
      worker.addEventListener("error", failed);
      worker.postMessage(kit);
    });
  let worker = null;
  let spare = null;

  /** What is read as one cluster. */
  let sources = [];
  let reading = false;
  /** What the form sent last. */
  let sent = null;

  const busy = (is) => {
    reading = is;
    find("import-progress").hidden = !is;
    for (const id of ["files", "typed", "read-typed"]) find(id).disabled = is;
  };
  const list = () => {
    find("import-sources").hidden = sources.length === 0;
    // what each was taken for, once it has been read
    const taken = shown().dataset.files?.split("\n") ?? [];
    const line = ({ name, size: bytes }, i) => {
      const item = document.createElement("li");
      const [, wrong, what] = /^(!?)(.*)/.exec(taken[i] ?? "");
      item.textContent = `${name}, ${size(bytes)}${what && `: ${what}`}`;
      item.classList.toggle("wrong", wrong === "!");
      return item;
    };
    find("import-files").replaceChildren(...sources.map(line));
  };
  const formOf = () => find("understood-form");
  const content = () => new URLSearchParams(new FormData(formOf())).toString();

  const read = (more) => {
    if (!worker || reading || more.length === 0) return;
    const all = [...sources, ...more];
    const total = all.reduce((sum, file) => sum + file.size, 0);
    if (total > LARGEST) {
      return state(`That is ${size(total)}. A browser reads up to ${size(LARGEST)}: make the dump smaller with the jq program above, or use the command line.`);
    }
    sources = all;
    list();
    busy(true);
    find("import-bar").value = 0;
    find("import-done").textContent = "";
    state("Reading\u2026");
    // what was merged is by positions, which may be others now; whether names are left out stays
    sent = formOf()?.elements.hide?.checked ? "hide=on" : "";
    worker.postMessage({ kind: "read", files: sources, form: sent });
  };
  const named = (text) => new File([text], "pasted text");

  const progress = ({ done, total }) => {
    find("import-bar").value = total ? done / total : 1;
    find("import-done").textContent = `${size(done)} of ${size(total)}`;
  };
  const show = async ({ html, first }) => {
    const next = new DOMParser().parseFromString(html, "text/html").getElementById("understood");
    if (first) return showFirst(next);
    // what was set on since then stays
    if (content() === sent) formOf().reset();
    patch(shown(), next);
    state(shown().dataset.say);
  };
  /** Part by part, so that none of it takes long. */
  const showFirst = async (next) => {
    const form = next.querySelector("form");
    const parts = [...form.children];
    form.replaceChildren();
    shown().replaceWith(next);
    list();
    busy(false);
    find("understood-title").focus();
    for (const part of parts) {
      await new Promise((turn) => setTimeout(turn));
      form.append(part);
    }
    state(next.dataset.say);
  };
  const failed = ({ name, message }) => {
    console.warn("Berth could not read it:", message);
    forget(
      /NotFound|NotReadable/.test(name)
        ? "A file could not be read. Choose files, not folders; if it has changed meanwhile, choose it again."
        : "Reading broke off: the browser had no room for it. Make the dump smaller with the jq program above, or use the command line.",
    );
  };
  const hear = (from, data) => {
    if (from !== worker) return;
    ({ progress, shown: show, failed })[data.kind]?.(data);
  };
  const replace = async () => {
    worker.terminate();
    worker = await spare;
    spare = begin();
  };

  // What goes in.
  find("files").addEventListener("change", ({ target }) => {
    read([...target.files]);
    target.value = "";
  });
  find("read-typed").addEventListener("click", () => {
    const text = find("typed").value;
    find("typed").value = "";
    if (text.trim()) read([named(text)]);
  });
  addEventListener("paste", (event) => {
    const { target, clipboardData } = event;
    if (/^(INPUT|SELECT)$/.test(target.nodeName)) return;
    const text = clipboardData.getData("text/plain");
    const given = clipboardData.files.length ? [...clipboardData.files] : text.trim() ? [named(text)] : [];
    // it never gets into the page
    event.preventDefault();
    read(given);
  });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    find("give").classList.add("over");
  });
  addEventListener("dragleave", (event) => event.relatedTarget || find("give").classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    find("give").classList.remove("over");
    const { files } = event.dataTransfer;
    const text = event.dataTransfer.getData("text/plain");
    read(files.length ? [...files] : text.trim() ? [named(text)] : []);
  });
  /** Ends the worker, and with it all that it holds. */
  const forget = async (text) => {
    sources = [];
    shown().removeAttribute("data-files");
    list();
    shown().replaceChildren();
    shown().hidden = true;
    await replace();
    busy(false);
    state(text);
    find("files").focus();
  };
  find("import-stop").addEventListener("click", () => forget("Stopped. Nothing of it was kept."));
  find("import-over").addEventListener("click", () => forget("Ready. Nothing of what you gave was kept."));

  // What is set in the form of what was understood.
  const send = (button) => {
    sent = content();
    const pressed = button?.name ? "&" + new URLSearchParams([[button.name, button.value]]) : "";
    worker.postMessage({ kind: "form", form: sent + pressed });
  };
  const isOurs = (target) => formOf()?.contains(target);
  document.addEventListener("change", ({ target }) => {
    if (isOurs(target) && target.name !== "pick") send();
  });
  // Nodes one by one are many: they are written when somebody looks.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      const wanted = target.id === "by-node" && find("u-nodes");
      if (!wanted || wanted.value || !target.open) return;
      wanted.value = "on";
      send();
    },
    true,
  );
  document.addEventListener("submit", (event) => {
    if (!isOurs(event.target)) return;
    event.preventDefault();
    send(event.submitter);
  });
  // The return key would press the first button of the form.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.nodeName !== "INPUT" || !isOurs(event.target)) return;
    event.preventDefault();
    send();
  });

  const start = async () => {
    try {
      await prepare();
      worker = await begin();
      spare = begin();
      await spare;
    } catch (error) {
      console.warn("Berth cannot read files here:", error);
      return state("This page could not be loaded completely, or the browser is too old to read files in a worker. Load it again, or use the command line below.");
    }
    busy(false);
    document.documentElement.dataset.ready = "";
    state("Ready. From here on this page asks the network for nothing; you can go offline.");
  };
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
