// The addresses view's worker: `answering.js` comes before it.
{
  /** The subnets that were given last: their text comes once. */
  let given;

  /** The worker that looks for fleets, once one is asked for, and the questions that it has not answered. */
  let finder;
  const open = new Map();
  /** The fleets of the scenario that was asked for last. */
  let found = { of: undefined, fleets: undefined };

  const start = () => {
    finder = new Worker(FLEET, { type: "module" });
    const failed = (why) => {
      for (const done of open.values()) done({ none: why });
      open.clear();
    };
    finder.addEventListener("message", ({ data }) => {
      if (data.failed) return failed(data.failed);
      open.get(data.id)?.(data);
      open.delete(data.id);
    });
    finder.addEventListener("error", () => failed("The fleet could not be looked for in this browser."));
  };

  /** Asks for the fleets of a scenario; nothing where a newer question comes first. */
  const fleetsOf = async ({ id, wire, query }) => {
    if (!finder) start();
    const answered = new Promise((done) => {
      open.set(id, done);
      finder.postMessage({ id, wire, query, handOver: true });
    });
    let data;
    while (data === undefined) {
      data = await Promise.race([answered, new Promise((done) => setTimeout(done, 50))]);
      if (isStale()) return void open.delete(id);
    }
    return data.none ? Fleets.none(data.none) : Fleets.of(data.text);
  };

  const answer = async (asked, from) => {
    const { id, query, more, wire } = asked;
    const of = `${wire} ${query}`;
    given ??= Given.of("");
    const isFleet = new URLSearchParams(more).get("nodes") === "fleet";
    if (isFleet && found.of !== of) {
      const sought = Fleets.sought();
      const working = Working.of(from, query, more, given, sought);
      show(id, working.view(), false);
      working.free();
      sought.free();
      const fleets = await fleetsOf(asked);
      if (!fleets) return;
      found.fleets?.free();
      found = { of, fleets };
    }
    const fleets = isFleet ? found.fleets : Fleets.sought();
    const working = Working.of(from, query, more, given, fleets);
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
      if (!isFleet) fleets.free();
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
