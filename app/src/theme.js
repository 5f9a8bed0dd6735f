// Light, dark, or as the system says; the choice stays in this browser. Runs before the first paint.
(() => {
  const root = document.documentElement;
  const key = "berth-theme";
  const themes = ["system", "light", "dark"];
  let theme = "system";
  const wear = (wanted) => {
    theme = themes.includes(wanted) ? wanted : "system";
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  // Browsers may refuse storage; then the choice lasts as long as the page.
  try {
    wear(localStorage.getItem(key));
  } catch {}
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    const say = () => (button.textContent = `Theme: ${theme}`);
    say();
    button.hidden = false;
    button.addEventListener("click", () => {
      wear(themes[(themes.indexOf(theme) + 1) % themes.length]);
      say();
      try {
        localStorage.setItem(key, theme);
      } catch {}
    });
  });
})();
