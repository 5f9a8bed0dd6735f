// The fleet view's worker: `answering.js` comes before it.
{
  /** Work between two looks at what has come meanwhile: some tens of milliseconds. */
  const SLICE = 100_000;
  /** Work at which a search ends: some seconds. */
  const MOST = 20_000_000;
  /** Milliseconds between two views of a search that goes on. */
  const PAUSE = 150;
  /** The question whose search was stopped. */
  let stopped = 0;

  /** The fleets of all networking modes, as text: the view of addresses asks for them. */
  const handOver = async ({ id, query }, from) => {
    const fleets = Fleets.of(from, query);
    try {
      while (fleets.step(SLICE)) {
        await turn();
        if (isStale()) return;
      }
      const [text, none] = fleets.found();
      postMessage({ id, text, none });
    } finally {
      fleets.free();
    }
  };

  const answer = async ({ id, query, handOver: isAsked }, from) => {
    if (isAsked) return handOver({ id, query }, from);
    const search = Search.of(from, query);
    try {
      const view = (over) => show(id, search.view(stopped === id, over), over);
      let isOver = search.is_over();
      view(isOver);
      let last = performance.now();
      let news = false;
      for (let work = SLICE; !isOver && work <= MOST; work += SLICE) {
        await turn();
        if (isStale()) return;
        if (stopped === id) break;
        news = search.run(work) || news;
        isOver = search.is_over();
        if (news && performance.now() - last > PAUSE) {
          view(false);
          last = performance.now();
          news = false;
        }
      }
      view(true);
      for (;;) {
        await turn();
        if (isStale()) return;
        if (!search.draw()) break;
      }
      view(true);
    } finally {
      search.free();
    }
  };

  listen(answer, (data) => {
    if (data.stop) stopped = data.id;
    return data.stop;
  });
}
