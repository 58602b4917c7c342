import type { Locator, Page } from 'playwright-core';

/** As many presses as somebody would bear; the longest way on any page of the articles is much shorter. */
const PATIENCE = 90;

/** Somebody without a mouse: whatever cannot be reached by Tab cannot be used. */
export function keyboardOf(page: Page) {
  const focus = page.locator(':focus-visible');
  /** Tabs on until it is reached; fails where it never is, or where nothing shows that it is. */
  const to = async (what: Locator): Promise<void> => {
    await what.first().waitFor();
    for (let pressed = 0; pressed < PATIENCE; pressed++) {
      if ((await what.and(focus).count()) > 0) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${String(what)} on ${page.url()}`);
  };
  return {
    to,
    async press(what: Locator, key = 'Enter'): Promise<void> {
      await to(what);
      await page.keyboard.press(key);
    },
    async type(what: Locator, text: string): Promise<void> {
      await to(what);
      await page.keyboard.type(text);
    },
    key: (name: string) => page.keyboard.press(name),
  };
}
