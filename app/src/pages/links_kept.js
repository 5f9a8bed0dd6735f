// The links that this browser keeps, the newest first. What somebody else wrote into its storage is left out.
const LINKS = "berth.links";
const ownLinks = () => {
  try {
    const all = JSON.parse(localStorage.getItem(LINKS) || "[]");
    return Array.isArray(all) ? all.filter((l) => l && /^[0-9A-Za-z]{8,24}$/.test(l.id)) : [];
  } catch {
    return [];
  }
};
