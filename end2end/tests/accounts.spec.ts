import { expect, expectAccessible, register, test } from "../studio";

test("a new person registers, logs out and logs in again", async ({ page, email }) => {
  await register(page, email);
  await page.goto("/settings");
  await expect(page.locator("main").getByText(email)).toBeVisible();
  await page.locator("main").getByRole("button", { name: "Log out" }).click();
  await page.waitForURL(/\/login/);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("a quiet long password");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
});

test("a wrong password says so and keeps the way back", async ({ page, email }) => {
  await register(page, email);
  await page.context().clearCookies();
  await page.goto("/login?next=/new");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("something else entirely");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.locator("#problem")).toContainText("not right");
  expect(new URL(page.url()).searchParams.get("next")).toBe("/new");
});

test("whoever is not signed in is sent to log in", async ({ page }) => {
  await page.goto("/new");
  await expect(page).toHaveURL(/\/login\?next=\/new/);
});

test("a stranger's film is not there", async ({ page, signedIn, browser, baseURL }) => {
  void signedIn;
  const made = await page.request.post("/api/v1/projects", {
    data: { title: "Mine", script: "INT. ROOM - DAY\n\nA man waits.\n" },
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(made.status()).toBe(201);
  const { id } = await made.json();
  const other = await browser.newContext({ baseURL });
  const stranger = await other.newPage();
  await register(stranger, `stranger-${Date.now()}@example.test`);
  for (const path of [`/api/v1/projects/${id}`, `/api/v1/projects/${id}/events`, `/projects/${id}/prompts.json`, `/media/projects/${id}/prompts.json`]) {
    expect((await stranger.request.get(path)).status(), path).toBe(404);
  }
  expect((await page.request.get(`/api/v1/projects/${id}`)).status()).toBe(200);
  await other.close();
});

test("the pages before the door are accessible", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "the checker itself is a script of the page");
  for (const path of ["/login", "/register"]) {
    await page.goto(path);
    await expectAccessible(page);
  }
});
