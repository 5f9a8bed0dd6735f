// Makes what is on the page equal to what the server sent, touching only what differs: focus, selection, unfolded
// parts and what is being typed stay. Nodes with an id are found again wherever they have moved among their siblings.
const patch = (() => {
  const isField = (node) => /^(INPUT|TEXTAREA|OPTION)$/.test(node.nodeName);
  const tick = (node) => node.type === "checkbox" || node.type === "radio";
  /** What a person has changed since the server last spoke of it. */
  const touched = (node) =>
    node.nodeName === "OPTION" ? node.selected !== node.defaultSelected
    : tick(node) ? node.checked !== node.defaultChecked
    : node.type !== "hidden" && node.value !== node.defaultValue;
  const follow = (node) => {
    if (node.nodeName === "OPTION") node.selected = node.defaultSelected;
    else if (tick(node)) node.checked = node.defaultChecked;
    else node.value = node.defaultValue;
  };
  const attributes = (now, next) => {
    // whether something is unfolded is the reader's business
    const own = (name) => name === "open" && now.nodeName === "DETAILS";
    for (const { name } of [...now.attributes]) if (!next.hasAttribute(name) && !own(name)) now.removeAttribute(name);
    for (const { name, value } of next.attributes) {
      if (now.getAttribute(name) !== value && !own(name)) now.setAttribute(name, value);
    }
  };
  const alike = (now, next) => now.nodeName === next.nodeName && (now.id || "") === (next.id || "");

  const element = (now, next) => {
    const keep = isField(now) && touched(now);
    attributes(now, next);
    children(now, next);
    if (isField(now) && !keep) follow(now);
  };
  const node = (now, next) => {
    if (now.nodeType === 1) element(now, next);
    else if (now.data !== next.data) now.data = next.data;
  };
  const children = (now, next) => {
    const wanted = new Set([...next.children].map((child) => child.id).filter(Boolean));
    const known = new Map([...now.children].filter((child) => child.id).map((child) => [child.id, child]));
    let at = now.firstChild;
    for (const child of [...next.childNodes]) {
      const found = known.get(child.id);
      if (found && alike(found, child)) {
        // what has the focus never moves, since it would lose it: what is before it goes, or waits at the end
        const stays = found.contains(document.activeElement);
        while (at && at !== found && (stays || !wanted.has(at.id))) {
          const before = at;
          at = at.nextSibling;
          if (wanted.has(before.id)) now.append(before);
          else before.remove();
        }
        if (at === found) at = at.nextSibling;
        else now.insertBefore(found, at);
        element(found, child);
      } else if (at && alike(at, child)) {
        node(at, child);
        at = at.nextSibling;
      } else {
        now.insertBefore(child, at);
      }
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  };
  return element;
})();
