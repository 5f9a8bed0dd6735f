// Says so while there is no connection.
addEventListener("DOMContentLoaded", () => {
  const note = document.getElementById("offline");
  // a room speaks for itself
  if (!note) return;
  const say = () => (note.hidden = navigator.onLine);
  addEventListener("online", say);
  addEventListener("offline", say);
  say();
});
