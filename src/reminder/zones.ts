/** Clocks of the world: which date and time it is somewhere, and when that was or will be. */

const DAY_MS = 86_400_000;

/** Making a formatter takes 50 µs, asking it 2 µs; there are some 400 zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, clock);
  return clock;
};

/** Tells whether this system knows the zone: one kept years ago may have been renamed since. */
export const isZone = (zone: string): boolean => {
  try {
    return clockOf(zone) !== undefined;
  } catch {
    return false;
  }
};

/** What the wall clock of the zone shows at an instant, as if it were UTC; epoch milliseconds, both. @throws {RangeError} for no zone */
export const wallClock = (instant: number, zone: string): number => {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

const offsetAt = (instant: number, zone: string) => wallClock(instant, zone) - Math.floor(instant / 1_000) * 1_000;

/**
 * When the wall clock of the zone shows `wall`. A time that comes twice as summer time ends is the first; one that summer time skips
 * is moved on by as much as the clock is, as calendars do (RFC 5545): nobody goes without a reminder for an hour that was not there.
 */
export const instantOf = (wall: number, zone: string): number => {
  // No zone changes its clock twice within two days.
  const candidates = [wall - offsetAt(wall - DAY_MS, zone), wall - offsetAt(wall + DAY_MS, zone)] as const;
  const shown = candidates.filter((instant) => wallClock(instant, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : candidates[0];
};

/** `YYYY-MM-DD` of a wall clock. */
export const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/** The wall clock at a date's first minute. */
export const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);
