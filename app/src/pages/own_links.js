// The browser's own list of links: a link that was just saved goes in, one that was deleted goes out. Which one is
// told by the attributes of this script's element, where texts are text whatever they hold.
(() => {
  const key = "berth.links";
  const { id, title, headline, saved, token, deleted } = document.currentScript.dataset;
  try {
    const all = JSON.parse(localStorage.getItem(key) || "[]");
    const before = all.find((link) => link.id === id);
    const others = all.filter((link) => link.id !== id);
    const link = { id, title, headline, saved: Number(saved), token: token || before?.token || "" };
    localStorage.setItem(key, JSON.stringify(deleted === undefined ? [link, ...others] : others));
  } catch {
    // A browser that keeps nothing has no list.
  }
})();
