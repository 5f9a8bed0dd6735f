// On the view of the nodes: what the fleet of the same scenario came to, where this tab has searched for it. The view of the
// fleet leaves it in the tab's own storage (`in_worker.js`). Without it, the fleet is a tab away.
{
  /** How a page is looked at: the keys in the address that say nothing of the scenario. */
  const VIEW_KEYS = ["sort", "dir", "find", "limit", "show", "dots", "rows", "msort", "mdir", "which", "brought"];
  const strip = document.getElementById("strip");
  const line = document.createElement("div");
  line.className = "strip";
  line.append(document.createElement("p"));

  /** A scenario's query alone. */
  const bare = (query) => {
    const pairs = new URLSearchParams(query);
    for (const key of VIEW_KEYS) pairs.delete(key);
    return pairs.toString();
  };

  const tell = () => {
    const query = bare(location.search);
    const found = JSON.parse(sessionStorage.getItem("fleet") ?? "null");
    // one type is what the page shows already
    if (!found || bare(found.query) !== query || !/of ([2-9]|\d\d) types/.test(found.headline)) return line.remove();
    const link = Object.assign(document.createElement("a"), { href: `/fleet?${query}`, textContent: found.headline });
    line.firstChild.replaceChildren("As a fleet: ", link);
    strip.before(line);
  };

  // The address follows a change of the form within a moment.
  let later;
  const soon = () => {
    clearTimeout(later);
    later = setTimeout(tell, 500);
  };
  try {
    if (strip) {
      tell();
      for (const event of ["input", "change", "click", "keydown", "popstate"]) addEventListener(event, soon);
    }
  } catch {
    // a browser that keeps nothing has nothing to tell
  }
}
