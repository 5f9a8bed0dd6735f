// Offers the links that this browser keeps beside the fields for pasted ones. Texts are set as text, never as markup.
(() => {
  const offer = document.getElementById("own-links");
  const fields = [...document.querySelectorAll("input[name=saved]")];
  const others = ownLinks().filter((link) => !fields.some((field) => field.value === link.id));
  const { most } = offer.dataset;
  const line = ({ id, title, headline }) => {
    const label = document.createElement("label");
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", name: "saved", value: id });
    const [name, rest] = ["bdi", "span"].map((element) => document.createElement(element));
    name.textContent = title || "/s/" + id;
    rest.textContent = headline;
    rest.className = "quiet";
    label.append(tick, " ", name, " ", rest);
    const item = document.createElement("li");
    item.append(label);
    return item;
  };
  offer.querySelector("ul").append(...others.slice(0, most).map(line));
  offer.querySelector("p").hidden = others.length <= most;
  offer.hidden = others.length === 0;
})();
