export type OpenedBy = 'software' | 'proxy' | 'person';

/** Known to fetch pictures by themselves. */
const SOFTWARE = /bot|crawl|spider|scan|preview|proofpoint|mimecast|barracuda|python|curl|wget|okhttp|java\/|go-http|headless/i;
/** Loads pictures in somebody's name, perhaps before anybody looks. */
const PROXY = /GoogleImageProxy|YahooMailProxy|ggpht/i;
/** Apple's privacy proxy shows nothing but this. */
const BARE = /^Mozilla\/5\.0$/;

/** Sooner than this after the handing over, it was a gateway that looked. */
const TOO_SOON_MS = 20_000;

/** Who fetched a mail's picture, as far as one can tell; never more than "probably". */
export function judgeOpen(userAgent: string, msSinceHandover: number | null): OpenedBy {
  if (userAgent === '' || SOFTWARE.test(userAgent)) return 'software';
  if (msSinceHandover !== null && msSinceHandover < TOO_SOON_MS) return 'software';
  if (PROXY.test(userAgent) || BARE.test(userAgent)) return 'proxy';
  return 'person';
}
