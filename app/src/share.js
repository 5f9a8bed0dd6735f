// A link that is to be shared is copied, which the link says for a moment. Without it, or where the browser refuses, the link
// leads to the address itself.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("[data-share]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
  event.preventDefault();
  const words = (link.dataset.share ||= link.textContent);
  try {
    await navigator.clipboard.writeText(link.href);
    link.textContent = "Link copied";
  } catch {
    location.href = link.href;
  }
  setTimeout(() => (link.textContent = words), 2500);
});
