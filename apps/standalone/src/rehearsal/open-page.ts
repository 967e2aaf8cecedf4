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
  /** Of the strip's times, each with these words and lit, as one just in is, those of which something hides a part at this width. */
  async hiddenTimesAt(width: number, height: number, words: string): Promise<string[]> {
    await this.page.setViewportSize({ width, height });
    const tab = this.page.getByRole('button', { name: 'Inside', exact: true });
    if (await tab.isVisible()) await tab.click();
    const times = this.page.locator('.edge-time');
    await times.evaluateAll((all, text) => {
      for (const one of all) Object.assign(one, { textContent: text }).style.fontWeight = '650';
    }, words);
    const boxes = async (selector: string) => {
      const all = await this.page.locator(selector).all();
      return Promise.all(all.map((one) => one.boundingBox()));
    };
    const shown = await boxes('.edge-time');
    const others = [...shown, ...(await boxes('.station'))];
    const hidden = shown.map((time) => others.some((other) => other !== time && meet(time, other)));
    return hidden.flatMap((hides, nth) => (hides ? [`the time of stretch ${nth} at ${width} px`] : []));
  }
  issueTitle = (words: string): Locator => this.page.locator('.issue-head h2', { hasText: words });
  counter = (name: 'sent' | 'arrived' | 'lost' | 'doubled', value: number): Locator =>
    this.page.locator(`.counter-${name} dd`, { hasText: new RegExp(`^${value}$`) });
}

type Box = { x: number; y: number; width: number; height: number } | null;

const meet = (a: Box, b: Box): boolean =>
  !!a && !!b && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
