// Lists, finds, compares and removes the links that this browser keeps. Texts are set as text, never as markup.
(() => {
  const list = document.getElementById("links");
  const find = document.getElementById("find-link");
  const count = document.getElementById("links-count");
  const compare = document.getElementById("compare-ticked");
  const empty = document.getElementById("no-links");
  const says = document.getElementById("compare-says");
  const ticked = new Set();
  /** Of those that there are: what is sought away stays ticked, what was removed does not. */
  const chosen = () => ownLinks().filter((link) => ticked.has(link.id)).map((link) => link.id);
  const hint = () => {
    const { length } = chosen();
    if (compare.hidden) says.textContent = "";
    else if (length < 2) says.textContent = length ? "Tick one more." : "Tick two to four of them.";
    else says.textContent = length > 4 ? `Four at most; ${length} are ticked.` : "";
  };
  const write = (all) => {
    try {
      localStorage.setItem(LINKS, JSON.stringify(all));
    } catch {
      count.textContent = "This browser blocks local storage, so there is no list.";
    }
  };
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const line = (link) => {
    const title = link.title || "/s/" + link.id;
    const item = element("li");
    const heading = element("p");
    const tick = element("input", "", { type: "checkbox", name: "saved", value: link.id, "aria-label": "Compare " + title });
    tick.checked = ticked.has(link.id);
    tick.addEventListener("change", () => {
      if (tick.checked) ticked.add(link.id);
      else ticked.delete(link.id);
      hint();
    });
    const bdi = element("bdi");
    bdi.append(element("a", title, { href: "/s/" + link.id }));
    heading.append(tick, " ", bdi, " ", element("span", new Date(link.saved * 1000).toISOString().slice(0, 10), { class: "quiet" }));
    const remove = element("button", "Remove from this list", { type: "button", "aria-label": "Remove " + title + " from this list" });
    remove.addEventListener("click", () => {
      write(ownLinks().filter((l) => l.id !== link.id));
      show();
      find.focus();
    });
    item.append(heading, element("p", link.headline));
    if (link.token) {
      // Behind a fold: this list is looked at together, and whoever reads a secret can delete the link.
      const secret = element("details");
      secret.append(element("summary", "Show the secret that deletes it"), element("code", link.token));
      item.append(secret);
    }
    item.append(remove);
    return item;
  };
  const show = () => {
    const all = ownLinks();
    const wanted = find.value.trim().toLowerCase();
    const found = all.filter((l) => [l.title, l.headline, l.id].join(" ").toLowerCase().includes(wanted));
    list.replaceChildren(...found.map(line));
    compare.hidden = all.length < 2;
    empty.hidden = all.length > 0;
    hint();
    count.textContent = all.length === 0 ? "Nothing saved from this browser yet." : `${found.length} of ${all.length}`;
  };
  find.addEventListener("input", show);
  compare.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!says.textContent) location.href = "/compare?saved=" + chosen().join(",");
  });
  show();
})();
