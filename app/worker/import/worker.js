// The reader's worker. The build puts the glue of the wasm before this. The page gives the compiled program and the
// catalogues; from then on this worker asks for nothing, and its policy would forbid it.
{
  /** Bytes of catalogues, by region. */
  let catalogs = new Map();
  let usual = "";
  let state = null;

  /** Reads files one after the other, and tells how far it has come: half of it is copying, half is understanding. */
  const read = async (files) => {
    state?.free();
    state = new Import();
    const total = files.reduce((sum, file) => sum + file.size, 0);
    let before = 0;
    for (const file of files) {
      let copied = 0;
      const tell = (bytes) => postMessage({ kind: "progress", done: before + bytes / 2, total });
      state.begin(file.size);
      for (const reader = file.stream().getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        state.piece(value);
        copied += value.length;
        tell(copied);
      }
      state.end((bytes) => tell(copied + bytes));
      before += file.size;
    }
    state.finish();
    const catalog = catalogs.get(state.region()) ?? catalogs.get(usual);
    if (catalog) state.prices(new Uint8Array(catalog));
  };

  const take = async ({ kind, ...given }) => {
    if (kind === "start") {
      initSync({ module: given.module });
      ({ catalogs, usual } = given);
      return postMessage({ kind: "ready" });
    }
    if (kind === "read") await read(given.files);
    postMessage({ kind: "shown", html: state.html(given.form), first: kind === "read" });
  };
  addEventListener("message", ({ data }) =>
    take(data).catch((error) => postMessage({ kind: "failed", name: error?.name, message: String(error) })),
  );
}
