// Reads charts out: what is nearest to the pointer, or where the arrow keys lead. Without it the sentence under a
// chart is the scenario's own, and the table beside it has the rest.
for (const frame of document.querySelectorAll("[data-places]")) {
  const svg = frame.querySelector("svg");
  const says = frame.parentElement.querySelector(".read-out");
  const places = frame.dataset.places.split("\n").map((line) => {
    const [x, y, ...words] = line.split(" ");
    return { x: Number(x), y: Number(y), says: words.join(" ") };
  });
  const home = Number(frame.dataset.home);
  const mark = document.createElementNS(svg.namespaceURI, "circle");
  mark.setAttribute("class", "chart-pointed");
  mark.setAttribute("r", "5");
  let at = home;

  const point = (to) => {
    at = Math.min(Math.max(to, 0), places.length - 1);
    mark.setAttribute("cx", places[at].x);
    mark.setAttribute("cy", places[at].y);
    svg.append(mark);
    says.textContent = places[at].says;
  };
  const leave = () => {
    mark.remove();
    at = home;
    says.textContent = places[at].says;
  };
  const along = frame.dataset.along;
  const nearest = (to) =>
    places.reduce((best, place, i) => (Math.abs(place[along] - to) < Math.abs(places[best][along] - to) ? i : best), 0);

  frame.addEventListener("pointermove", (event) => {
    const { left, top, width } = svg.getBoundingClientRect();
    const from = along === "y" ? event.clientY - top : event.clientX - left;
    point(nearest((from * svg.viewBox.baseVal.width) / width));
  });
  frame.addEventListener("pointerleave", leave);
  frame.addEventListener("blur", leave);
  frame.addEventListener("keydown", (event) => {
    const [up, down] = along === "y" ? [at - 1, at + 1] : [at + 1, at - 1];
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowUp: up, ArrowDown: down, Home: 0, End: places.length };
    if (!(event.key in to)) return;
    event.preventDefault();
    point(to[event.key]);
  });
  frame.tabIndex = 0;
}
