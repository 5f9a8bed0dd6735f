// Keeps the page of a room up to date and sends its forms without leaving it. Without this script the same forms
// submit, and a refresh shows what the others did.
(() => {
  const { stream, lost, unsent, back } = document.currentScript.dataset;
  const key = "berth.room." + location.pathname;
  /** Silence after which the stream is taken for dead: the server speaks every 15 s. */
  const SILENCE = 40_000;
  const SLOWEST = 8_000;
  /** A connection that comes back this soon is not worth a word. */
  const PATIENCE = 1_500;
  /** The least time between two positions of a slider that are sent. */
  const PACE = 150;
  const find = (id) => document.getElementById(id);

  const line = (text) => {
    find("room-line").textContent = text || "";
    find("room-line").hidden = !text;
  };
  const say = (text) => {
    if (text && find("room-say").textContent !== text) find("room-say").textContent = text;
  };

  // What is typed and not yet sent outlives a reload. Browsers may refuse storage; then it lasts as long as the page.
  let drafts = {};
  try {
    drafts = JSON.parse(sessionStorage.getItem(key)) || {};
  } catch {}
  const keepDrafts = () => {
    try {
      sessionStorage.setItem(key, JSON.stringify(drafts));
    } catch {}
  };
  const isText = (field) => field.id && /^(text|number|textarea)$/.test(field.type);
  const isTyped = (field) => isText(field) && field.value !== field.defaultValue;
  // Of texts by the field, of what is chosen by the form: no form has two groups of radios.
  const note = (field) => {
    const id = field.type === "radio" ? field.form.id : isText(field) && field.id;
    if (!id) return;
    const isChosen = field.type === "radio";
    if (isChosen ? field.defaultChecked : !isTyped(field)) delete drafts[id];
    else drafts[id] = isChosen ? field.id : field.value;
    keepDrafts();
  };
  const forget = (form) => {
    for (const id of [form.id, ...[...form.elements].map((field) => field.id)]) delete drafts[id];
    keepDrafts();
  };
  const restore = () => {
    for (const [id, draft] of Object.entries(drafts)) {
      const field = find(id);
      if (field?.nodeName === "FORM" && find(draft)) find(draft).checked = true;
      else if (field && isText(field) && !isTyped(field)) field.value = draft;
    }
  };

  // Which part is looked at: the one that the server proposes, until a person turns to another.
  let turnedTo = null;
  let proposed = null;
  const parts = (root) => [...root.querySelectorAll("[data-part]")];
  const current = (root = find("room")) => parts(root).find((part) => !part.hidden);
  const turn = (root) => {
    const all = parts(root);
    const shown = all.find((part) => part.id === turnedTo) || all.find((part) => part.id === proposed);
    if (!shown) return;
    for (const part of all) part.hidden = part !== shown;
    for (const link of root.querySelectorAll("[data-turn]")) {
      if (link.dataset.turn === shown.id) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    // who looks elsewhere reads what is going on
    find("room-say").classList.toggle("vh", shown.id === proposed);
  };
  /** Brings the step that is shown back into the list of them, which scrolls on a phone. */
  const followStep = () => {
    const step = find("room").querySelector("[aria-current]")?.parentElement;
    if (!step) return;
    const list = step.parentElement;
    const [own, seen] = [step, list].map((box) => box.getBoundingClientRect());
    if (own.left < seen.left || own.right > seen.right) list.scrollLeft += (own.left + own.right - seen.left - seen.right) / 2;
  };
  // What is on its way is typed no more: the stream may be quicker than the answer.
  const isTyping = () => {
    const part = current();
    const isOpen = (field) => isTyped(field) && !sending.has(field.form?.id);
    return part?.contains(document.activeElement) && [...part.querySelectorAll("input,textarea")].some(isOpen);
  };
  const isShown = (element) => find("room").contains(element) && !element.closest("[hidden]");
  const focusPart = () => current()?.querySelector("h2")?.focus();

  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").getElementById("room");
  const version = (room) => Number(room.dataset.version);
  /** What the stream sent last. */
  let streamed = "";
  // What is worked out after a command changes no version: the stream may have sent it before the command's answer
  // is here. Of two views with one version the stream's is the later; only problems come with an answer alone.
  const latest = (answered) => {
    const later = streamed && parsed(streamed);
    if (!answered || !later || version(later) < version(answered)) return answered;
    const problems = answered.querySelector("#room-problems");
    if (problems) later.querySelector("nav")?.after(problems);
    return later;
  };

  /** Shows a view, unless a newer one is shown already. `stepped`: somebody has just answered here. */
  const show = (next, stepped) => {
    const now = find("room");
    if (!next || version(next) < version(now)) return;
    const was = { proposed, shown: current()?.id, focus: document.activeElement?.id, say: now.dataset.say };
    const hadFocus = now.contains(document.activeElement);
    proposed = current(next)?.id;
    const moved = was.proposed && proposed !== was.proposed;
    if (stepped || (moved && !isTyping())) turnedTo = null;
    else if (moved) turnedTo ||= was.shown;
    turn(next);
    patch(now, next);
    restore();
    if (current()?.id !== was.shown) followStep();
    if (now.dataset.say !== was.say) say(now.dataset.say);
    if (stepped && current()?.id !== was.shown) focusPart();
    // What had the focus may be gone, or in a part that is no longer shown.
    else if (hadFocus && !isShown(document.activeElement)) {
      const before = find(was.focus);
      if (isShown(before)) before.focus();
      else focusPart();
    }
    if ("over" in now.dataset) stop();
  };

  // The stream.
  let source = null;
  let wait = 500;
  let retry = 0;
  let doubt = 0;
  let heard = 0;
  const stop = () => {
    source?.close();
    source = null;
    clearTimeout(retry);
    clearTimeout(doubt);
    doubt = 0;
  };
  const alive = () => {
    heard = Date.now();
    wait = 500;
    clearTimeout(doubt);
    doubt = 0;
    if (!find("room-line").hidden) {
      line("");
      say(back);
    }
    sendAgain();
  };
  const listen = () => {
    stop();
    if ("over" in find("room").dataset) return;
    heard = Date.now();
    source = new EventSource(stream);
    source.addEventListener("open", alive);
    source.addEventListener("beat", alive);
    source.addEventListener("view", (event) => {
      alive();
      streamed = event.data;
      show(parsed(streamed));
    });
    source.addEventListener("error", () => {
      doubt ||= setTimeout(() => line(lost), PATIENCE);
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      retry = setTimeout(listen, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, SLOWEST);
    });
  };
  addEventListener("online", listen);
  addEventListener("offline", () => {
    stop();
    line(lost);
  });
  const wake = () => {
    if (navigator.onLine && source && Date.now() - heard > SILENCE) listen();
  };
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  setInterval(wake, SILENCE / 4);
  // A page that comes back from the browser's memory is as old as when it was left.
  addEventListener("pageshow", (event) => event.persisted && listen());

  // Sending. One message a form is under way or waits for the connection.
  const sending = new Map();
  const content = (form) => new URLSearchParams(new FormData(form)).toString();
  const post = (form, button) => {
    const bare = content(form);
    const pressed = button?.name ? "&" + new URLSearchParams([[button.name, button.value]]) : "";
    const action = button?.getAttribute("formaction") || form.getAttribute("action");
    const body = bare + pressed;
    if (sending.get(form.id)?.body === body) return;
    return deliver({ id: form.id, action, body, bare, steps: "steps" in form.dataset });
  };
  const deliver = async (message) => {
    const { id, action, body, bare, steps } = message;
    sending.set(id, message);
    let response, text;
    try {
      const headers = { "x-fragment": "1", "content-type": "application/x-www-form-urlencoded" };
      response = await fetch(action, { method: "POST", body, headers });
      text = await response.text();
    } catch {
      message.waits = true;
      line(unsent);
      return;
    }
    if (sending.get(id) === message) sending.delete(id);
    const form = find(id);
    // What was typed on meanwhile stays, as does what was refused. What all move together is what all see.
    const taken = response.ok ? form && content(form) === bare : response.status === 409 && form?.matches("[data-live]");
    if (taken) {
      forget(form);
      form.reset();
    }
    if (/html/.test(response.headers.get("content-type"))) show(latest(parsed(text)), response.ok && steps);
    else if (!response.ok) line(text.trim());
    if (!response.ok) find("room-problems")?.focus();
    return response;
  };
  /** What could not be sent while there was no connection. */
  const sendAgain = () => {
    for (const message of [...sending.values()]) {
      if (!message.waits) continue;
      message.waits = false;
      deliver(message);
    }
  };
  document.addEventListener("submit", (event) => {
    if (!find("room").contains(event.target) || "leaves" in event.target.dataset) return;
    event.preventDefault();
    post(event.target, event.submitter);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-turn]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turnedTo = link.dataset.turn === proposed ? null : link.dataset.turn;
    turn(find("room"));
    followStep();
    focusPart();
  });

  // What is tried out together goes out as it is moved, a position at a time; the last is never left behind. Where
  // somebody else moved something first, theirs is shown and one's own goes out again on top of it.
  const TRIES = 8;
  const moving = new Map();
  const moved = {};
  const move = async (field, tries = TRIES) => {
    const { id } = field.form;
    moved[id] = { field: field.id, value: field.value };
    if (moving.has(id)) return moving.set(id, true);
    moving.set(id, false);
    const [response] = await Promise.all([post(find(id)), new Promise((done) => setTimeout(done, PACE))]);
    const more = moving.get(id);
    moving.delete(id);
    const own = find(moved[id].field);
    if (!own || (!more && (response?.status !== 409 || tries < 1))) return;
    own.value = moved[id].value;
    move(own, more ? TRIES : tries - 1);
  };
  document.addEventListener("input", ({ target }) => {
    note(target);
    const number = target.dataset.of && find(target.dataset.of);
    if (number) number.value = target.dataset.values.split(" ")[target.value];
    if (number && target.form?.matches("[data-live]")) move(number);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.form?.matches("[data-live]") && !target.dataset.of) move(target);
  });

  // The address may ask for another.
  if (/[?&]q=/.test(location.search)) turnedTo = current()?.id;
  else proposed = current()?.id;
  followStep();
  restore();
  listen();
})();
