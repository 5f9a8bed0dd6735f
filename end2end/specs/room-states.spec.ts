// A room in every state: accessible, and within the window, on a phone in the dark, on a laptop in the light, and the
// screen on a projector. The states are pages of development builds.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./support";

const windows = [
  { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

for (const window of windows) {
  test(`every state at ${window.viewport.width} px in ${window.colorScheme}`, async ({ browser, baseURL }) => {
    test.setTimeout(600_000);
    const context = await browser.newContext({ baseURL, ...window });
    const page = await context.newPage();
    const listed = await page.goto("/design");
    test.skip(listed?.status() === 404, "a release build has no such page");
    const states = await page.locator('a[href^="/design/rooms/"]').evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
    expect(states.length).toBeGreaterThan(20);
    for (const state of states) {
      await test.step(state, async () => {
        await page.goto(state);
        await page.locator("details").evaluateAll((all) => all.forEach((d) => ((d as HTMLDetailsElement).open = true)));
        await expectAccessible(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow, state).toBeLessThanOrEqual(0);
      });
    }
    await context.close();
  });
}

test("the screen's type can be read from the last row", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  for (const state of ["screen", "screen-shown", "screen-revealed", "screen-numbers", "screen-decided", "screen-closed"]) {
    const shown = await page.goto(`/design/rooms/${state}`);
    test.skip(shown?.status() === 404, "a release build has no such page");
    await expectAccessible(page);
    const small = await page.evaluate(() => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (texts.nextNode()) {
        const text = texts.currentNode.textContent?.trim() ?? "";
        const parent = texts.currentNode.parentElement;
        if (!text || !parent || parent.closest(".vh, title, svg")) continue;
        if (parseFloat(getComputedStyle(parent).fontSize) < 30) found.push(text);
      }
      return found;
    });
    expect(small, state).toEqual([]);
  }
  await context.close();
});

for (const [width, height] of [[1920, 1080], [1280, 720]] as const) {
  test(`who joins fits beside the questions on a screen of ${width} by ${height}, whatever their names`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, viewport: { width, height } });
    const page = await context.newPage();
    const shown = await page.goto("/design/rooms/screen");
    test.skip(shown?.status() === 404, "a release build has no such page");
    await page.locator(".person bdi").evaluateAll((all) => all.forEach((name) => (name.textContent = "Ana Ferreira-Montgomery")));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const beyond = await page.locator(".person > *").evaluateAll((parts) => {
      const right = (element: Element) => element.getBoundingClientRect().right;
      return parts.filter((part) => right(part) > right(part.parentElement!)).map((part) => part.textContent);
    });
    expect(beyond).toEqual([]);
    await context.close();
  });

  for (const state of ["screen-revealed", "screen-numbers", "screen-numbers-depend", "screen-decided", "screen-closed"]) {
    test(`${state} is on one screen of ${width} by ${height}, with no word broken`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, viewport: { width, height } });
      const page = await context.newPage();
      const shown = await page.goto(`/design/rooms/${state}`);
      test.skip(shown?.status() === 404, "a release build has no such page");
      // a room with several workloads has a row more
      await page.locator(".outcome tbody").evaluateAll((all) => {
        for (const body of all) {
          const row = body.lastElementChild!.cloneNode(true) as Element;
          for (const cell of row.querySelectorAll("td")) cell.textContent = "$1,569.58 for 6 nodes of 2 types";
          body.append(row);
        }
      });
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(height);
      if (state === "screen-closed") await expect(page.locator(".decided-as")).toContainText(/Pod network: .*a month/);
      else expect((await page.locator(".outcomes, .costs").boundingBox())!.height).toBeGreaterThan(100);
      // of six people each is named with what they said, and what it costs
      if (state.startsWith("screen-numbers")) await expect(page.locator(".rows .chip")).toHaveCount(6);
      if (state.startsWith("screen-numbers")) await expect(page.locator(".costs tbody tr")).toHaveCount(6);
      if (state === "screen-decided") await expect(page.locator(".just-done")).toHaveText("Question 3: we decide 1,200 pods.");
      // each word of the tables and of the names in one line
      const broken = await page.locator(".outcome td, .outcome th, bdi:not(.said)").evaluateAll((cells) => {
        const found: string[] = [];
        for (const cell of cells) {
          const text = cell.firstChild;
          if (!(text instanceof Text)) continue;
          for (const word of text.data.matchAll(/[^\s-]+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map((line) => line.top)).size > 1) found.push(word[0]);
          }
        }
        return found;
      });
      expect(broken).toEqual([]);
      await context.close();
    });
  }
}
