// The table of workloads: rows are added, copied, removed and scaled, with the browser half and without it.
import { expect, test, type Page } from "@playwright/test";
import { collectComplaints, expectAccessibleInEveryColour, fact, openLive } from "./support";

const two = "v=2&profile=web&pods=120&profile=db&pods=6&cpu_m=2000&mem_mib=8192&volumes=2&most_per_node=1";
const rows = (page: Page) => page.locator(".workload");
const nameOf = (page: Page, number: number) => page.getByLabel(`Name of workload ${number}`, { exact: true });
const podsOf = (page: Page, number: number) =>
  page.getByRole("spinbutton", { name: `Pods of workload ${number}`, exact: true });

test("a workload is added, filled in and planned with the others", async ({ page }) => {
  const complaints = collectComplaints(page);
  await openLive(page);
  const requests: string[] = [];
  page.on("request", (request) => request.url().endsWith("/favicon.svg") || requests.push(request.url()));
  await page.getByRole("button", { name: "Add a workload" }).click();
  await expect(nameOf(page, 2)).toBeFocused();
  await expect(nameOf(page, 2)).toHaveValue("workload 2");
  await nameOf(page, 2).fill("db");
  await podsOf(page, 2).fill("7");
  await page.getByLabel("Memory per pod of workload 2", { exact: true }).first().fill("16384");
  await expect(page).toHaveURL(/profile=web&profile=db&pods=7&mem_mib=16384$/);
  await expect(page.locator(".card")).toContainText("2 workloads share these nodes");
  expect(requests).toEqual([]);
  expect(complaints).toEqual([]);
});

test("a copy has the values of its source, and all of them can be changed apart", async ({ page }) => {
  await openLive(page, `/?${two}`);
  await page.getByRole("button", { name: "Copy workload 2" }).click();
  await expect(nameOf(page, 3)).toBeFocused();
  await expect(nameOf(page, 3)).toHaveValue("db copy");
  await expect(podsOf(page, 3)).toHaveValue("6");
  await podsOf(page, 3).fill("9");
  await rows(page).nth(2).locator("summary").click();
  await page.getByLabel("Architecture of workload 3").selectOption("arm64");
  await expect(rows(page).nth(2).locator("summary")).toHaveText("More: 3 set");
  await expect(page).toHaveURL(/profile=db\+copy&pods=9.*pod_arch=arm64/);
  await expect(podsOf(page, 2)).toHaveValue("6");
  await expect(page.locator(".card.empty")).toContainText("“db copy” has no images for amd64");
});

test("amounts are typed as Kubernetes writes them, and shown in the field's unit", async ({ page }) => {
  await openLive(page);
  const memory = page.locator("#f-mem_mib");
  await memory.click();
  await memory.press("ControlOrMeta+a");
  await page.keyboard.type("6Gi");
  await expect(memory).toHaveValue("6Gi");
  await expect(page).toHaveURL(/mem_mib=6144/);
  await memory.press("Tab");
  await expect(memory).toHaveValue("6144");
  await memory.press("ArrowUp");
  await expect(memory).toHaveValue("6145");
  await expect(page).toHaveURL(/mem_mib=6145/);
  const cpu = page.locator("#f-cpu_m");
  // with a point it is cores, as Kubernetes writes them, and stays as it is typed until the field is left
  await cpu.fill("0.3");
  await expect(page).toHaveURL(/cpu_m=300&/);
  await expect(cpu).toHaveValue("0.3");
  await cpu.blur();
  await expect(cpu).toHaveValue("300");
  await cpu.fill("1,5");
  await expect(page.locator("#e-cpu_m")).toContainText("in millicores, or with a unit such as 250m or 1.5 cores");
  await cpu.fill("0.5 cores");
  await cpu.blur();
  await expect(cpu).toHaveValue("500");
  await expect(page.locator("#e-cpu_m")).toBeEmpty();
});

