// The address holds the whole scenario: round trip, history, bad links.
import { expect, test } from "@playwright/test";
import { expectSameText, fact, openLive } from "./support";

test("the address reproduces the page", async ({ page, browser }) => {
  await openLive(page);
  await expect(page).toHaveURL(/[?]v=2$/); // what differs from the defaults: nothing yet
  await page.locator("#f-pods").fill("777");
  await page.locator("#f-pods").press("Tab");
  await page.locator("#f-mode").selectOption("overlay-calico");
  await page.locator("select[name=limit]").selectOption("memory");
  await expect(page).toHaveURL(/pods=777.*mode=overlay-calico.*limit=memory/);
  const elsewhere = await (await browser.newContext()).newPage();
  await openLive(elsewhere, page.url());
  for (const part of [".card", "#headline", ".types tbody"]) {
    await expectSameText(elsewhere.locator(part), page.locator(part));
  }
  await expect(elsewhere).toHaveURL(page.url());
  await elsewhere.context().close();
});

test("back and forward go from decision to decision", async ({ page }) => {
  await openLive(page);
  await page.locator("#f-mode").selectOption("prefix-delegation");
  await expect(page).toHaveURL(/mode=prefix-delegation/);
  await page.locator("#f-min_nodes").fill("100");
  await page.locator("#f-min_nodes").press("Tab");
  await expect(page).toHaveURL(/min_nodes=100/);
  await expect(fact(page, "Nodes")).toHaveText("100"); // a pod a node
  await page.goBack();
  await expect(page.locator("#f-min_nodes")).toHaveValue("2");
  await expect(page.locator("#f-mode")).toHaveValue("prefix-delegation");
  await page.goBack();
  await expect(page.locator("#f-mode")).toHaveValue("secondary-ip");
  await page.goForward();
  await page.goForward();
  await expect(page.locator("#f-min_nodes")).toHaveValue("100");
  await expect(fact(page, "Nodes")).toHaveText("100"); // a pod a node
});

test("a bad link says what is wrong and shows the nearest scenario", async ({ page }) => {
  await openLive(page, "/?v=9&pods=-5&region=atlantis&mode=magic&type=nope.large&cpu_m=lots");
  const said = page.getByRole("alert");
  await expect(said).toContainText("pods: “-5” is not allowed; it takes a whole number from 1 to 150,000");
  await expect(said).toContainText("region: “atlantis” is not allowed");
  await expect(said).toContainText("mode: “magic” is not allowed; it takes one of secondary-ip");
  await expect(said).toContainText("v: “9” is not allowed");
  await expect(said).toContainText("type: “nope.large” is not allowed");
  await expect(said).toContainText("cpu_m: “lots” is not allowed");
  await expect(fact(page, "Nodes")).toHaveText("2"); // 1 pod, at least 2 nodes
});

test("junk in the address never leaves a blank page", async ({ page }) => {
  for (const junk of ["?%ff%fe=%00&&&==", `?${"x=1&".repeat(5000)}`, `?profile=${"%3Cscript%3E".repeat(200)}`, "?pods=1e999"]) {
    await openLive(page, `/${junk}`);
    await expect(page.locator(".lead")).toContainText("VPC CNI");
  }
});

test("what is typed stays, with a sentence beside it", async ({ page }) => {
  await openLive(page);
  const before = await fact(page, "All nodes, a month").innerText();
  await page.locator("#f-pods").fill("999999999");
  await expect(page.locator("#e-pods")).toHaveText("It takes a whole number from 1 to 150,000.");
  await expect(page.locator("#f-pods")).toHaveValue("999999999");
  await expect(fact(page, "All nodes, a month")).toHaveText(before);
  // beside the answer too, for it is not that of what is typed
  await expect(page.getByRole("status")).toHaveText("Still the answer to the last good values: one in the form cannot be used.");
  await page.locator("#f-pods").fill("101");
  await expect(page.locator("#e-pods")).toHaveText("");
  await expect(page.locator("#last-good")).toBeHidden();
});

test("so few millicores that cores may be meant are taken, with a remark beside the field", async ({ page }) => {
  const remark = "2 millicores are 0.002 of a core; for 2 cores write 2 cores or 2000m.";
  await openLive(page);
  const [cpu, said] = [page.locator("#f-cpu_m"), page.locator("#e-cpu_m")];
  await expect(said).toHaveText("");
  await cpu.fill("2");
  await expect(said).toHaveText(remark);
  await expect(page).toHaveURL(/cpu_m=2$/);
  // what cannot be used is said instead, and the remark is back where it is not so
  await cpu.fill("2x");
  await expect(said).toContainText("It takes a whole number");
  await cpu.fill("2");
  await expect(said).toHaveText(remark);
  await cpu.fill("2 cores");
  await expect(said).toHaveText("");
  await cpu.blur();
  await expect(cpu).toHaveValue("2000");
  // so does the server
  await page.goto("/?v=2&cpu_m=2&ds=agent&ds_cpu_m=1");
  await expect(said).toHaveText(remark);
  await expect(page.locator("#daemonset-rows .error")).toHaveText("1 millicore is 0.001 of a core; for 1 core write 1 core or 1000m.");
});

test("a change of the address of old links keeps working: keys and meaning of version 1", async ({ page }) => {
  await openLive(page, "/?v=1&profile=web&pods=60&cpu_m=500&mem_mib=1024&mbps=0&volumes=1&disk_mib=0&own_sg=1&region=eu-west-1&max_pods=&node=managed&mode=secondary-ip&buy=on-demand&ds=aws-node&ds_cpu_m=50&ds_mem_mib=0&ds_net=host&ds_aws=1");
  await expect(page.locator("#f-region")).toHaveValue("eu-west-1");
  await expect(page.locator("#f-volumes")).toHaveValue("1");
  await expect(page.locator("#daemonset-rows tr")).toHaveCount(2);
});

test("an example cluster takes the region along that was chosen since", async ({ page }) => {
  await openLive(page, "/modes?v=1&pods=777");
  await page.locator("#f-region").selectOption("eu-west-1");
  await expect(page).toHaveURL(/region=eu-west-1/);
  await page.getByRole("link", { name: "Batch" }).click();
  await expect(page).toHaveURL(/\/modes\?v=2&profile=batch&pods=1000.*region=eu-west-1/);
  await expect(page.locator("#f-region")).toHaveValue("eu-west-1");
});
