// What the workers of views share: regions' catalogues, each fetched and read once, and questions, of which only the newest
// counts. The build puts it behind the glue of a wasm, with the address of that in `WASM`.
const ready = __wbg_init({ module_or_path: WASM });
/** Catalogues by address, read. */
const regions = new Map();
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

let waiting;
/** Whether there is a newer question. */
const isStale = () => waiting !== undefined;

/** Shows a view: headline, summary, how far it is, then the HTML of each part. */
const show = (id, [headline, summary, said, ...html], over) => postMessage({ id, headline, summary, said, html, over });

/** Answers questions one after the other, the newest only. `heed` may take a message that is none. */
const listen = (answer, heed = () => false) => {
  let busy = false;
  const work = async () => {
    if (busy) return;
    busy = true;
    while (waiting) {
      const asked = waiting;
      waiting = undefined;
      try {
        await answer(asked, await region(asked.wire));
      } catch (failed) {
        postMessage({ id: asked.id, failed: `It could not be worked out: ${failed?.message ?? failed}. The figures are those before the change.` });
      }
    }
    busy = false;
  };
  addEventListener("message", ({ data }) => {
    if (heed(data)) return;
    waiting = data;
    work();
  });
};
