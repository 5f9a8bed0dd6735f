// A room with several people at once: the whole meeting, a network that fails, no script, a facilitator who is lost.
import { expect, test, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { expectAccessible } from "./support";

const scenario = "v=2&pods=400&cpu_m=250&mem_mib=512";
const twoWorkloads = "v=2&profile=web&pods=400&profile=jobs&pods=40&cpu_m=2000";
const secret = "the-why-that-nobody-may-see-yet";

/** A person: a browser profile of their own, with everything that their pages receive in a room. */
async function person(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const received: string[] = [];
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  network.on("Network.eventSourceMessageReceived", (message) => received.push(message.data));
  page.on("response", async (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (/html|json/.test(type)) received.push(await response.text().catch(() => ""));
  });
  return { context, page, received };
}

/** Opens a room that asks these questions; the room's address. */
async function open(page: Page, name: string, questions: string[], of = scenario) {
  await page.goto(`/rooms/new?${of}`);
  await page.getByLabel("What do you decide?").fill("Network of checkout");
  await page.getByLabel("Your name").fill(name);
  await page.locator("fieldset.asked details").evaluateAll((all) => all.forEach((d) => ((d as HTMLDetailsElement).open = true)));
  for (const box of await page.locator("fieldset.asked input").all()) {
    await box.setChecked(questions.includes((await box.getAttribute("value")) ?? ""));
  }
  await page.getByRole("button", { name: "Open the room" }).click();
  await expect(page).toHaveURL(/\/r\/[0-9A-Za-z]+$/);
  return page.url();
}

async function join(page: Page, room: string, name: string, role: "Answer" | "Watch" = "Answer") {
  await page.goto(room);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: role, exact: true }).click();
  await expect(page.locator(".room-you")).toContainText(`You are ${name}`);
}

/** The part that is shown. */
const stage = (page: Page) => page.locator(".stage:not([hidden])");

async function answer(page: Page, words: string, why = "") {
  await stage(page).getByLabel(words, { exact: true }).check();
  if (why) await stage(page).getByLabel("Why?").fill(why);
  await stage(page).getByRole("button", { name: "Answer", exact: true }).click();
}

const turn = (page: Page, name: RegExp) => page.getByRole("navigation", { name: "Parts of this room" }).getByRole("link", { name }).click();

test("what an address asks for is still shown once the room has spoken", async ({ browser }) => {
  const ana = await person(browser);
  const room = await open(ana.page, "Ana", ["q_encryption", "pods"]);
  await expect(stage(ana.page)).toContainText("Question 1 of 2");
  ana.received.length = 0;
  await ana.page.goto(`${room}?q=pods`);
  await expect.poll(() => ana.received.some((text) => text.includes('id="room"') && !text.includes("<html"))).toBe(true);
  await expect(stage(ana.page)).toContainText("Question 2 of 2");
  // and what is proposed next is followed as ever
  await stage(ana.page).getByLabel("Your answer").fill("400");
  await stage(ana.page).getByRole("button", { name: "Answer", exact: true }).click();
  await expect(stage(ana.page)).toContainText("Question 1 of 2");
  await ana.context.close();
});

