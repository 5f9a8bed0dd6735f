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
  for (const state of ["screen", "screen-revealed"]) {
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
