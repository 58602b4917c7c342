import { nulPattern } from './file-kind.ts';

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1250', 'iso-8859-15', 'macintosh'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface FoundEncoding {
  encoding: Encoding;
  /** A byte order mark, valid characters throughout, the pattern of zero bytes, or what Western Excel writes. */
  because: 'mark' | 'valid' | 'zeros' | 'western' | 'mixed' | 'ascii';
  /** Some places are no characters of this encoding; their rows are refused one by one. */
  damaged: number;
}

/**
 * Finds the encoding of a whole file, block by block: mark → strictly valid UTF-8 → UTF-16 by its zero bytes →
 * Windows-1252. A file that is UTF-8 apart from a few places is UTF-8 with damaged rows: reading it all as Windows-1252
 * would spoil every accented name instead of those few.
 */
export class EncodingFinder {
  private head = new Uint8Array(0);
  private multibyte = 0;
  private invalid = 0;
  private high = false;
  private pending = 0;
  private low = 0x80;
  private top = 0xbf;

  add(block: Uint8Array): void {
    if (this.head.length < 4096) this.head = concat(this.head, block.subarray(0, 4096 - this.head.length));
    for (let i = 0; i < block.length; i++) {
      const byte = block[i]!;
      if (this.pending > 0) {
        if (byte >= this.low && byte <= this.top) {
          this.low = 0x80;
          this.top = 0xbf;
          if (--this.pending === 0) this.multibyte++;
          continue;
        }
        this.pending = 0;
        this.invalid++;
      }
      if (byte < 0x80) continue;
      this.high = true;
      this.begin(byte);
    }
  }

  private begin(byte: number): void {
    this.low = 0x80;
    this.top = 0xbf;
    if (byte >= 0xc2 && byte <= 0xdf) this.pending = 1;
    else if (byte >= 0xe0 && byte <= 0xef) {
      this.pending = 2;
      if (byte === 0xe0) this.low = 0xa0;
      if (byte === 0xed) this.top = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      this.pending = 3;
      if (byte === 0xf0) this.low = 0x90;
      if (byte === 0xf4) this.top = 0x8f;
    } else this.invalid++;
  }

  found(): FoundEncoding {
    const [a, b, c] = this.head;
    if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', because: 'mark', damaged: 0 };
    if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', because: 'mark', damaged: 0 };
    const zeros = nulPattern(this.head);
    if (zeros) return { encoding: zeros, because: 'zeros', damaged: 0 };
    const damaged = this.invalid + (this.pending > 0 ? 1 : 0);
    if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', because: damaged ? 'mixed' : 'mark', damaged };
    if (damaged === 0) return { encoding: 'utf-8', because: this.high ? 'valid' : 'ascii', damaged: 0 };
    if (this.multibyte >= damaged) return { encoding: 'utf-8', because: 'mixed', damaged };
    return { encoding: 'windows-1252', because: 'western', damaged: 0 };
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