test("three people and a screen decide, and nothing is seen before the reveal", async ({ browser }) => {
  const ana = await person(browser);
  const room = await open(ana.page, "Ana", ["q_encryption", "pods"]);
  const bo = await person(browser, { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  const chidi = await person(browser, { javaScriptEnabled: false });
  const screen = await person(browser, { viewport: { width: 1920, height: 1080 } });
  await screen.page.goto(`${room}/screen`);
  await join(bo.page, room, "Bo");
  await join(chidi.page, room, "Chidi");
  await expect(screen.page.locator(".person")).toHaveText(["Anafacilitator", "Bo", /Chidi/]);
  await expect(ana.page.locator("#room > .people")).toContainText("Bo");

  // alone
  await answer(bo.page, "no", secret);
  await expect(stage(bo.page)).toContainText("Question 2 of 2");
  await answer(ana.page, "yes, with keys we hold", "Auditors");
  await answer(chidi.page, "no");
  await expect(stage(chidi.page)).toContainText("Question 2 of 2");
  for (const [who, number] of [[ana, "400"], [bo, "250"], [chidi, "1200"]] as const) {
    await stage(who.page).getByLabel("Your answer").fill(number);
    await stage(who.page).getByRole("button", { name: "Answer", exact: true }).click();
  }
  await expect(stage(ana.page)).toContainText("Everybody has answered");
  await expect(screen.page.locator("#room")).toContainText("Everybody has answered");
  for (const other of [ana, chidi, screen]) expect(other.received.join("\n")).not.toContain(secret);
  expect(screen.received.join("\n")).not.toContain("Auditors");

  // the facilitator turns the screen, by the keyboard, and nobody else
  await turn(ana.page, /^Question 2/);
  await expect(stage(ana.page)).toContainText("On the screen now: all questions.");
  await stage(ana.page).getByRole("button", { name: "Show on the screen" }).press("Enter");
  await expect(stage(ana.page)).toContainText("This is on the screen now.");
  await expect(screen.page.locator("#room")).toContainText("Question 2 of 2");
  await expect(screen.page.locator("#room")).toContainText("3 of 3 have answered.");
  await expect(stage(bo.page)).toContainText("Everybody has answered");
  for (const number of ["250", "1,200", "1200"]) await expect(screen.page.locator("#room")).not.toContainText(number);
  await expectAccessible(screen.page);
  await turn(ana.page, /^Overview/);
  await expect(stage(ana.page)).toContainText("On the screen now: question 2.");
  await stage(ana.page).getByRole("button", { name: "Show all questions on the screen" }).click();
  await expect(screen.page.locator("#room")).toContainText("Everybody has answered");
  await turn(ana.page, /^Question 2/);
  await stage(ana.page).getByRole("button", { name: "Show on the screen" }).click();
  await expect(screen.page.locator("#room")).toContainText("Question 2 of 2");
  for (const other of [ana, chidi, screen]) expect(other.received.join("\n")).not.toContain(secret);

  // together, and the screen follows
  await turn(ana.page, /^Question 1/);
  await stage(ana.page).getByRole("button", { name: "Reveal" }).click();
  for (const { page } of [ana, bo, screen]) {
    await expect(page.locator("#room")).toContainText(secret);
    await expect(page.locator(".stage:not([hidden]) .mood, .screen .mood").first()).toBeVisible();
  }
  await expect(bo.page.locator("#room-say")).toContainText("Revealed:");
  await chidi.page.reload();
  await expect(stage(chidi.page)).toContainText(secret);
  for (const { page } of [ana, bo, screen]) await expectAccessible(page);

  // settled, with dissent by name
  await stage(ana.page).getByLabel("We decide").selectOption({ label: "no" });
  await stage(ana.page).getByLabel("Because").fill("TLS is enough");
  await stage(ana.page).getByRole("button", { name: "We decide this" }).click();
  // the view comes first: it leads on to what is not decided yet
  await expect(bo.page.locator("#room")).toContainText("We decide: no");
  await expect(stage(bo.page)).not.toContainText("Question 1 of 2");
  await turn(bo.page, /^Question 1/);
  await expect(stage(bo.page)).toContainText("We decide: no");
  await stage(bo.page).getByRole("button", { name: "I disagree, by name" }).click();
  await expect(stage(bo.page)).toContainText("Disagree: Bo.");

  // numbers, then what all move together
  await turn(ana.page, /^Question 2/);
  await stage(ana.page).getByRole("button", { name: "Reveal" }).click();
  await expect(stage(ana.page).getByRole("img", { name: /From 250 pods to 1,200 pods; the median is 400 pods/ })).toBeVisible();
  await turn(bo.page, /^What if/);
  await stage(bo.page).getByLabel("Pods", { exact: true }).first().fill("900");
  await stage(bo.page).getByLabel("Pods", { exact: true }).first().press("Tab");
  await turn(ana.page, /^What if/);
  await expect(stage(ana.page).locator("#moves")).toContainText("Bo: Pods 900");
  await expect(stage(ana.page).locator("#try-pods")).toHaveValue("900");
  await turn(ana.page, /^Question 2/);
  await stage(ana.page).getByText("Park it").first().click();
  await stage(ana.page).getByLabel("Who takes care of it?").fill("Chidi");
  await stage(ana.page).getByRole("button", { name: "Park it" }).click();

  // the record; whoever looks on is not asked to invite anybody any more
  await expect(stage(ana.page)).toContainText("Close the room");
  await expect(bo.page.getByText("Invite others, or show it on a screen")).toBeVisible();
  await stage(ana.page).getByRole("button", { name: "Close the room and keep the record" }).click();
  // whoever closes it gets the secret that deletes the record, as whoever saves does
  await expect(ana.page.getByRole("heading", { name: "Saved", exact: true })).toBeVisible();
  for (const { page } of [bo, screen]) await expect(page.locator("#room")).toContainText("Ana closed this room");
  await expect(bo.page.getByText("Invite others, or show it on a screen")).toBeHidden();
  await expectAccessible(bo.page);
  await stage(bo.page).getByRole("link", { name: /The record/ }).click();
  for (const words of ["Network of checkout", "TLS is enough", "Bo", "Chidi", secret]) await expect(bo.page.locator("main")).toContainText(words);
  for (const { context } of [ana, bo, chidi, screen]) await context.close();
});

test("on a phone the step that is shown stays in view", async ({ browser }) => {
  const ana = await person(browser, { viewport: { width: 390, height: 844 } });
  const room = await open(ana.page, "Ana", ["q_encryption", "q_multicast", "q_density", "q_addresses", "q_vpc"]);
  const isInView = () =>
    ana.page.locator(".room-steps [aria-current]").evaluate((step) => {
      const [own, seen] = [step, step.closest("ol")!].map((box) => box.getBoundingClientRect());
      return own.left >= seen.left && own.right <= seen.right;
    });
  for (let question = 1; question <= 5; question++) {
    await expect(stage(ana.page)).toContainText(`Question ${question} of 5`);
    await expect.poll(isInView, `question ${question}`).toBe(true);
    await answer(ana.page, "no");
  }
  // the last, one that the address names, and back to the first by a link within the page
  await turn(ana.page, /^Close/);
  await expect.poll(isInView).toBe(true);
  await ana.page.goto(`${room}?q=q_vpc`);
  await expect(stage(ana.page)).toContainText("Question 4 of 5");
  await expect.poll(isInView).toBe(true);
  await ana.page.locator(".room-steps a").first().evaluate((link: HTMLElement) => link.click());
  await expect(stage(ana.page)).toContainText("Question 1 of 5");
  await expect.poll(isInView).toBe(true);
  await ana.context.close();
});

test("a reload keeps the seat, the answer, and what was being typed", async ({ browser }) => {
  const ana = await person(browser);
  const room = await open(ana.page, "Ana", ["q_encryption", "q_multicast"]);
  await answer(ana.page, "no");
  await expect(stage(ana.page)).toContainText("Question 2 of 2");
  await stage(ana.page).getByLabel("Why?").fill("half a sente");
  await ana.page.reload();
  await expect(ana.page).toHaveURL(room);
  await expect(stage(ana.page).getByLabel("Why?")).toHaveValue("half a sente");
  await turn(ana.page, /^Question 1/);
  await expect(stage(ana.page)).toContainText("Your answer: no");
  await expect(ana.page.locator("#room > .people li")).toHaveCount(1);
  await ana.context.close();
});

test("while the network is gone the page says so, and nothing typed is lost", async ({ browser }) => {
  const ana = await person(browser);
  const room = await open(ana.page, "Ana", ["q_encryption", "q_multicast"]);
  const bo = await person(browser);
  await join(bo.page, room, "Bo");
  await expect(ana.page.locator("#room > .people")).toContainText("Bo");
  await bo.context.setOffline(true);
  await expect(bo.page.locator("#room-line")).toContainText("The connection is lost");
  await expectAccessible(bo.page);
  await stage(bo.page).getByLabel("no", { exact: true }).check();
  await stage(bo.page).getByLabel("Why?").fill("typed without a network");
  await stage(bo.page).getByRole("button", { name: "Answer", exact: true }).click();
  await expect(bo.page.locator("#room-line")).toContainText("Not sent yet");
  await answer(ana.page, "no");
  await bo.context.setOffline(false);
  await expect(bo.page.locator("#room-line")).toBeHidden();
  await expect(stage(bo.page)).toContainText("Question 2 of 2");
  await turn(bo.page, /^Question 1/);
  await expect(stage(bo.page)).toContainText("2 of 2 have answered");
  await expect(stage(bo.page).getByLabel("Why?")).toHaveValue("typed without a network");
  for (const { context } of [ana, bo]) await context.close();
});

test("an older tab never overwrites: it gets the newer view and keeps what was typed", async ({ browser }) => {
  const ana = await person(browser);
  const room = await open(ana.page, "Ana", ["q_encryption"]);
  const older = await ana.context.newPage();
  await older.goto(room);
  // a tab that has fallen asleep: no stream, so no news
  await older.evaluate(() => window.dispatchEvent(new Event("offline")));
  await answer(ana.page, "no", "the newer one");
  await expect(stage(ana.page)).toContainText("Everybody has answered");
  await older.locator("#why-q_encryption").fill("from the older tab");
  await older.getByLabel("yes, with keys we hold", { exact: true }).check();
  await older.locator("#answer-q_encryption").getByRole("button").first().click();
  await expect(older.locator("#room-problems")).toContainText("This has changed since you saw it");
  await expect(older.locator("#part-q_encryption")).toContainText("Your answer: no");
  await expect(older.locator("#why-q_encryption")).toHaveValue("from the older tab");
  await ana.context.close();
});

test("an answer to a command that is slower than the stream takes nothing back", async ({ browser }) => {
  const ana = await person(browser);
  const room = await open(ana.page, "Ana", ["q_encryption", "q_multicast"]);
  const screen = await ana.context.newPage();
  await screen.goto(`${room}/screen`);
  await answer(ana.page, "no");
  await turn(ana.page, /^Question 1/);
  // the answer is made at once, without what is still to be worked out, and is a long time on its way
  let arrived = false;
  await ana.page.route("**/reveal", async (route) => {
    const response = await route.fetch();
    await expect(screen.locator(".mood").first()).not.toContainText("Berth works out");
    await expect(stage(ana.page).locator(".mood").first()).not.toContainText("Berth works out");
    const text = await response.text();
    const worked = await stage(ana.page).locator(".mood").first().innerText();
    // whichever was quicker on the server, the answer that is late says that nothing is known yet
    const older = text.replaceAll(worked, "Berth works out what the answers lead to.");
    expect(older).toContain("Berth works out");
    await route.fulfill({ response, body: older });
    arrived = true;
  });
  await stage(ana.page).getByRole("button", { name: "Reveal" }).click();
  await expect.poll(() => arrived).toBe(true);
  await ana.page.waitForTimeout(300);
  await expect(stage(ana.page).locator(".mood").first()).not.toContainText("Berth works out");
  await ana.context.close();
});

test("two who move different figures at once both keep their moves, and the keyboard stays in what is shown", async ({ browser }) => {
  const [ana, bo] = [await person(browser), await person(browser)];
  const room = await open(ana.page, "Ana", ["q_encryption", "q_multicast"]);
  await join(bo.page, room, "Bo");
  for (const { page } of [ana, bo]) {
    // by keyboard alone: the next question has the focus
    await stage(page).getByLabel("no", { exact: true }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect(stage(page)).toContainText("Question 2 of 2");
    await expect(stage(page).locator("h2").first()).toBeFocused();
  }
  await turn(ana.page, /^Question 1/);
  await stage(ana.page).getByRole("button", { name: /^Reveal/ }).first().click();
  for (const { page } of [ana, bo]) await turn(page, /^What if/);
  await stage(ana.page).locator("#try-pods-slider").focus();
  await stage(bo.page).locator("#try-cpu_m-slider").focus();
  for (let press = 0; press < 12; press++) {
    await Promise.all([ana.page.keyboard.press("ArrowLeft"), bo.page.keyboard.press("ArrowRight")]);
  }
  const shown = (page: Page) => Promise.all(["#try-pods", "#try-cpu_m"].map(async (id) => Number(await stage(page).locator(id).inputValue())));
  await expect(async () => {
    const [one, other] = [await shown(ana.page), await shown(bo.page)];
    expect(one).toEqual(other);
    expect(one[0]).toBeLessThan(400);
    expect(one[1]).toBeGreaterThan(250);
  }).toPass();
  for (const { context } of [ana, bo]) await context.close();
});

test("the whole meeting works without a script", async ({ browser }) => {
  const [ana, bo] = [await person(browser, { javaScriptEnabled: false }), await person(browser, { javaScriptEnabled: false })];
  const room = await openUnfolded(ana.page);
  await join(bo.page, room, "Bo", "Watch");
  await expect(stage(bo.page)).toContainText("Waiting for 1 answer");
  await answer(ana.page, "no");
  await turn(ana.page, /^Question 1/);
  await stage(ana.page).getByRole("button", { name: "Show on the screen" }).click();
  await expect(ana.page).toHaveURL(`${room}?q=q_encryption`);
  await expect(stage(ana.page)).toContainText("This is on the screen now.");
  await bo.page.goto(`${room}/screen`);
  await expect(bo.page.locator("#room")).toContainText("1 of 1 has answered.");
  await bo.page.goto(room);
  await stage(ana.page).getByRole("button", { name: /^Reveal/ }).first().click();
  await bo.page.reload();
  await expect(stage(bo.page)).toContainText("Question 1 of 1");
  await stage(ana.page).getByRole("button", { name: "We decide this" }).click();
  await stage(ana.page).getByRole("button", { name: "Close the room and keep the record" }).click();
  // whoever closes it gets the secret that deletes the record, as whoever saves does
  await expect(ana.page.getByRole("heading", { name: "Saved", exact: true })).toBeVisible();
  await bo.page.reload();
  await expect(stage(bo.page)).toContainText("Ana closed this room");
  await expect(stage(bo.page).getByRole("link", { name: /The record/ })).toBeVisible();
  for (const { context } of [ana, bo]) await context.close();
});

/** The same without unfolding anything, which takes a script. */
async function openUnfolded(page: Page) {
  await page.goto(`/rooms/new?${scenario}`);
  await page.getByLabel("What do you decide?").fill("Without a script");
  await page.getByLabel("Your name").fill("Ana");
  for (const box of await page.locator("fieldset.asked > ul input").all()) {
    await box.setChecked((await box.getAttribute("value")) === "q_encryption");
  }
  await page.getByRole("button", { name: "Open the room" }).click();
  await expect(page).toHaveURL(/\/r\/[0-9A-Za-z]+$/);
  return page.url();
}

test("the article's five questions are one click away", async ({ browser }) => {
  const ana = await person(browser);
  await ana.page.goto(`/article?${scenario}`);
  await ana.page.getByRole("button", { name: "Decide the five questions together" }).click();
  await expect(ana.page).toHaveURL(/\/r\/[0-9A-Za-z]+$/);
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText("The article\u2019s five questions");
  await expect(stage(ana.page)).toContainText("Question 1 of 6");
  await expectAccessible(ana.page);
  await ana.context.close();
});

test("the planner leads to a room about the scenario of the moment", async ({ page }) => {
  await page.goto(`/?${scenario}`);
  await expect(page.locator("html")).toHaveAttribute("data-live", "");
  await page.locator("#f-pods").fill("777");
  await page.locator("#share summary").click();
  await page.getByRole("link", { name: "Decide together" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Decide together");
  expect(page.url()).toContain("pods=777");
  await expect(page.locator("input[name=scenario]")).toHaveValue(/pods=777/);
  await expectAccessible(page);
});

test("whoever joins by the code finds the room, and a wrong code says so", async ({ browser }) => {
  const ana = await person(browser);
  const room = await open(ana.page, "Ana", ["q_encryption"]);
  const screen = await ana.context.newPage();
  await screen.goto(`${room}/screen`);
  const code = await screen.locator(".room-code").innerText();
  const bo = await person(browser);
  await bo.page.goto("/r");
  await expectAccessible(bo.page);
  await bo.page.getByLabel("The code on the screen").fill("nothing-like-it");
  await bo.page.getByRole("button", { name: "Go to the room" }).click();
  await expect(bo.page.locator(".problems")).toBeVisible();
  await bo.page.getByLabel("The code on the screen").fill(code);
  await bo.page.getByRole("button", { name: "Go to the room" }).click();
  await expect(bo.page).toHaveURL(room);
  await expect(bo.page.getByRole("heading", { level: 1 })).toHaveText("Network of checkout");
  await expectAccessible(bo.page);
  for (const { context } of [ana, bo]) await context.close();
});

test("a lost facilitator is replaced after two minutes", async ({ browser }) => {
  test.setTimeout(300_000);
  const ana = await person(browser);
  const room = await open(ana.page, "Ana", ["q_encryption"]);
  const bo = await person(browser);
  await join(bo.page, room, "Bo");
  await answer(bo.page, "no");
  await ana.context.close();
  await expect(bo.page.getByRole("button", { name: "Take over" })).toBeVisible({ timeout: 200_000 });
  await expectAccessible(bo.page);
  await bo.page.getByRole("button", { name: "Take over" }).click();
  await expect(bo.page.locator(".room-you")).toContainText("the facilitator");
  await stage(bo.page).getByRole("button", { name: "Reveal anyway" }).first().click();
  await expect(stage(bo.page)).toContainText("Not answered: Ana.");
  await bo.context.close();
});

test("all is revealed but what nobody has answered, numbers say whose they are and are taken along", async ({ browser }) => {
  const [ana, bo] = [await person(browser), await person(browser)];
  const complaints: string[] = [];
  ana.page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  const room = await open(ana.page, "Ana", ["q_density", "q_addresses", "pods"], twoWorkloads);
  await join(bo.page, room, "Bo");
  for (const [{ page }, pods] of [[ana, "100"], [bo, "4000"]] as const) {
    await answer(page, "yes");
    await turn(page, /How many pods/);
    await stage(page).getByLabel("Your answer").fill(pods);
    await stage(page).getByRole("button", { name: "Answer", exact: true }).click();
    await expect(stage(page).getByText("of 2 have answered").first()).toBeVisible();
  }
  await turn(ana.page, /Overview/);
  await expect(stage(ana.page)).toContainText("1 question has no answer at all and stays open.");
  await stage(ana.page).getByRole("button", { name: "Reveal the 2 answered questions" }).click();
  await turn(ana.page, /Overview/);
  await expect(stage(ana.page)).toContainText("Waiting for 2 answers");
  await expect(stage(ana.page)).toContainText("‘web’");
  await turn(ana.page, /How many pods/);
  await expectAccessible(ana.page);
  for (const kind of ["SVG", "PNG"]) {
    const button = stage(ana.page).getByRole("button", { name: `Picture as ${kind}` });
    const [file] = await Promise.all([ana.page.waitForEvent("download"), button.click()]);
    expect(file.suggestedFilename()).toBe(`how-many-pods-of-web-will-there-be.${kind.toLowerCase()}`);
  }
  await turn(ana.page, /What if/);
  await expect(stage(ana.page).getByLabel("Pods of “web”").first()).toBeVisible();
  expect(complaints).toEqual([]);
  await Promise.all([ana, bo].map(({ context }) => context.close()));
});
