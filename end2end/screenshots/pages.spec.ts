// A picture of every page, narrow, wide and wider, light and dark: `npm run screenshots`, then look at them.
import { expect, test } from "@playwright/test";
import { isLive, pages } from "../pages";

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1920, 1280, 390]) {
    for (const [name, address] of Object.entries(pages)) {
      test(`${name} at ${width} px in ${colorScheme}`, async ({ browser, baseURL }) => {
        const context = await browser.newContext({ baseURL, colorScheme, viewport: { width, height: 800 } });
        const page = await context.newPage();
        await page.goto(address);
        if (isLive(address)) await expect(page.locator("html")).toHaveAttribute("data-live", "");
        await page.screenshot({ path: `../target/screenshots/${name}-${width}-${colorScheme}.png`, fullPage: true });
        await context.close();
      });
    }
  }
}
