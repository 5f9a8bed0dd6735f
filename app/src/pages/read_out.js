// Reads charts and pictures out: what is nearest to the pointer, or where the arrow keys lead. Without it the sentence under
// a chart is the scenario's own, and the table beside it has the rest. It listens to the whole page, so that a chart which
// comes later is read out as well. It also hands figures over as files, with `picture.js`, whose address the build puts in
// front in `PICTURE`.
{
  const FRAMES = "[data-places],[data-boxes]";
  const SVG = "http://www.w3.org/2000/svg";
  const readers = new WeakMap();

  /** A chart: places in units of its view box, and a ring around the one that is read. */
  const ofChart = (frame) => {
    const svg = frame.querySelector("svg");
    const along = frame.dataset.along;
    const places = frame.dataset.places.split("\n").map((line) => {
      const [x, y, ...words] = line.split(" ");
      return { x: Number(x), y: Number(y), says: words.join(" ") };
    });
    const mark = document.createElementNS(SVG, "circle");
    mark.setAttribute("class", "chart-pointed");
    mark.setAttribute("r", "5");
    return {
      home: Number(frame.dataset.home),
      last: places.length - 1,
      isUpright: along === "y",
      says: (at) => places[at].says,
      show(at) {
        mark.setAttribute("cx", places[at].x);
        mark.setAttribute("cy", places[at].y);
        svg.append(mark);
      },
      hide: () => mark.remove(),
      nearest(event) {
        const { left, top, width } = svg.getBoundingClientRect();
        const scale = svg.viewBox.baseVal.width / width;
        const to = { x: (event.clientX - left) * scale, y: (event.clientY - top) * scale };
        const gap = (i) => Math.hypot(...[...along].map((axis) => places[i][axis] - to[axis]));
        return places.reduce((best, _, i) => (gap(i) < gap(best) ? i : best), 0);
      },
    };
  };

  /** A picture of boxes, each with its sentence. */
  const ofPicture = (frame) => {
    // those that are there now: they follow the form
    const boxes = () => [...frame.querySelectorAll("[data-says]")];
    const hint = frame.parentElement.querySelector(".read-out").textContent;
    let shown;
    return {
      home: -1,
      get last() {
        return boxes().length - 1;
      },
      says: (at) => (at < 0 ? hint : boxes()[at].dataset.says),
      show(at) {
        this.hide();
        shown = boxes()[at];
        shown.classList.add("pointed");
      },
      hide: () => shown?.classList.remove("pointed"),
      /** In a list the row that is nearest, be the pointer beside its bar. */
      nearest(event) {
        if (frame.dataset.boxes !== "y") return boxes().indexOf(event.target.closest("[data-says]"));
        const middles = boxes().map((box) => box.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2);
        const gaps = middles.map((middle) => Math.abs(middle - event.clientY));
        return gaps.indexOf(Math.min(...gaps));
      },
      isUpright: frame.dataset.boxes === "y",
    };
  };

  const reader = (frame) => {
    if (!readers.has(frame)) {
      const made = frame.matches("[data-boxes]") ? ofPicture(frame) : ofChart(frame);
      readers.set(frame, Object.assign(made, { at: made.home, line: frame.parentElement.querySelector(".read-out") }));
    }
    return readers.get(frame);
  };
  const point = (r, to) => {
    r.at = Math.min(Math.max(to, 0), r.last);
    r.show(r.at);
    r.line.textContent = r.says(r.at);
  };
  const leave = (r) => {
    r.hide();
    r.at = r.home;
    r.line.textContent = r.says(r.at);
  };
  const frameOf = (event) => event.target.closest?.(FRAMES);

  document.addEventListener("pointermove", (event) => {
    const frame = frameOf(event);
    if (!frame) return;
    const to = reader(frame).nearest(event);
    if (to >= 0) point(reader(frame), to);
  });
  document.addEventListener("pointerout", (event) => {
    const frame = frameOf(event);
    if (frame && !frame.contains(event.relatedTarget)) leave(reader(frame));
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.(FRAMES)) leave(reader(event.target));
  });
  document.addEventListener("keydown", (event) => {
    const frame = event.target.matches?.(FRAMES) && event.target;
    if (!frame) return;
    const r = reader(frame);
    const [up, down] = r.isUpright ? [r.at - 1, r.at + 1] : [r.at + 1, r.at - 1];
    const to = { ArrowRight: r.at + 1, ArrowLeft: r.at - 1, ArrowUp: up, ArrowDown: down, Home: 0, End: r.last };
    if (!(event.key in to)) return;
    event.preventDefault();
    point(r, to[event.key]);
  });

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.("[data-draw]");
    if (!button) return;
    const of = button.parentElement.dataset.of;
    const { save } = await import(PICTURE);
    await save(of ? document.getElementById(of) : button.closest("figure,section"), button.dataset.draw);
  });
  document.documentElement.dataset.draws = "";

  /** They can be reached with the Tab key only where somebody listens. */
  const reach = (within) => within.querySelectorAll(FRAMES).forEach((frame) => (frame.tabIndex = 0));
  reach(document);
  document.addEventListener("redrawn", (event) => reach(event.target));
}
