// The fleet view's worker. The build puts the glue of the wasm before this, and the address of the wasm in `WASM`.
{
  const ready = __wbg_init({ module_or_path: WASM });
  /** Catalogues by address, read. */
  const regions = new Map();
  /** Work between two looks at what has come meanwhile: some tens of milliseconds. */
  const SLICE = 100_000;
  /** Work at which a search ends: some seconds. */
  const MOST = 20_000_000;
  /** Milliseconds between two views of a search that goes on. */
  const PAUSE = 150;
  let waiting;
  let busy = false;
  /** The question whose search was stopped. */
  let stopped = 0;

  const region = (address) => {
    if (!regions.has(address)) {
      const fetched = fetch(address).then(async (response) => {
        if (!response.ok) throw new Error(`the catalogue is not there (${response.status})`);
        await ready;
        return Region.of(new Uint8Array(await response.arrayBuffer()));
      });
      fetched.catch(() => regions.delete(address));
      regions.set(address, fetched);
    }
    return regions.get(address);
  };

  // A message to oneself comes round sooner than a timer.
  const channel = new MessageChannel();
  const turn = () =>
    new Promise((done) => {
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    });
  /** Whether there is a newer question. */
  const isStale = () => waiting !== undefined;

  const answer = async ({ id, wire, query }) => {
    const from = await region(wire);
    await ready;
    const search = Search.of(from, query);
    try {
      const show = (over) => {
        const [headline, summary, progress, ...parts] = search.view(stopped === id, over);
        postMessage({ id, headline, summary, progress, parts, over });
      };
      let isOver = search.is_over();
      show(isOver);
      let last = performance.now();
      let news = false;
      for (let work = SLICE; !isOver && work <= MOST; work += SLICE) {
        await turn();
        if (isStale()) return;
        if (stopped === id) break;
        news = search.run(work) || news;
        isOver = search.is_over();
        if (news && performance.now() - last > PAUSE) {
          show(false);
          last = performance.now();
          news = false;
        }
      }
      show(true);
      for (;;) {
        await turn();
        if (isStale()) return;
        if (!search.draw()) break;
      }
      show(true);
    } finally {
      search.free();
    }
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    while (waiting) {
      const asked = waiting;
      waiting = undefined;
      try {
        await answer(asked);
      } catch (failed) {
        postMessage({ id: asked.id, failed: `The search failed: ${failed?.message ?? failed}. The figures are those before the change.` });
      }
    }
    busy = false;
  };

  addEventListener("message", ({ data }) => {
    if (data.stop) {
      stopped = data.id;
      return;
    }
    waiting = data;
    work();
  });
}
