import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'];

/** Chromium as it is installed, without a window. */
export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: FLAGS });

/** The page as someone uses it. */
export class DemoPage {
  constructor(readonly page: Page) {}

  static async open(browser: Browser, address: string): Promise<DemoPage> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(30_000);
    await page.goto(address);
    await page.locator('.message').first().waitFor();
    return new DemoPage(page);
  }

  async write(words: string): Promise<void> {
    await this.page.getByLabel('Message', { exact: true }).fill(words);
    await this.page.keyboard.press('Enter');
  }

  press(label: string): Promise<void> {
    return this.page.getByRole('button', { name: label, exact: true }).last().click();
  }

  async answerAsBoris(words: string): Promise<void> {
    await this.page.getByLabel('Comment', { exact: true }).fill(words);
    await this.press('Comment');
  }

  async reply(to: Locator, words: string): Promise<void> {
    await to.hover();
    await to.getByRole('button', { name: 'Reply' }).click();
    await this.write(words);
  }

  /** The bot's message with these words. */
  fromBot = (words: string): Locator => this.page.locator('.message.theirs', { hasText: words }).last();
  /** Words in the open issue's thread. */
  inThread = (words: string): Locator => this.page.locator('.entry-text', { hasText: words });
  /** The times that stand on the strip at this width, and those of which something else there hides a part. */
  async timesAt(width: number, height: number): Promise<{ shown: string[]; hidden: string[] }> {
    await this.page.setViewportSize({ width, height });
    const tab = this.page.getByRole('button', { name: 'Inside', exact: true });
    if (await tab.isVisible()) await tab.click();
    const boxes = async (selector: string) => {
      const all = await this.page.locator(selector).all();
      return Promise.all(all.map(async (one) => ({ words: await one.innerText(), box: await one.boundingBox() })));
    };
    const times = await boxes('.edge-time:visible');
    const others = [...times, ...(await boxes('.station'))];
    const hidden = times.filter((time) => others.some((other) => other !== time && meet(time.box, other.box)));
    return { shown: times.map(({ words }) => words), hidden: hidden.map(({ words }) => words) };
  }
  issueTitle = (words: string): Locator => this.page.locator('.issue-head h2', { hasText: words });
  counter = (name: 'sent' | 'arrived' | 'lost' | 'doubled', value: number): Locator =>
    this.page.locator(`.counter-${name} dd`, { hasText: new RegExp(`^${value}$`) });
}

type Box = { x: number; y: number; width: number; height: number } | null;

const meet = (a: Box, b: Box): boolean =>
  !!a && !!b && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
