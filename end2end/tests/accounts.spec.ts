import { type Page } from "@playwright/test";
import { ADMINISTRATOR, PASSWORD } from "../serve";
import { expect, expectAccessible, register, test } from "../studio";

async function logIn(page: Page, email: string, password = PASSWORD) {
  await page.goto("/login");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

/** Whether the page's person is signed in, asked without a browser. */
const signedIn = async (page: Page) => (await page.request.get("/api/v1/me")).status() === 200;

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

test("an administrator invites somebody with credit, and shuts and opens the account", async ({ page, email, browser, baseURL }) => {
  await logIn(page, ADMINISTRATOR);
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/people");
  const invite = page.locator("#invitations");
  const ask = async (password: string) => {
    await invite.locator("[name=email]").fill(email);
    await invite.locator("[name=dollars]").fill("5");
    await invite.locator("[name=password]").fill(password);
    await invite.getByRole("button", { name: "Make a link" }).click();
  };
  await ask("not the right password");
  await expect(page.getByText("Your password is not right").first()).toBeVisible();
  await page.goto("/people");
  await ask(PASSWORD);
  const link = await page.getByLabel("The link").inputValue();

  const other = await browser.newContext({ baseURL });
  const guest = await other.newPage();
  await guest.goto(link);
  await guest.locator("[name=name]").fill("Ben");
  await guest.locator("[name=password]").fill(PASSWORD);
  if (await guest.locator("[name=email]").isEditable()) await guest.locator("[name=email]").fill(email);
  await guest.getByRole("button", { name: "Register" }).click();
  await guest.waitForURL((url) => url.pathname === "/");
  const money = await guest.request.get("/api/v1/me/money");
  expect((await money.json()).granted_cents).toBe(500);

  const account = page.locator("#accounts li", { hasText: email });
  const change = async (button: string) => {
    await page.goto(`/people?search=${encodeURIComponent(email)}`);
    await account.locator("summary").first().click();
    await account.getByRole("button", { name: button, exact: true }).click();
  };
  await change("Disable");
  await expect(account.locator(".badge").first()).toHaveText("disabled");
  expect(await signedIn(guest)).toBe(false);
  await logIn(guest, email);
  await expect(guest.locator("#problem")).toContainText("disabled");
  await change("Enable");
  await expect(account.locator(".badge").first()).toHaveText("");
  await logIn(guest, email);
  await guest.waitForURL((url) => url.pathname === "/");
  await other.close();
});

test("a person changes the password, logs out everywhere else and deletes the account", async ({ page, email, browser, baseURL }) => {
  await register(page, email);
  const other = await browser.newContext({ baseURL });
  const elsewhere = await other.newPage();
  const enter = (password: string) =>
    elsewhere.request.post("/auth/login", { form: { email, password }, headers: { "sec-fetch-site": "same-origin" } });
  await enter(PASSWORD);
  expect(await signedIn(elsewhere)).toBe(true);
  await page.goto("/account");
  const password = page.locator("#password");
  await password.locator("[name=present]").fill(PASSWORD);
  await password.locator("[name=new]").fill("another quiet sentence");
  await password.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("status").first()).toBeVisible();
  expect(await signedIn(elsewhere)).toBe(false);
  expect(await signedIn(page)).toBe(true);

  await enter("another quiet sentence");
  await page.goto("/account");
  await expect(page.locator("#sessions li")).toHaveCount(2);
  await page.locator("#sessions").getByRole("button", { name: "Log out everywhere else" }).click();
  await expect(page.locator("#sessions li")).toHaveCount(1);
  expect(await signedIn(elsewhere)).toBe(false);

  await page.getByText("Delete the account", { exact: true }).click();
  await page.locator("[name=confirmation]").fill(email);
  await page.locator("details.danger [name=password]").fill("another quiet sentence");
  await page.getByRole("button", { name: "Delete my account and my films" }).click();
  await page.waitForURL(/\/login/);
  await logIn(page, email, "another quiet sentence");
  await expect(page.locator("#problem")).toContainText("not right");
  await other.close();
});
