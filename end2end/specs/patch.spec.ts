// What the browser patches piece by piece must be what the server would have written.
import { expect, test, type Page } from "@playwright/test";
import { collectComplaints, inViewIsKnown } from "./support";

/** Everything shown of the results: text, classes and shapes, without what only marks the way there. */
const shown = (page: Page) =>
  page.locator(".results").evaluate((results) => {
    const lines: string[] = [];
    const walk = (node: Node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.nodeValue?.trim()) lines.push(node.nodeValue.trim());
      } else if (node instanceof Element) {
        const shape = node.getAttribute("d") ?? node.getAttribute("style") ?? "";
        // Names are links where scripts run, and buttons where they do not.
        const name = node.matches("[data-type], [name=type]") ? "choice" : node.tagName;
        if (!node.matches(".no-js")) lines.push(`${name}.${node.getAttribute("class") ?? ""} ${shape}`);
        node.childNodes.forEach(walk);
      }
    };
    results.childNodes.forEach(walk);
    return lines;
  });

const changes: [string, string][] = [
  ["pods", "437"], ["cpu_m", "110"], ["q_density", "yes"], ["mode", "prefix-delegation"], ["pods", "2900"], ["q_windows", "yes"],
  ["mem_mib", "3000"], ["era", "article"], ["q_vpc", "no"], ["era", "today"], ["q_windows", "unsure"], ["pods", "40"],
];

for (const path of ["/", "/advice", "/modes"]) {
  test(`${path} holds the same after many changes as when it is opened anew`, async ({ page }) => {
    const complaints = collectComplaints(page);
    await page.goto(`${path}?v=1`);
    await page.locator("html[data-live]").waitFor();
    for (const [name, value] of changes) {
      await page.evaluate(([name, value]) => {
        const form = document.querySelector<HTMLFormElement>("#planner")!;
        const field = form.elements.namedItem(name) as HTMLInputElement;
        field.value = value;
        (field instanceof RadioNodeList ? form.querySelector(`[name=${name}]`)! : field).dispatchEvent(new Event("change", { bubbles: true }));
      }, [name, value]);
    }
    await expect(page).toHaveURL(/pods=40\b/);
    const patched = await shown(page);
    await page.reload();
    await page.locator("html[data-live]").waitFor();
    await expect.poll(() => shown(page)).toEqual(patched);
    expect(complaints).toEqual([]);
  });
}

test("what is unfolded stays so while options change places", async ({ page }) => {
  await page.goto("/advice?v=1&pods=437&q_density=yes&q_vpc=yes");
  await page.locator("html[data-live]").waitFor();
  const order = () => page.locator("details.option").evaluateAll((all) => all.map((one) => one.id));
  let before = await order();
  const summary = page.locator("#option-cil-ovl > summary");
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#option-cil-ovl")).toHaveAttribute("open", "");
  for (const value of ["yes", "no"]) {
    await page.locator("#planner").evaluate((form, value) => {
      const field = (form as HTMLFormElement).elements.namedItem("q_windows") as HTMLInputElement;
      field.value = value;
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }, value);
    await expect.poll(order).not.toEqual(before);
    before = await order();
    await expect(page.locator("#option-cil-ovl")).toHaveAttribute("open", "");
    await expect(summary).toBeFocused();
  }
});

test("what is out of view waits for the slider to be let go, what is in view never", async ({ page }) => {
  const slide = (value: string, event: string) =>
    page.locator("[data-of=pods]").evaluate(
      (slider: HTMLInputElement, [value, event]) => {
        slider.value = value;
        slider.dispatchEvent(new Event(event, { bubbles: true }));
      },
      [value, event],
    );
  const nodes = page.locator(".types tbody tr:not(.spacer) td:nth-child(5)").first();
  const figure = page.locator("#headline");
  await page.setViewportSize({ width: 1280, height: 500 }); // the table is below
  await page.goto("/?v=1");
  await page.locator("html[data-live]").waitFor();
  await inViewIsKnown(page);
  const [listed, shown] = [await nodes.textContent(), await figure.textContent()];
  await slide("900", "input");
  await expect(figure).not.toHaveText(shown ?? "");
  await expect(nodes).toHaveText(listed ?? "");
  await slide("900", "change");
  await expect(nodes).not.toHaveText(listed ?? "");

  await page.locator(".table-pane").scrollIntoViewIfNeeded();
  await inViewIsKnown(page);
  const now = await nodes.textContent();
  await slide("500", "input");
  await expect(nodes).not.toHaveText(now ?? "");
});