test("a removed workload is gone from page, figures and address, and comes back with the address", async ({ page }) => {
  await openLive(page, `/?${two}`);
  const before = await fact(page, "All nodes, a month").innerText();
  await page.getByRole("button", { name: "Remove workload 1" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(nameOf(page, 1)).toHaveValue("db");
  await expect(nameOf(page, 1)).toBeFocused();
  await expect(page.getByRole("button", { name: "Remove workload 1" })).toBeHidden();
  await expect(page).toHaveURL(/\?v=2&profile=db&pods=6/);
  await expect(fact(page, "All nodes, a month")).not.toHaveText(before);
  await page.goBack();
  await expect(rows(page)).toHaveCount(2);
  await expect(nameOf(page, 1)).toHaveValue("web");
  await expect(podsOf(page, 1)).toHaveValue("120");
  await expect(nameOf(page, 2)).toHaveValue("db");
  await expect(podsOf(page, 2)).toHaveValue("6");
  await expect(page.getByLabel("EBS volumes per pod of workload 2", { exact: true }).first()).toHaveValue("2");
  await expect(fact(page, "All nodes, a month")).toHaveText(before);
});

test("all pods are halved, doubled, or multiplied by a factor", async ({ page }) => {
  await openLive(page, `/?${two}`);
  const pods = () => Promise.all([podsOf(page, 1).inputValue(), podsOf(page, 2).inputValue()]);
  await page.getByRole("button", { name: "Half of all pods" }).click();
  expect(await pods()).toEqual(["60", "3"]);
  await page.getByRole("button", { name: "Twice all pods" }).click();
  await page.getByLabel("Factor for all pods").fill("1.5");
  await page.getByRole("button", { name: "Scale" }).click();
  expect(await pods()).toEqual(["180", "9"]);
  await expect(page).toHaveURL(/pods=180&profile=db&pods=9/);
  await page.getByLabel("Factor for all pods").fill("lots");
  await page.getByRole("button", { name: "Scale" }).click();
  expect(await pods()).toEqual(["180", "9"]);
  await expect(page.locator("#e-factor")).toContainText("a number from 0.01 to 100");
});

test("what is wrong is said in its own row, and stays there when other rows go", async ({ page }) => {
  await openLive(page, `/?${two}`);
  const before = await fact(page, "Nodes").innerText();
  await podsOf(page, 2).fill("0");
  await expect(page.locator("#e-pods-2")).toContainText("It takes a whole number from 1 to 150,000.");
  await expect(page.locator("#e-pods")).toHaveText("");
  await expect(fact(page, "Nodes")).toHaveText(before); // the last right number stays in force
  await page.getByRole("button", { name: "Remove workload 1" }).click();
  await expect(podsOf(page, 1)).toHaveValue("0");
  await expect(podsOf(page, 1)).toHaveAttribute("aria-invalid", "true");
  await podsOf(page, 1).fill("6");
  await expect(podsOf(page, 1)).not.toHaveAttribute("aria-invalid");
  await expect(page).toHaveURL(/\?v=2&profile=db&pods=6/);
});

test("every row has sliders of its own", async ({ page }) => {
  await openLive(page, `/?${two}`);
  const slider = page.getByRole("slider", { name: "Pods of workload 2", exact: true });
  await expect(slider).toBeHidden();
  await rows(page).nth(1).locator("summary").click();
  await slider.focus();
  await page.keyboard.press("End");
  await expect(podsOf(page, 2)).toHaveValue("5000");
  await expect(podsOf(page, 1)).toHaveValue("120");
  await slider.fill("0");
  await expect(podsOf(page, 2)).toHaveValue("1");
  await slider.fill("1000");
  await expect(page).toHaveURL(/profile=web&pods=120&profile=db&pods=5000/);
});

test("all of it is done with the keyboard", async ({ page }) => {
  await openLive(page, `/?${two}`);
  await nameOf(page, 1).focus();
  for (const label of ["Pods of workload 1", "CPU per pod of workload 1", "Memory per pod of workload 1"]) {
    await page.keyboard.press("Tab");
    await expect(page.locator(":focus")).toHaveAttribute("aria-label", label);
  }
  await page.getByRole("button", { name: "Copy workload 1" }).focus();
  await page.keyboard.press("Enter");
  await expect(nameOf(page, 2)).toBeFocused();
  await expect(nameOf(page, 2)).toHaveValue("web copy");
  await page.getByRole("button", { name: "Remove workload 2" }).focus();
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(2);
  await expect(nameOf(page, 2)).toBeFocused();
  await rows(page).nth(1).locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("May run on spot of workload 2")).toBeVisible();
});

test("thirty are the most", async ({ page }) => {
  await openLive(page, `/?v=2${"&profile=a".repeat(29)}`);
  const add = page.getByRole("button", { name: "Add a workload" });
  await add.click();
  await expect(rows(page)).toHaveCount(30);
  await expect(add).toBeDisabled();
  await page.getByRole("button", { name: "Copy workload 30" }).click();
  await expect(rows(page)).toHaveCount(30);
  await page.getByRole("button", { name: "Remove workload 30" }).click();
  await expect(add).toBeEnabled();
});

test("nothing is against accessibility in a table of several", async ({ page }) => {
  await openLive(page, `/?${two}`);
  await page.getByRole("button", { name: "Copy workload 2" }).click();
  for (const summary of await rows(page).locator("summary").all()) await summary.click();
  await podsOf(page, 3).fill("0");
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((element) => element.id));
  expect(new Set(ids).size).toBe(ids.length);
  await expectAccessibleInEveryColour(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("nothing runs off, folded and unfolded", async ({ page }) => {
    await openLive(page, `/?${two}&profile=${"long-name-".repeat(9)}`);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(390);
    for (const summary of await rows(page).locator("summary").all()) await summary.click();
    expect(await width()).toBe(390);
    for (const control of await page.locator(".workload :is(input:not([type=hidden]),button,select)").all()) {
      const box = await control.boundingBox();
      if (box) expect(box.x + box.width).toBeLessThanOrEqual(390);
    }
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("buttons submit the form, and the address keeps no button", async ({ page }) => {
    await page.goto(`/?${two}`);
    await podsOf(page, 1).fill("121");
    await page.getByRole("button", { name: "Add a workload" }).click();
    await expect(nameOf(page, 3)).toHaveValue("workload 3");
    await expect(podsOf(page, 1)).toHaveValue("121");
    await expect(page).not.toHaveURL(/workload=/);
    await page.getByRole("button", { name: "Copy workload 2" }).click();
    await expect(nameOf(page, 3)).toHaveValue("db copy");
    await page.getByRole("button", { name: "Remove workload 1" }).click();
    await expect(rows(page)).toHaveCount(3);
    await expect(nameOf(page, 1)).toHaveValue("db");
    await page.getByRole("button", { name: "Twice all pods" }).click();
    await expect(podsOf(page, 1)).toHaveValue("12");
    await page.getByLabel("Factor for all pods").fill("0.25");
    await page.getByRole("button", { name: "Scale" }).click();
    await expect(podsOf(page, 1)).toHaveValue("3");
    await expect(page).not.toHaveURL(/workload=|factor=/);
  });

  test("what was typed wrongly is kept in its row, whatever button comes next", async ({ page }) => {
    await page.goto(`/?${two}`);
    await podsOf(page, 2).fill("200000");
    await page.getByRole("button", { name: "Copy workload 1" }).click();
    await expect(podsOf(page, 3)).toHaveValue("200000");
    await expect(page.locator("#e-pods-3")).toContainText("a whole number from 1 to 150,000");
    await expect(page.getByRole("alert")).toContainText("pods of profile 3, “db”");
  });

  test("another view keeps the table", async ({ page }) => {
    await page.goto(`/modes?${two}`);
    await page.getByRole("button", { name: "Remove workload 1" }).click();
    await expect(page).toHaveURL(/\/modes\?/);
    await expect(rows(page)).toHaveCount(1);
  });
});
