// The addresses view's worker: `answering.js` comes before it.
{
  /** The subnets that were given last: their text comes once. */
  let given;

  const answer = async ({ id, query, more }, from) => {
    given ??= Given.of("");
    const working = Working.of(from, query, more, given);
    try {
      let stage = working.stage();
      show(id, working.view(), false);
      for (;;) {
        await turn();
        if (isStale()) return;
        if (!working.step()) break;
        if (stage === working.stage()) continue;
        stage = working.stage();
        show(id, working.view(), false);
      }
      show(id, working.view(), true);
    } finally {
      working.free();
    }
  };

  /** A text is read whatever question comes with it: the next one counts on it. */
  let text = Promise.resolve();
  listen(
    async (asked, from) => {
      await text;
      await answer(asked, from);
    },
    (data) => {
      if ("text" in data) {
        text = text.then(async () => {
          await ready;
          given?.free();
          given = Given.of(data.text);
        });
      }
      return false;
    },
  );
}
