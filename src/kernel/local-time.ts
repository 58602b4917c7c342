/** The offset of a time zone at an instant, in milliseconds east of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}

/**
 * What the clocks of a time zone show at an instant, as the milliseconds of that wall time in UTC. For many instants: offsets
 * change on quarters of an hour only, and are remembered.
 */
export function wallClock(timeZone: string): (instant: number) => number {
  const offsets = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / 900_000);
    const offset = offsets.get(quarter) ?? offsetAt(quarter * 900_000, timeZone);
    if (offsets.size < 50_000) offsets.set(quarter, offset);
    return instant + offset;
  };
}

/**
 * The instant at which clocks of a time zone show an hour of a day (`2026-03-29`, 8). An hour that the clocks skip becomes the
 * one after it; of an hour that they show twice, the first counts.
 */
export function instantAt(day: string, hour: number, timeZone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000;
  const candidates = [wall - offsetAt(wall - 86_400_000, timeZone), wall - offsetAt(wall + 86_400_000, timeZone)];
  const exact = candidates.filter((instant) => instant + offsetAt(instant, timeZone) === wall);
  return new Date(exact.length ? Math.min(...exact) : Math.max(...candidates));
}

/** The day it is in a time zone, as `YYYY-MM-DD`. */
export const dayIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
