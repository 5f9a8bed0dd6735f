// The fleet view's worker. The build puts the glue of the wasm before this, and the address of the wasm in `WASM`.
{
  const ready = __wbg_init({ module_or_path: WASM });
  /** Catalogues by address: bytes, or a promise of them. */
  const catalogs = new Map();
  /** The work of a slice: some milliseconds. */
  const SLICE = 200_000;
  let newest = 0;

  const catalog = async (address) => {
    if (!catalogs.has(address)) {
      catalogs.set(address, fetch(address).then(async (response) => {
        if (!response.ok) throw new Error(response.status);
        return new Uint8Array(await response.arrayBuffer());
      }));
    }
    return catalogs.get(address);
  };
  const turn = () => new Promise((done) => setTimeout(done));

  const answer = async ({ id, wire, query, work }) => {
    newest = id;
    await ready;
    const search = Search.of(await catalog(wire), query);
    for (let done = SLICE, over = false; !over && newest === id; done += SLICE) {
      over = search.run(done) || done >= work;
      postMessage({ id, html: search.html(), over });
      await turn();
    }
    search.free();
  };
  addEventListener("message", ({ data }) =>
    answer(data).catch((failed) => postMessage({ id: data.id, failed: String(failed) })),
  );
}
