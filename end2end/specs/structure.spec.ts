// What assistive technology finds on every page: landmarks, headings, controls and tables, in order.
//
// Figures are left out, so that a new catalogue changes nothing here. When a page is meant to change:
// `npx playwright test structure --update-snapshots`, and read the difference.
import { expect, test } from "@playwright/test";
import { isLive, pages } from "../pages";

const roles = new Set(
  ("banner navigation main contentinfo complementary form search region group figure img table caption columnheader heading " +
    "button textbox searchbox slider spinbutton combobox checkbox radio status alert dialog").split(" "),
);
/** A line of the tree: its depth, role, name and states; what is said in it is left out. */
const node = /^(\s*)- '?(\w+)( "(?:[^"\\]|\\.)*")?((?: \[[^\]]*\])*)/;

/** The tree's lines that tell the structure, numbers and names of types as a mark. */
function structure(tree: string): string {
  const lines = tree.split("\n").flatMap((line) => {
    const [, depth, role, name = "", states = ""] = node.exec(line) ?? [];
    return role && roles.has(role) ? [`${depth}- ${role}${marked(name)}${states}`] : [];
  });
  // Many rows have the same controls; one of a kind in a row is enough.
  return lines.filter((line, i) => line !== lines[i - 1]).join("\n") + "\n";
}

function marked(name: string): string {
  return name.replace(/\b[a-z]+\d[a-z\d-]*\.[a-z\d-]+/g, "TYPE").replace(/\$?\d[\d,.]*/g, "#");
}

for (const [name, address] of Object.entries(pages)) {
  test(`the structure of ${name}`, async ({ page }) => {
    await page.goto(address);
    if (isLive(address)) await expect(page.locator("html")).toHaveAttribute("data-live", "");
    else await page.waitForLoadState();
    // what reads files there is loaded after the page
    if (address === "/import") await expect(page.locator("html")).toHaveAttribute("data-ready", "", { timeout: 150_000 });
    if (address.startsWith("/addresses")) await expect(page.locator("#addresses[data-over]")).toBeAttached();
    // The search for a fleet ends with its charts, or with why there is none.
    if (address.startsWith("/fleet")) {
      await expect(page.locator("#fleet[data-over]")).toBeAttached({ timeout: 30_000 });
      await expect(page.locator("#fleet-growth svg, #fleet .empty").first()).toBeAttached({ timeout: 30_000 });
    }
    expect(structure(await page.locator("body").ariaSnapshot())).toMatchSnapshot(`${name}.txt`);
  });
}
